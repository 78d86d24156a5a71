"""The terminals in the server's window: paired, connected, last seen, revoked."""

from restaurant.domain.commands import RemoveTerminal
from restaurant.protocol.documents import PairedDocument
from tests.desktop.console.drawn import drawn
from tests.desktop.console.server_window import Console, floor, paired
from tests.desktop.screen import words_in


def test_paired_terminals_are_there_whether_they_are_connected_or_not(console: Console) -> None:
    console.serve(**floor())
    console.screen.until(lambda: "Terrace" in drawn(console.window.terminals))
    console.screen.shoot("console-terminals")
    shown = drawn(console.window.terminals)
    assert [name for name in shown if name in ("Bar", "Kiosk", "Terrace")] == [
        "Kiosk",
        "Bar",
        "Terrace",
    ]
    assert any(text.startswith("last seen ") for text in shown)
    assert "Waiter terminal  ·  192.168.1.31  ·  20 ms  ·  0.1.0" in shown
    assert any("version 0.0.9: update it" in text for text in shown)
    assert console.window.terminals.count.cget("text") == "3 of 4 connected"
    before = [row.key for row in console.window.terminals.rows]
    console.links[-1].drop("console", terminals=["1"])
    console.screen.until(lambda: "2 of 4" in console.window.terminals.count.cget("text"))
    assert [row.key for row in console.window.terminals.rows] == before


def choose(console: Console, name: str) -> None:
    terminals = console.window.terminals
    place = [row.name for row in terminals.rows].index(name)
    height = terminals.theme.px(64)
    console.screen.settle()
    terminals.paper.event_generate("<ButtonPress-1>", x=40, y=place * height + height // 2)
    terminals.paper.event_generate("<ButtonRelease-1>", x=40, y=place * height + height // 2)
    console.screen.settle()


def test_a_lost_terminal_is_revoked_after_a_question(console: Console) -> None:
    console.serve(**floor())
    console.screen.until(lambda: "Terrace" in drawn(console.window.terminals))
    terminals = console.window.terminals
    assert not terminals.revoke.winfo_viewable()
    choose(console, "Terrace")
    console.screen.until(terminals.revoke.winfo_viewable)
    terminals.revoke.invoke()
    popup = console.question()
    assert "Revoke Terrace?" in words_in(popup.top)
    console.screen.shoot("console-ask-revoke")
    popup.buttons[0].invoke()
    assert console.links[-1].commands == [RemoveTerminal(terminal_id="T-3")]
    console.links[-1].answer(ok=True)
    console.links[-1].drop("console", paired=["T-3"])
    console.screen.until(lambda: "Terrace" not in drawn(terminals))
    said = console.text("console.event_revoked", name="Terrace")
    console.screen.until(lambda: said in drawn(console.window.happenings))
    assert not terminals.revoke.winfo_viewable()


def test_who_was_not_paired_cannot_be_revoked(console: Console) -> None:
    console.serve(**floor())
    console.screen.until(lambda: "Terrace" in drawn(console.window.terminals))
    choose(console, "")
    assert console.window.terminals.chosen == "9"
    assert not console.window.terminals.revoke.winfo_viewable()


def test_the_keyboard_chooses_too(console: Console) -> None:
    console.serve(**floor())
    terminals = console.window.terminals
    console.screen.until(lambda: "Terrace" in drawn(terminals))
    terminals.paper.focus_force()
    for key in ("<Down>", "<Down>", "<Up>"):
        terminals.paper.event_generate(key)
    assert terminals.chosen == "T-2"
    terminals.paper.event_generate("<Delete>")
    assert console.window.questions.popup is not None
    assert "Kiosk" in words_in(console.window.questions.popup.top)


def test_what_is_read_stays_where_it_is(console: Console) -> None:
    """Forty kiosks, scrolled down; five that come before them in the list are paired."""

    def kiosks(*numbers: int) -> dict[str, PairedDocument]:
        return {f"T-{n}": paired(f"T-{n}", f"Kiosk {n:02}", "customer") for n in numbers}

    console.serve(paired=kiosks(*range(10, 50)))
    terminals = console.window.terminals
    console.screen.until(lambda: "Kiosk 49" in drawn(terminals))
    console.screen.settle()
    row = terminals.theme.px(64)
    terminals.scrolled.move(10 * row + 7)
    console.screen.settle()
    assert round(terminals.scrolled.view.canvasy(0)) == 10 * row + 7
    console.links[-1].put("console", paired=kiosks(*range(5)))
    console.screen.until(lambda: "Kiosk 04" in drawn(terminals))
    console.screen.settle()
    assert round(terminals.scrolled.view.canvasy(0)) == 15 * row + 7


def test_a_refusal_is_told_in_the_servers_words(console: Console) -> None:
    console.serve(**floor())
    choose(console, "Bar")
    console.window.terminals.revoke.invoke()
    assert console.window.questions.popup is not None
    console.window.questions.popup.buttons[0].invoke()
    console.links[-1].answer(error="cannot_store", message="The server cannot store anything now.")
    console.screen.until(lambda: "cannot store" in console.window.shell.notice.text)
