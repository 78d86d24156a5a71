"""What the owner has to read or do, in the server's window: PIN, pairing, a new address, a backup."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tkinter import filedialog
from typing import Any

import pytest
import segno

from restaurant.desktop.console.cards.qr import QUIET, qr_picture
from restaurant.domain.commands import RemoveTerminal, ResetManagerPin
from restaurant.protocol.documents import PairedDocument, SeenDocument, TerminalDocument
from restaurant.protocol.requests import BackUp, ClosePairing, OpenPairing
from tests.desktop.console.drawn import drawn
from tests.desktop.console.test_window import TODAY, Console, server
from tests.desktop.sample import restaurant
from tests.desktop.screen import Screen, words_in

CODE = "7KQ4-9XWB"
ADDRESS = "192.168.1.20"


@pytest.fixture
def console(screen: Screen, tmp_path: Path) -> Console:
    return Console(screen, data_folder=tmp_path)


def paired(terminal_id: str, name: str, role: Any = "waiter") -> PairedDocument:
    return PairedDocument(terminal_id, name, role, TODAY, "Ana")


def link_of(terminal_id: str, name: str, **changes: Any) -> TerminalDocument:
    values: dict[str, Any] = {
        "role": "waiter", "name": name, "address": "192.168.1.31", "since": TODAY,
        "version": "0.1.0", "terminal_id": terminal_id, "lag_ms": 20,
    }  # fmt: skip
    return TerminalDocument(**(values | changes))


def floor() -> dict[str, Any]:
    """Three paired terminals, one of which is switched off and one of which is old, and a guest."""
    known = [("T-1", "Bar", "waiter"), ("T-2", "Kiosk", "customer"), ("T-3", "Terrace", "waiter")]
    links = {
        "1": link_of("T-1", "Bar"),
        "2": link_of("T-2", "Kiosk", role="customer", version="0.0.9", lag_ms=500),
        "9": link_of("", "", role="anybody", lag_ms=None, address="192.168.1.77"),
    }
    seen = SeenDocument(TODAY - timedelta(minutes=8), "192.168.1.33", "0.1.0")
    return {
        "paired": {i: paired(i, name, role) for i, name, role in known},
        "terminals": links,
        "seen": {"T-3": seen},
    }


def tell(console: Console, **changes: Any) -> None:
    console.links[-1].put("console", server={"1": server(**changes)})


# ------------------------------------------------------------------------------- the PIN


def test_the_first_pin_is_shown_until_it_is_written_down(console: Console) -> None:
    console.serve(server={"1": server(manager_pin="481920")})
    pin = console.window.owner_cards.pin
    console.screen.until(pin.frame.winfo_viewable)
    assert pin.large.cget("text") == "481 920"
    console.screen.shoot("console-first-start")
    pin.buttons[0].invoke()
    console.screen.until(lambda: not pin.frame.winfo_viewable())
    assert not pin.large.full
    tell(console, manager_pin="481920", backing_up=True)
    console.screen.until(
        lambda: console.window.state.server == server(manager_pin="481920", backing_up=True)
    )
    console.screen.settle()
    assert not pin.shown
    tell(console, manager_pin="111222")  # the server was started anew
    console.screen.until(lambda: pin.large.full == "111 222")


def test_a_pin_that_was_used_is_gone(console: Console) -> None:
    console.serve(server={"1": server(manager_pin="481920")})
    console.screen.until(console.window.owner_cards.pin.frame.winfo_viewable)
    tell(console)
    console.screen.until(lambda: not console.window.owner_cards.pin.frame.winfo_viewable())


def test_a_lost_pin_is_reset_after_a_question(console: Console) -> None:
    console.serve()
    console.window.foot.reset_pin.invoke()
    popup = console.window.popup
    assert popup is not None
    console.screen.until(lambda: popup.top.focus_get() is popup.buttons[-1])
    console.screen.shoot("console-ask-reset")
    popup.buttons[0].invoke()
    link = console.links[-1]
    first = link.commands[-1]
    assert isinstance(first, ResetManagerPin)
    link.answer(error="pin_taken", message="Somebody else has this PIN.")
    console.screen.until(lambda: len(link.sent) == 2)
    second = link.commands[-1]
    assert isinstance(second, ResetManagerPin)
    assert not console.window.owner_cards.pin.shown
    link.answer(ok=True)
    console.screen.until(console.window.owner_cards.pin.frame.winfo_viewable)
    assert console.window.owner_cards.pin.large.full.replace(" ", "") == second.pin
    console.window.owner_cards.pin.buttons[0].invoke()
    console.screen.until(lambda: not console.window.owner_cards.pin.frame.winfo_viewable())


def test_a_pin_is_not_reset_by_return(console: Console) -> None:
    console.serve()
    console.window.foot.reset_pin.invoke()
    popup = console.window.popup
    assert popup is not None
    console.screen.until(lambda: popup.top.focus_get() is popup.buttons[-1])
    popup.buttons[-1].event_generate("<Return>")
    console.screen.until(lambda: not popup.open)
    assert console.links[-1].commands == []


# --------------------------------------------------------------------------- pairing


def test_pairing_counts_down_and_tells_who_came(console: Console) -> None:
    console.serve(**floor())
    console.window.foot.pair.invoke()
    assert console.links[-1].commands == [OpenPairing()]
    until = TODAY + timedelta(minutes=15)
    tell(console, pairing_code=CODE, pairing_until=until)
    card = console.window.owner_cards.pairing
    console.screen.until(card.frame.winfo_viewable)
    assert card.large.cget("text") == CODE
    console.screen.until(lambda: "Good for 15 more minutes" in words_in(card.frame))
    console.now = TODAY + timedelta(minutes=14, seconds=30)
    console.screen.until(lambda: "Good for one more minute." in words_in(card.frame))
    console.links[-1].put("console", paired={"T-4": paired("T-4", "Window table")})
    console.screen.until(lambda: "Paired: Window table." in words_in(card.frame))
    said = console.text("console.event_paired", name="Window table", by="Ana")
    console.screen.until(lambda: said in drawn(console.window.happenings))
    console.screen.shoot("console-pairing")
    card.buttons[0].invoke()
    assert console.links[-1].commands[-1] == ClosePairing()
    tell(console)
    console.screen.until(lambda: not card.frame.winfo_viewable())


def test_a_code_whose_time_is_over_is_not_shown(console: Console) -> None:
    console.serve(
        server={"1": server(pairing_code=CODE, pairing_until=TODAY + timedelta(minutes=1))}
    )
    console.screen.until(console.window.owner_cards.pairing.frame.winfo_viewable)
    console.now = TODAY + timedelta(minutes=1)
    console.screen.until(lambda: not console.window.owner_cards.pairing.frame.winfo_viewable())


def test_nothing_can_be_asked_of_a_server_that_is_not_there(console: Console) -> None:
    foot = console.window.foot
    asks = (foot.pair, foot.manage, foot.back_up, foot.reset_pin)
    assert all(button.instate(["disabled"]) for button in asks)
    console.serve()
    console.screen.until(lambda: all(button.instate(["!disabled"]) for button in asks))
    console.links[-1].offline()
    console.screen.until(lambda: all(button.instate(["disabled"]) for button in asks))


# ------------------------------------------------------------------------- terminals


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
    popup = console.window.popup
    assert popup is not None
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
    assert console.window.popup is not None
    assert "Kiosk" in words_in(console.window.popup.top)


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
    assert console.window.popup is not None
    console.window.popup.buttons[0].invoke()
    console.links[-1].answer(error="cannot_store", message="The server cannot store anything now.")
    console.screen.until(lambda: "cannot store" in console.window.shell.notice.text)


# ------------------------------------------------------------------------- the address


def noted(folder: Path) -> Any:
    return json.loads((folder / "window" / "notes.json").read_bytes())["address"]


@pytest.fixture
def moved(screen: Screen, tmp_path: Path) -> Console:
    """A machine that had another address the last time."""
    notes = tmp_path / "window" / "notes.json"
    notes.parent.mkdir()
    notes.write_text('{"address": "192.168.1.7"}')
    console = Console(screen, data_folder=tmp_path)
    console.serve()
    return console


def test_a_new_address_is_told_until_somebody_has_seen_it(moved: Console, tmp_path: Path) -> None:
    card = moved.window.owner_cards.moved
    moved.screen.until(card.frame.winfo_viewable)
    moved.screen.shoot("console-moved")
    assert "It was 192.168.1.7 and is 192.168.1.20." in words_in(card.frame)
    assert noted(tmp_path) == "192.168.1.7"  # a window that is closed now tells it again
    card.buttons[0].invoke()
    moved.screen.until(lambda: not card.frame.winfo_viewable())
    assert noted(tmp_path) == ADDRESS


def test_an_address_that_came_back_is_no_news(moved: Console, tmp_path: Path) -> None:
    moved.screen.until(moved.window.owner_cards.moved.frame.winfo_viewable)
    moved.links[-1].put("console", server={"1": server("10.0.0.1", "192.168.1.7")})
    moved.screen.until(lambda: not moved.window.owner_cards.moved.frame.winfo_viewable())
    assert noted(tmp_path) == "192.168.1.7"


def test_the_first_address_is_noted_and_a_machine_without_a_network_has_none(
    console: Console, tmp_path: Path
) -> None:
    console.serve(server={"1": server("127.0.0.1")})
    assert not (tmp_path / "window").exists()
    console.links[-1].put("console", server={"1": server(ADDRESS)})
    console.screen.until((tmp_path / "window" / "notes.json").exists)
    assert noted(tmp_path) == ADDRESS
    console.links[-1].put("console", server={"1": server("127.0.0.1")})
    console.screen.until(lambda: "127.0.0.1:5000" in console.words)
    assert not console.window.owner_cards.moved.shown


def test_damaged_notes_know_nothing(screen: Screen, tmp_path: Path) -> None:
    notes = tmp_path / "window" / "notes.json"
    notes.parent.mkdir()
    notes.write_text('{"address": 7')
    console = Console(screen, data_folder=tmp_path)
    console.serve()
    console.screen.until(lambda: noted(tmp_path) == ADDRESS)
    assert not console.window.owner_cards.moved.shown


# -------------------------------------------------------------------------- backups


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What a person chooses in the system's own dialog."""

    def choose_folder(folder: str) -> None:
        monkeypatch.setattr(filedialog, "askdirectory", lambda **_options: folder)

    return choose_folder


