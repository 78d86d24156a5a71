"""The waiter terminal: the screen at the pass."""

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Shows the window until it is closed; returns an exit code."""
    from restaurant.client.pairing import Pairing
    from restaurant.common.assets import asset
    from restaurant.desktop import terminal
    from restaurant.desktop.chime import Chime
    from restaurant.desktop.shell import open_root
    from restaurant.desktop.waiter.window import WaiterWindow

    folder = terminal.prepare(options, "waiter")
    finder = terminal.make_finder(options, folder)
    strings = terminal.strings_of(options)
    root = open_root(strings.text("waiter.title"))
    outbox, local = folder / "outbox.jsonl", options.local_folder
    link = terminal.link_factory(
        finder.where, "waiter", ["floor", "menu"], outbox, local=local, renew=finder.renew_token
    )
    chime = Chime(asset("sounds/new_order.wav"), bell=lambda: window.pump.call(root.bell))
    window = WaiterWindow(
        root,
        terminal.with_finder(link, finder),
        strings=strings,
        address=terminal.goal(finder, strings),
        folder=folder,
        play=chime.play,
    )
    window.shell.at_end(chime.close)
    terminal.ask_where(window.shell, window.connection, finder, options)
    terminal.ask_to_pair(
        window.shell, window.connection, finder,
        pairing=Pairing(finder, folder, "waiter"), pump=window.pump,
    )  # fmt: skip
    terminal.tie(options, window.pump, window.shell.close)
    root.mainloop()
    finder.stop()
    return 0
