"""The server's window: it starts the server as a child process, watches it and talks to it."""

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Shows the window until it is closed, and the server with it; returns an exit code."""
    import signal
    from contextlib import suppress

    from restaurant.common.language.spoken import language_of, spoken_on
    from restaurant.common.logs import start_logs
    from restaurant.desktop.console.computer import Computer
    from restaurant.desktop.console.watched.child import link_to, server_of
    from restaurant.desktop.console.window import ConsoleWindow
    from restaurant.desktop.look.scheme import systems_scheme
    from restaurant.desktop.terminal.running import tie
    from restaurant.desktop.window.shell import open_root

    folder = options.data_folder("server")
    with suppress(OSError):  # The server says what is wrong with its folder.
        start_logs(folder / "log", "window")
    strings = spoken_on(options, language_of(folder))
    root = open_root(strings.text("console.title"))
    window = ConsoleWindow(
        root,
        server_of(options),
        link_to(options, strings.language),
        strings=strings,
        scheme=systems_scheme(root, options.config_folder),
        data_folder=folder,
        computer=Computer(options),
        trust_lan=options.trust_lan,
    )

    def end(*_: object) -> None:
        window.pump.call(window.close)

    for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    tie(options, window.pump, window.close)
    try:
        root.mainloop()
    finally:
        window.process.close()
    return 0