def test_a_backup_shows_that_it_is_made_and_what_came_of_it(
    console: Console, chosen: Callable[[str], None], tmp_path: Path
) -> None:
    console.serve()
    chosen(str(tmp_path))
    console.window.foot.back_up.invoke()
    assert console.links[-1].commands == [BackUp(folder=str(tmp_path.resolve()))]
    tell(console, backing_up=True)
    button = console.window.foot.back_up
    console.screen.until(lambda: button.cget("text") == "Backing up: 0 s")
    assert button.instate(["disabled"])
    console.now = TODAY + timedelta(seconds=12)
    console.screen.until(lambda: button.cget("text") == "Backing up: 12 s")
    console.screen.shoot("console-backing-up")
    file = str(tmp_path / "restaurant-2026-11-20.zip")
    tell(console, last_backup=TODAY, last_backup_file=file)
    console.screen.until(lambda: button.cget("text") == "Back up")
    assert button.instate(["!disabled"])
    said = console.text("console.event_backup", file=file)
    console.screen.until(lambda: said in drawn(console.window.happenings))


def test_no_folder_no_backup(console: Console, chosen: Callable[[str], None]) -> None:
    console.serve()
    chosen("")
    console.window.foot.back_up.invoke()
    assert console.links[-1].commands == []


# ---------------------------------------------------------------------- the computer


