"""Past orders as files have them: what is read, and which lines are named instead."""

from datetime import datetime
from pathlib import Path

import pytest

from build.replay.orders_file import BadFile, past_orders, read_rows

HEAD = "invoice,Order Date,description,Quantity,Product Price,Total products,City\n"
GOOD = "16118,03/08/19 20:25,Plain Papadum,2,0.8,6,Kensington\n"


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "orders.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "line",
    [
        "16118,03/08/19 20:25,Rice,0,1,6,X",
        "16118,03/08/19 20:25,Rice,-1,1,6,X",
        "16118,03/08/19 20:25,Rice,many,1,6,X",
        "16118,03/08/19 20:25,Rice,1.5,1,6,X",
        "16118,32/08/19 20:25,Rice,1,1,6,X",
        "16118,,Rice,1,1,6,X",
        "16118,03/08/19 20:25,,1,1,6,X",
        ",03/08/19 20:25,Rice,1,1,6,X",
        "16118,03/08/19 20:25",
        '16118,03/08/19 20:25,"Rice,1,1,6,X',
        "\0",
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_spoils_no_other(tmp_path: Path, line: str) -> None:
    rows, bad = read_rows(_file(tmp_path, HEAD + GOOD + line + "\n" + GOOD))
    assert [row.line for row in rows] == [2, 4]
    assert [wrong.line for wrong in bad] == [3]
    assert bad[0].reason


def test_other_names_for_columns_other_times_and_quotation_marks(tmp_path: Path) -> None:
    text = (
        "Order Number,Order Date,Item Name,Quantity,Product Price\n"
        '1,2019-08-03 20:25,"Rice, plain",2.0,1\n'
        "1,03/08/2019 20:26,Naan,1,2\n\n"
    )
    rows, bad = read_rows(_file(tmp_path, text))
    assert [(row.dish, row.quantity) for row in rows] == [("Rice, plain", 2), ("Naan", 1)]
    assert bad == []
    assert rows[0].at == datetime(2019, 8, 3, 20, 25)  # noqa: DTZ001 - the restaurant's own clock


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, encoding: str) -> None:
    rows, _ = read_rows(_file(tmp_path, HEAD + GOOD.replace("Plain", "Crème"), encoding))
    assert rows[0].dish == "Crème Papadum"


@pytest.mark.parametrize("text", ["", "a,b,c\n1,2,3\n", HEAD.replace("description", "city")])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFile):
        read_rows(_file(tmp_path, text))


def test_orders_come_in_their_time_and_one_number_on_two_days_is_two_orders(tmp_path: Path) -> None:
    text = HEAD + (
        "7,04/08/19 12:00,Late,1,1,1,X\n"
        "8,03/08/19 20:25,Rice,1,1,2,X\n"
        "7,03/08/19 19:00,Early,1,1,1,X\n"
        "8,03/08/19 20:25,Naan,3,1,2,X\n"
    )
    orders = past_orders(read_rows(_file(tmp_path, text))[0])
    assert [order.invoice for order in orders] == ["7", "8", "7"]
    assert orders[1].dishes == [("Rice", 1), ("Naan", 3)]
