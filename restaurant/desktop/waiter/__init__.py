"""The waiter terminal: the screen at the pass."""

from typing import TYPE_CHECKING

from restaurant.common.options import Options

if TYPE_CHECKING:
    from restaurant.desktop.terminal.running import Terminal


def run(options: Options) -> int:
    """Shows the window until it is closed; returns an exit code."""
    from restaurant.desktop.terminal.running import Terminal

    terminal = Terminal(options, "waiter")
    while _show(terminal):
        pass
    terminal.finder.stop()
    return 0


def _show(terminal: "Terminal") -> bool:
    """One window; whether it is to be opened again, for the restaurant's language was only now told."""
    from restaurant.common.assets import asset
    from restaurant.common.language.strings import Strings
    from restaurant.common.remembered import remembered_language
    from restaurant.desktop.waiter.attention.chime import Chime
    from restaurant.desktop.waiter.window import WaiterWindow
    from restaurant.desktop.window.shell import open_root

    follows = terminal.follows and remembered_language(terminal.folder) is None
    strings = terminal.strings()
    root = open_root(strings.text("waiter.title"))
    again = False

    def told(language: str) -> None:
        nonlocal again
        if follows and Strings(language).language != strings.language:
            again = True
            window.pump.call(window.shell.close)

    chime = Chime(asset("sounds/new_order.wav"), bell=lambda: window.pump.call(root.bell))
    window = WaiterWindow(
        root,
        terminal.link(["floor", "menu"], strings, told=told),
        strings=strings,
        scheme=terminal.scheme(root),
        address=terminal.goal(strings),
        folder=terminal.folder,
        play=chime.play,
    )
    window.shell.at_end(chime.close)
    terminal.run(root, window)
    return again
