"""Room for everything in the server's window: at its least size, in each language, with a long name."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.desktop.console.server_window import TODAY, Console, floor, server
from tests.desktop.sample import restaurant
from tests.desktop.screen import Screen
from tests.languages import DRAWN

CODE = "7KQ4-9XWB"


@pytest.mark.parametrize("language", DRAWN)
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
