"""The server's window in every state, with a process and a link that the test plays."""

from pathlib import Path
from typing import Any

import pytest

from restaurant.desktop.console.watched import process
from restaurant.desktop.look.tokens import Scheme
from restaurant.protocol.documents import FiguresDocument
from tests.desktop.console.drawn import drawn
from tests.desktop.console.server_window import Console, fault, server, terminal
from tests.desktop.screen import Screen, buttons_in, words_in
from tests.languages import FOREIGN


def evening() -> dict[str, Any]:
    """A busy evening's terminals and faults."""
    roles = ["customer"] * 3 + ["waiter"] * 5 + ["kitchen", "manager", "anybody"]
    names = ["Kiosk at the door", "Table 7", "Table 12 by the window, beside the piano", "Anna",
             "Bar", "Bruno", "Pass", "Terrace", "Grill", "Office", ""]  # fmt: skip
    terminals = {
        str(i): terminal(role, name, f"192.168.1.{30 + i}")
        for i, (role, name) in enumerate(zip(roles, names, strict=True))
    }
    faults = {
        "1": fault("menu.json, line 14: a price is missing. The last good menu.json stays in force.",
                   level="error", ago=95),
        "2": fault("this computer's clock was set back by 1:02:13", ago=60),
        "3": fault("a screen did not read what it was sent and was let go", ago=30),
        "4": fault("a screen did not read what it was sent and was let go", ago=20),
    }  # fmt: skip
    return {"terminals": terminals, "faults": faults}


@pytest.mark.parametrize("language", FOREIGN)
def test_a_busy_evening_in_another_language(screen: Screen, language: str, tmp_path: Path) -> None:
    console = Console(screen, data_folder=tmp_path, size="1024x700", language=language)
    console.serve(**evening())
    window = console.window
    screen.until(lambda: len(drawn(window.happenings)) == 3 * 4)
    screen.shoot(f"console-{language}")
    for made in buttons_in(window.root):
        if made.winfo_ismapped():
            assert made.winfo_reqwidth() <= made.winfo_width(), made.cget("text")
    assert window.today.figures["takings"].cget("text").endswith("€")


@pytest.mark.parametrize(
    ("scheme", "size"), [("light", "1366x768"), ("light", "1024x700"), ("dark", "1366x768")]
)
def test_a_busy_evening(screen: Screen, scheme: Scheme, size: str, tmp_path: Path) -> None:
    console = Console(screen, data_folder=tmp_path, scheme=scheme, size=size)
    console.serve(**evening())
    window = console.window
    screen.until(lambda: drawn(window.terminals))
    screen.until(lambda: len(drawn(window.happenings)) == 3 * 4)
    screen.shoot(f"console-{scheme}-{size}")
    assert window.head.title.full == "Trattoria Blu"
    assert window.head.pill.cget("text") == console.text("console.phase_serving")
    assert window.address.address.cget("text") == "192.168.1.20:5000"
    assert window.address.url == "http://192.168.1.20:5000/"
    shown = {name: str(label.cget("text")) for name, label in window.today.figures.items()}
    assert shown == {"orders": "118", "open_orders": "7", "takings": "€2,340.00"}
    rows = drawn(window.terminals)
    assert "Kiosk at the door" in rows
    assert any(row.startswith("Customer terminal  ·  192.168.1.30") for row in rows)
    assert "Unpaired device" in rows  # one without a name is called by its role
    times, sentences = drawn(window.happenings)[1::3], drawn(window.happenings)[2::3]
    assert sentences[0] == console.text("console.event_started", port=5000)
    assert sentences[1].startswith("a screen did not read")
    assert times[1].startswith("2 times, last at ")
    assert sentences[-1].startswith("menu.json, line 14")


