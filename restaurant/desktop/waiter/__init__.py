"""The waiter terminal: the screen at the pass."""

from pathlib import Path
from typing import TYPE_CHECKING

from restaurant.common.options import Options

if TYPE_CHECKING:
    from restaurant.client.finding.finder import Finder


def run(options: Options) -> int:
    """Shows the window until it is closed; returns an exit code."""
    from restaurant.desktop.terminal import running

    folder = running.prepare(options, "waiter")
    finder = running.make_finder(options, folder)
    while _show(options, folder, finder):
        pass
    finder.stop()
    return 0


def _show(options: Options, folder: Path, finder: "Finder") -> bool:
    """One window; whether it is to be opened again, for the restaurant's language was only now told."""
    from restaurant.client.finding.pairing import Pairing
    from restaurant.common.assets import asset
    from restaurant.common.remembered import remembered_language
    from restaurant.common.spoken import chosen_language, spoken_on
    from restaurant.common.strings import Strings
    from restaurant.desktop.look.scheme import systems_scheme
    from restaurant.desktop.terminal import running
    from restaurant.desktop.waiter.attention.chime import Chime
    from restaurant.desktop.waiter.window import WaiterWindow
    from restaurant.desktop.window.shell import open_root

    known = remembered_language(folder)
    follows = known is None and chosen_language(options) is None
    strings = spoken_on(options, known)
    root = open_root(strings.text("waiter.title"))
    outbox, local = folder / "outbox.jsonl", options.local_folder
    link = running.link_factory(
        finder.where,
        "waiter",
        ["floor", "menu"],
        outbox,
        local=local,
        language=strings.language,
        renew=finder.renew_token,
    )
    again = False

    def told(language: str) -> None:
        nonlocal again
        if follows and Strings(language).language != strings.language:
            again = True
            window.pump.call(window.shell.close)

    chime = Chime(asset("sounds/new_order.wav"), bell=lambda: window.pump.call(root.bell))
    window = WaiterWindow(
        root,
        running.with_language(running.with_finder(link, finder), folder, told),
        strings=strings,
        scheme=systems_scheme(root, options.config_folder),
        address=running.goal(finder, strings),
        folder=folder,
        play=chime.play,
    )
    window.shell.at_end(chime.close)
    running.ask_where(window.shell, window.connection, finder, options)
    running.ask_to_pair(
        window.shell, window.connection, finder,
        pairing=Pairing(finder, folder, "waiter"), pump=window.pump,
    )  # fmt: skip
    running.tie(options, window.pump, window.shell.close)
    root.mainloop()
    return again
