"""The customer terminal: a kiosk or a table's tablet."""

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Shows the window until it is closed; returns an exit code."""
    from restaurant.client.choices import Choices
    from restaurant.desktop import terminal
    from restaurant.desktop.customer.window import CustomerWindow
    from restaurant.desktop.shell import open_root

    folder = terminal.prepare(options, "customer")
    finder = terminal.make_finder(options, folder)
    strings = terminal.strings_of(options)
    choices = Choices(folder / "customer_choices.json")
    root = open_root(strings.text("customer.title"))
    outbox, local = folder / "outbox.jsonl", options.local_folder
    link = terminal.link_factory(finder.where, "customer", ["menu"], outbox, local=local)
    link = terminal.with_finder(link, finder)
    window = CustomerWindow(
        root,
        terminal.with_kept_menu(link, folder / "menu_seen.json"),
        strings=strings,
        write_choice=choices.write,
        address=terminal.goal(finder, strings),
    )
    window.shell.attempt(choices.create)
    terminal.ask_where(window.shell, window.connection, finder, options)
    terminal.tie(options, window.pump, window.shell.close)
    root.mainloop()
    finder.stop()
    return 0