def test_nothing_is_cut_at_the_least_size(screen: Screen, tmp_path: Path) -> None:
    console = Console(screen, data_folder=tmp_path, size="1024x700", trust_lan=True)
    figures = {"1": FiguresDocument("2026-11-20", 1184, 117, 12345600, "EUR")}
    many = server("192.168.178.120", "10.212.134.200", port=50000)
    console.serve(figures=figures, server={"1": many})
    window = console.window
    screen.until(lambda: "123,456.00" in console.words)
    screen.shoot("console-least-size")
    for label in (window.address.address, *window.today.figures.values()):
        assert label.cget("text") == label.full
    root = window.root
    bottom = window.switch.winfo_rooty() + window.switch.winfo_height() - root.winfo_rooty()
    assert bottom <= root.winfo_height()
    assert window.terminals.frame.winfo_height() > 150


def test_while_it_starts(console: Console) -> None:
    assert console.process.asked == ["start"]
    console.tell(process.Starting())
    console.tell(process.Working("Reading the journal: 120000 commands so far ..."))
    console.screen.until(lambda: console.window.shell.banner.text)
    console.screen.shoot("console-starting")
    assert "120000" in console.window.shell.banner.text
    assert console.text("console.no_address") in console.words
    assert console.window.terminals.explained == console.text("console.nobody_title")
    assert console.window.happenings.explained == console.text("console.quiet_title")
    console.serve()
    assert not console.window.shell.banner.text


def test_a_link_for_each_run(console: Console) -> None:
    console.serve(terminals={"a": terminal()})
    first = console.links[0]
    assert first.running
    console.tell(process.Died(-9, "", 0.5))
    console.until("pausing")
    console.screen.until(lambda: not first.running)
    console.screen.shoot("console-pausing")
    assert console.window.shell.banner.text == console.text("console.pausing")
    assert not console.window.state.terminals
    console.serve()
    assert len(console.links) == 2
    assert not console.window.shell.banner.text
    again = console.text("console.event_restarted", port=5000)
    console.screen.until(lambda: again in drawn(console.window.happenings))


def test_a_server_that_gives_no_answer(console: Console) -> None:
    console.serve()
    console.links[0].offline("link.no_server")
    console.screen.until(lambda: console.window.state.lost)
    assert console.window.shell.banner.text == console.text("console.lost")
    assert console.window.head.pill.cget("text") == console.text("console.phase_lost")


def test_why_it_cannot_start_and_try_again(console: Console) -> None:
    console.tell(process.Starting())
    reason = "Port 5000 is in use by another program. Stop it, or choose another port: --port 5010."
    console.tell(process.CannotStart(reason))
    console.until("cannot_start")
    console.screen.shoot("console-cannot-start")
    window = console.window
    assert window.trouble.frame.winfo_viewable()
    assert window.trouble.reason.cget("text") == reason
    assert not window.address.frame.winfo_viewable()
    window.trouble.again.invoke()
    assert console.process.asked == ["start", "start"]
    console.serve()
    console.screen.settle()
    assert not window.trouble.frame.winfo_viewable()
    assert window.address.frame.winfo_viewable()


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "No terminal is connected now."),
        (1, "One terminal is connected. It keeps"),
        (3, "3 terminals are connected. They keep orders while"),
    ],
)
def test_closing_asks_first(console: Console, count: int, said: str) -> None:
    console.serve(terminals={str(i): terminal() for i in range(count)})
    console.window.shell.on_close()
    popup = console.question()
    assert said in words_in(popup.top)
    console.screen.shoot(f"console-ask-{count}")
    console.window.shell.on_close()  # once more, impatiently
    assert console.window.questions.popup is popup
    popup.buttons[-1].event_generate("<Return>")  # the default
    console.screen.until(lambda: not popup.open)
    assert console.process.asked == ["start"]
    assert console.window.state.phase == "serving"


def test_stop_and_close(console: Console) -> None:
    console.serve()
    console.window.shell.on_close()
    popup = console.question()
    popup.buttons[0].invoke()
    assert console.process.asked == ["start", "stop"]
    console.until("stopping")
    console.screen.shoot("console-stopping")
    assert console.window.shell.banner.text == console.text("console.stopping")
    assert console.window.switch.instate(["disabled"])
    assert console.window.switch.cget("text") == console.text("console.stop")
    console.tell(process.Stopped(killed=False))
    console.screen.until(console.screen.gone)


