"""A tablet that shows `/kiosk`, and what guests and staff do at it."""

from typing import Any

from tests.browser.chromium import NAME
from tests.browser.kiosk.touch import Touch
from tests.server.clients import command, post, view
from tests.server.people import hire, pairing_code
from tests.server.running import RunningServer


class Tablet:
    """Its page, and the restaurant behind it."""

    def __init__(self, page: Touch, server: RunningServer) -> None:
        self.page, self.server = page, server
        self.pin = hire(server, "waiter")

    @property
    def address(self) -> str:
        """Where the page is, at the TLS door."""
        return f"https://{NAME}:{self.server.tls_port}/kiosk"

    # ---------------------------------------------------------------------------- pairing

    def open(self) -> None:
        """Open the page."""
        self.page.open(self.address)

    def fill_in(self, name: str, code: str, pin: str) -> None:
        """Write what pairing needs, and send it."""
        for field, said in (("name", name), ("code", code), ("pin", pin)):
            self.page.type_into(f"#pair [name={field}]", said)
        self.page.tap("#pair-now")

    def pair(self, name: str = "Terrace 1") -> None:
        """Pair the page that is not paired yet."""
        self.open()
        self.fill_in(name, pairing_code(self.server), self.pin)
        self.page.until("!document.getElementById('start').hidden")

    def begin(self) -> None:
        """A guest touches the screen."""
        self.page.tap("#start")
        self.page.see("Bruschetta", ".tile")

    # --------------------------------------------------------------------------- ordering

    def choose(self, dish: str, *options: str, category: str = "") -> None:
        """Put a dish into the cart."""
        if category:
            self.page.tap("#categories .pick", category)
        self.page.tap(".tile", dish)
        for option in options:
            self.page.tap("dialog .pick", option)
        self.page.tap("dialog [data-is=add]")
        self.page.until("!document.querySelector('dialog')")

    def sit_at(self, table: int) -> None:
        """Type the number of a table."""
        self.page.tap("#table")
        self.type_digits(str(table))
        self.page.until(f"document.getElementById('table').textContent === '{table}'")

    def type_digits(self, digits: str) -> None:
        """On the keypad, and OK."""
        for digit in [*digits, "ok"]:
            self.page.tap(f".keys [data-key='{digit}']")

    def send(self) -> None:
        """Tap Send Order."""
        self.page.tap("#send")

    def say_ok(self, title: str) -> None:
        """Read a dialog with this title, and tap its main button."""
        self.page.see(title, "dialog h2")
        self.page.tap("dialog .is-main")

    def order_soup(self, table: int = 7) -> None:
        """One soup of the day for a table, sent."""
        self.choose("Soup of the day", category="Starters")
        self.sit_at(table)
        self.send()

    # ------------------------------------------------------------------------ the other side

    def staff_send(self, name: str, **fields: Any) -> None:
        """Staff do something elsewhere."""
        answer = post(self.server, command(name, **fields), self.server.token("manager")).json
        assert answer.get("ok"), answer

    def paired(self) -> dict[str, str]:
        """The names of the terminals that the server knows, by id."""
        shown = view(self.server, "console", token=self.server.token("console")).json["snapshot"]
        return {i: terminal["name"] for i, terminal in shown["paired"].items()}

    def orders(self) -> list[dict[str, Any]]:
        """The open orders, as staff see them, oldest first."""
        shown = view(self.server, "floor", token=self.server.token("waiter")).json["snapshot"]
        return sorted(shown["orders"].values(), key=lambda order: order["number"])

    def dish(self, name: str) -> dict[str, Any]:
        """The dish of that name, as the menu has it now."""
        shown = view(self.server, "menu").json["snapshot"]["items"].values()
        return next(dict(dish) for dish in shown if dish["name"] == name)

    def is_later(self, *, seconds: float) -> None:
        """Let time pass for the page."""
        self.page.run(f"window.later += {seconds * 1000}, 0")
