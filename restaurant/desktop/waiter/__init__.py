"""The waiter terminal: the screen at the pass."""

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Shows the window until it is closed; returns an exit code."""
    from restaurant.common.strings import Strings
    from restaurant.desktop import terminal
    from restaurant.desktop.shell import open_root
    from restaurant.desktop.waiter.window import WaiterWindow

    folder = terminal.prepare(options, "waiter")
    address = terminal.find_server(options, folder)
    strings = Strings()
    root = open_root(strings.text("waiter.title"))
    outbox, local = folder / "outbox.jsonl", options.local_folder
    window = WaiterWindow(
        root,
        terminal.link_factory(address, "waiter", ["floor", "menu"], outbox, local=local),
        strings=strings,
        address=str(address),
    )
    terminal.tie(options, window.pump, window.shell.close)
    root.mainloop()
    return 0