def test_the_menu_page_is_opened_or_its_address_told(console: Console) -> None:
    console.serve()
    console.window.foot.manage.invoke()
    assert console.computer.shown == ["http://localhost:5000/manager"]
    console.computer.can_show = False
    console.window.foot.manage.invoke()
    console.screen.until(
        lambda: "http://localhost:5000/manager" in console.window.shell.notice.text
    )


def test_it_keeps_the_computer_awake_while_it_serves(console: Console) -> None:
    assert console.computer.awake == 0
    console.serve()
    assert console.computer.awake == 1
    console.links[-1].offline()
    console.window.stop()
    console.screen.until(lambda: console.computer.awake == 0)
    console.window.start()
    console.serve()
    assert console.computer.awake == 1
    console.window.shell.close()
    assert console.computer.awake == 0


def test_the_server_starts_with_the_computer_if_that_is_wanted(console: Console) -> None:
    starts = console.window.foot.starts
    starts.invoke()
    assert console.computer.starts_server
    console.screen.until(lambda: "power cut" in console.window.shell.notice.text)
    starts.invoke()
    assert not console.computer.starts_server
    console.computer.forgotten = ["--port"]
    starts.invoke()
    console.screen.until(lambda: "not with --port" in console.window.shell.notice.text)


def test_a_tick_says_what_is_so(console: Console) -> None:
    console.computer.stubborn = True
    console.window.foot.starts.invoke()
    assert not console.window.foot._starts.get()
    assert "Permission denied" in console.window.shell.fault_bar.text
    assert [type(error) for error in console.screen.errors] == [PermissionError]
    console.screen.errors.clear()