def test_stop_and_start(console: Console) -> None:
    console.serve(terminals={"a": terminal()})
    console.window.switch.invoke()
    popup = console.question()
    popup.buttons[0].invoke()
    console.tell(process.Stopped(killed=False))
    console.until("stopped")
    console.screen.settle()
    console.screen.shoot("console-stopped")
    assert console.window.switch.cget("text") == console.text("console.start")
    assert console.text("console.nobody_stopped") in console.words
    console.window.switch.invoke()
    assert console.process.asked == ["start", "stop", "start"]
    console.serve()
    assert console.window.switch.cget("text") == console.text("console.stop")


def test_a_stopped_server_closes_without_a_question(console: Console) -> None:
    console.tell(process.CannotStart("no"))
    console.until("cannot_start")
    console.window.shell.on_close()
    assert console.screen.gone()


def test_closed_while_it_stops(console: Console) -> None:
    console.serve()
    console.window.stop()
    console.window.shell.on_close()
    assert not console.screen.gone()
    assert console.window.questions.popup is None
    console.tell(process.Stopped(killed=True))
    console.screen.until(console.screen.gone)


def test_trust_is_said_in_words(screen: Screen, tmp_path: Path) -> None:
    console = Console(screen, data_folder=tmp_path, trust_lan=True)
    console.serve()
    screen.until(lambda: console.window.trust.winfo_viewable())
    assert "may act as staff" in console.words


def test_no_trust_no_words(console: Console) -> None:
    console.serve()
    console.screen.settle()
    assert not console.window.trust.winfo_viewable()


def test_addresses(console: Console) -> None:
    console.serve(server={"1": server("192.168.1.20", "10.0.0.3")})
    console.screen.until(lambda: "10.0.0.3:5000" in console.words)
    assert console.window.address.url == "http://192.168.1.20:5000/"
    console.window.address.copy.invoke()
    assert console.window.root.clipboard_get() == "http://192.168.1.20:5000/"
    console.links[0].put("console", server={"1": server("127.0.0.1")})
    console.screen.until(lambda: console.text("console.only_here") in console.words)
    assert not console.window.address.url  # a phone that scanned it would look at itself


def test_what_happens_can_be_copied(console: Console) -> None:
    console.serve(faults={"1": fault("no paper"), "2": fault("no paper", ago=2)})
    console.screen.until(lambda: len(console.window.happenings.happenings) == 2)
    console.window.happenings.copy.invoke()
    copied = console.window.root.clipboard_get()
    assert "warning no paper (x2)" in copied
    assert console.text("console.event_started", port=5000) in copied


def test_hundreds_of_terminals_and_long_names(console: Console) -> None:
    terminals = {str(i): terminal(name=f"Handheld {i:03} " + "x" * 90) for i in range(450)}
    console.serve(terminals=terminals)
    paper = console.window.terminals.paper
    console.screen.until(lambda: "and 50 more" in drawn(console.window.terminals))
    assert len(drawn(console.window.terminals)) == 3 * 400 + 1
    texts = [item for item in paper.find_all() if str(paper.type(item)) == "text"]
    since, name, where = (paper.bbox(item) for item in texts[:3])
    assert since[2] <= paper.winfo_width() + 2
    assert max(name[2], where[2]) < since[0]
    console.screen.settle()
    before = console.window.terminals.scrolled.view.yview()
    paper.focus_force()
    console.screen.until(lambda: console.window.root.focus_get() is paper)
    paper.event_generate("<Next>")
    console.screen.until(lambda: console.window.terminals.scrolled.view.yview() != before)


def test_a_folder_that_nothing_can_show(console: Console, tmp_path: Path) -> None:
    console.computer.can_show = False
    console.window.foot.folder.invoke()
    console.screen.until(lambda: console.window.shell.notice.text)
    assert str(tmp_path) in console.window.shell.notice.text


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
