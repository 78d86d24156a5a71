"""An order on paper: its text, and each system's way to print it."""

import os
import shutil
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from restaurant.common.language.strings import Strings
from restaurant.desktop.waiter.orders import ticket
from restaurant.desktop.waiter.orders.ticket import COLUMNS, KEPT, Printer, print_file, ticket_of
from restaurant.domain.taxes import Tax
from restaurant.protocol.documents import OrderDocument
from tests.desktop.sample import NOW, order
from tests.waiting import PATIENCE

STRINGS = Strings()


def printed(document: OrderDocument) -> list[str]:
    page = ticket_of(document, STRINGS, title="Trattoria Blu", currency="EUR", now=NOW)
    return page.splitlines()


def test_a_ticket_says_all_that_the_order_is() -> None:
    noted = order(110, "Pasta", "Soup", table=7, note="Birthday")
    first = replace(noted.items[0], quantity=2, options=("Large",), note="no cheese")
    lines = printed(replace(noted, items=(first, noted.items[1])))
    at = noted.placed_at.astimezone().strftime("%H:%M")
    assert lines == [
        "Trattoria Blu",
        "Table 7",
        f"ORD-1-110  {at}  Kiosk 1",
        "-" * COLUMNS,
        "2 x Pasta".ljust(COLUMNS - 5) + "18.00",
        "    Large · no cheese",
        "1 x Soup".ljust(COLUMNS - 4) + "9.00",
        "-" * COLUMNS,
        "Total".ljust(COLUMNS - 6) + "€18.00",
        "Birthday",
        f"Copy, printed {NOW.astimezone().strftime('%H:%M')}",
    ]


def test_each_tax_is_on_it() -> None:
    noted = replace(order(110, "Pasta"), total=900, taxes=(Tax("7", 841, 59),))
    assert printed(noted)[-3:-1] == [
        "Total".ljust(COLUMNS - 5) + "€9.00",
        "Tax 7 %, included".ljust(COLUMNS - 5) + "€0.59",
    ]
    taxes = Tax("7", 900, 63), Tax("19", 0, 0)
    added = replace(noted, total=963, tax_added=True, taxes=taxes)
    assert printed(added)[-4:-1] == [
        "Tax 7 %".ljust(COLUMNS - 5) + "€0.63",
        "Tax 19 %".ljust(COLUMNS - 5) + "€0.00",
        "Total".ljust(COLUMNS - 5) + "€9.63",
    ]


def test_what_was_called_off_is_not_on_it() -> None:
    both = order(110, "Pasta", "Soup")
    left = replace(both, items=(replace(both.items[0], status="voided"), both.items[1]))
    assert not any("Pasta" in line for line in printed(left))


def test_long_names_break_into_lines() -> None:
    lines = printed(order(110, "Spaghetti Carbonara " * 6, table=None, name="Ana"))
    assert all(len(line) <= COLUMNS for line in lines)
    assert "Takeaway Ana" in lines


def test_an_open_item_has_no_price() -> None:
    cake = order(110, "Cake")
    open_ = replace(cake, items=(replace(cake.items[0], unit_price=None),))
    assert "1 x Cake" in printed(open_)


# --------------------------------------------------------------------------------- printing


def test_windows_prints_by_the_program_of_text_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[Path, str]] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(os, "startfile", lambda *args: started.append(args), raising=False)
    print_file(tmp_path / "x.txt")
    assert started == [(tmp_path / "x.txt", "print")]


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("there", ["lp", "lpr"])
def test_elsewhere_it_goes_to_the_print_queue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, there: str
) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(sys, "platform", platform)
    found = {there: f"/usr/bin/{there}"}
    monkeypatch.setattr(shutil, "which", found.get)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: ran.append(command))
    print_file(tmp_path / "x.txt")
    assert ran == [[f"/usr/bin/{there}", str(tmp_path / "x.txt")]]


def told(printer: Printer, name: str = "ORD-1-110") -> str:
    """What it says of a ticket, once it has."""
    said: list[str] = []
    done = threading.Event()

    def tell(why: str) -> None:
        said.append(why)
        done.set()

    printer.print(name, "Äpfel\n", tell)
    assert done.wait(PATIENCE)
    return said[0]


def test_it_says_what_the_print_program_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(command: list[str], **_: Any) -> None:
        raise subprocess.CalledProcessError(1, command, stderr="lp: no default destination\n")

    monkeypatch.setattr(shutil, "which", lambda _name: "/usr/bin/lp")
    monkeypatch.setattr(subprocess, "run", refuse)
    assert told(Printer(tmp_path / "tickets")) == "lp: no default destination"


@pytest.mark.skipif(sys.platform == "win32", reason="the print program is a script")
def test_what_the_print_program_said_may_be_in_any_encoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "lp"
    program.write_bytes(b"#!/bin/sh\nprintf 'Drucker au\\337er Betrieb' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _name: str(program))
    assert told(Printer(tmp_path / "tickets")) == "Drucker au\N{REPLACEMENT CHARACTER}er Betrieb"


def test_without_a_print_program_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert told(Printer(tmp_path / "tickets")) == "lp, lpr: command not found"


def test_tickets_are_written_and_old_ones_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticket, "print_file", lambda _path: None)
    folder = tmp_path / "tickets"
    folder.mkdir()
    for number in range(KEPT + 5):
        old = folder / f"ORD-1-{number}.txt"
        old.write_text("old")
        at = (NOW - timedelta(days=1) + timedelta(minutes=number)).timestamp()
        os.utime(old, (at, at))
    assert told(Printer(folder)) == ""
    assert (folder / "ORD-1-110.txt").read_text("utf-8") == "Äpfel\n"
    kept = {path.name for path in folder.glob("*.txt")}
    assert len(kept) == KEPT
    assert "ORD-1-5.txt" not in kept
    assert f"ORD-1-{KEPT + 4}.txt" in kept