# ---------------------------------------------------------------- room for everything


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_everything_is_in_reach_at_the_least_size(
    screen: Screen, tmp_path: Path, language: str
) -> None:
    notes = tmp_path / "window" / "notes.json"
    notes.parent.mkdir()
    notes.write_text('{"address": "192.168.1.7"}')
    console = Console(
        screen, data_folder=tmp_path, size="1024x700", language=language, trust_lan=True
    )
    until = TODAY + timedelta(minutes=15)
    state = server(manager_pin="481920", pairing_code=CODE, pairing_until=until, backing_up=True)
    console.serve(**(floor() | {"server": {"1": state}}))
    news = console.window.owner_cards
    console.screen.until(news.pin.frame.winfo_viewable)
    console.screen.shoot(f"console-least-{language}")
    assert news.moved.shown
    assert not news.moved.frame.winfo_viewable()  # its turn comes
    root = console.window.root
    reach = [console.window.foot.starts, *console.window.foot.frame.winfo_children()]
    reach += [button for card in (news.pin, news.pairing) for button in card.buttons]
    for widget in reach:
        right = widget.winfo_rootx() + widget.winfo_width() - root.winfo_rootx()
        bottom = widget.winfo_rooty() + widget.winfo_height() - root.winfo_rooty()
        assert widget.winfo_viewable()
        assert right <= root.winfo_width()
        assert bottom <= root.winfo_height()
        assert widget.winfo_width() >= widget.winfo_reqwidth()
    for card in (news.pin, news.pairing):
        assert card.large.cget("text") == card.large.full
    assert console.window.terminals.frame.winfo_height() >= 100


def test_a_long_name_leaves_room_for_the_state(screen: Screen, tmp_path: Path) -> None:
    console = Console(screen, data_folder=tmp_path, size="1024x700")
    name = "Ristorante Pizzeria Trattoria Blu am Alten Marktplatz zu Köln"
    console.serve(restaurant={"1": restaurant(name=name[:60])})
    console.screen.until(lambda: console.window.head.title.full == name[:60])
    console.screen.shoot("console-long-name")
    pill = console.window.head.pill
    right = pill.winfo_rootx() + pill.winfo_width() - console.window.root.winfo_rootx()
    assert right <= console.window.root.winfo_width()
    assert pill.winfo_width() >= pill.winfo_reqwidth()
    assert console.window.head.title.cget("text").startswith("Ristorante Pizzeria Trattoria Blu")


# ---------------------------------------------------------------------------- the QR


@pytest.mark.parametrize("url", ["http://192.168.1.20:5000/", "http://192.168.178.120:65535/"])
def test_the_qr_is_the_addresss(screen: Screen, url: str) -> None:
    """Module by module what a library that many cameras were tried with makes of it."""
    root = screen.open()
    picture = qr_picture(root, url, 132, ink="#000000", ground="#ffffff")
    wanted = [list(line) for line in segno.make_qr(url, error="m").matrix_iter(border=QUIET)]
    side = len(wanted)
    scale = picture.width() // side
    assert picture.width() == picture.height() == side * scale
    assert scale >= 4  # a phone reads that from an arm's length
    seen = [
        [
            picture.get(x * scale + scale // 2, y * scale + scale // 2) == (0, 0, 0)
            for x in range(side)
        ]
        for y in range(side)
    ]
    assert seen == [[bool(module) for module in line] for line in wanted]
