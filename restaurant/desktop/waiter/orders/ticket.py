"""An order on paper: its ticket as plain text, and this computer's own printer."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from textwrap import wrap

from restaurant.common.language.strings import Strings
from restaurant.common.language.writing import amount, clock, money
from restaurant.common.processes.children import child_environment
from restaurant.protocol.documents import ItemDocument, OrderDocument

COLUMNS = 40
PATIENCE_S = 30.0
KEPT = 20
"""Tickets that stay in the folder: on Windows the printing program reads them when it likes."""


def ticket_of(
    order: OrderDocument, strings: Strings, *, title: str, currency: str, now: datetime
) -> str:
    """The ticket, forty columns wide; what was called off is left out."""
    text = strings.text
    place = (
        text("waiter.place_takeaway", name=order.name)
        if order.table is None
        else text("waiter.place_table", table=order.table)
    )
    at = clock(strings, order.placed_at)
    live = [item for item in order.items if item.status != "voided"]
    key = "customer.tax" if order.tax_added else "customer.tax_included"
    taxes = [
        _sides(text(key, rate=tax.rate), money(strings, tax.tax, currency)) for tax in order.taxes
    ]
    lines = [
        title,
        place,
        "  ".join(filter(None, (order.order_id, at, order.placed_by))),
        "-" * COLUMNS,
        *(line for item in live for line in _item(item, strings, currency)),
        "-" * COLUMNS,
        *(taxes if order.tax_added else ()),
        _sides(text("customer.total"), money(strings, order.total, currency)),
        *(() if order.tax_added else taxes),
        *wrap(order.note, COLUMNS),
        text("waiter.ticket_copy", time=clock(strings, now)),
    ]
    return "\n".join(lines) + "\n"


def _item(item: ItemDocument, strings: Strings, currency: str) -> Iterator[str]:
    price = ""
    if item.unit_price is not None:
        price = amount(strings, item.unit_price * item.quantity, currency)
    first, *rest = wrap(f"{item.quantity} x {item.name}", COLUMNS - len(price) - 1) or [""]
    yield _sides(first, price)
    for line in (*rest, *wrap(" · ".join(filter(None, (*item.options, item.note))), COLUMNS - 4)):
        yield f"    {line}"


def _sides(left: str, right: str) -> str:
    return f"{left}{right.rjust(COLUMNS - len(left))}".rstrip()


class Printer:
    """This computer's default printer; tickets lie in `folder` for as long as it takes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def print(self, name: str, text: str, done: Callable[[str], object]) -> None:
        """Prints; `done` is told, on any thread, why that failed, or nothing."""
        work = threading.Thread(
            target=self._print, args=(name, text, done), name="printing", daemon=True
        )
        work.start()

    def _print(self, name: str, text: str, done: Callable[[str], object]) -> None:
        try:
            print_file(self._write(name, text))
        except subprocess.CalledProcessError as error:
            done(str(error.stderr).strip() or str(error))
        except (OSError, subprocess.SubprocessError) as error:
            done(str(error))
        else:
            done("")

    def _write(self, name: str, text: str) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        old = sorted(self._folder.glob("*.txt"), key=lambda path: path.stat().st_mtime)
        for path in old[: 1 - KEPT]:
            path.unlink(missing_ok=True)
        path = self._folder / f"{name}.txt"
        # Windows' editor, which prints it there, knows UTF-8 by the mark at its beginning.
        path.write_text(text, "utf-8-sig" if sys.platform == "win32" else "utf-8")
        return path


def print_file(path: Path) -> None:
    """Prints a text file. Raises OSError, or SubprocessError with what the printing program said."""
    if sys.platform == "win32":
        import os

        os.startfile(path, "print")
        return
    program = shutil.which("lp") or shutil.which("lpr")
    if program is None:
        raise FileNotFoundError("lp, lpr: command not found")
    subprocess.run(
        [program, str(path)], check=True, timeout=PATIENCE_S, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, errors="replace", env=child_environment(),
    )  # fmt: skip
