"""The customer terminal: a kiosk or a table's tablet."""

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Shows the window until it is closed; returns an exit code."""
    from restaurant.client.choices import Choices
    from restaurant.common.strings import Strings
    from restaurant.desktop import terminal
    from restaurant.desktop.customer.window import CustomerWindow
    from restaurant.desktop.shell import open_root

    folder = terminal.prepare(options, "customer")
    address = terminal.find_server(options, folder)
    strings = Strings()
    choices = Choices(folder / "customer_choices.json")
    root = open_root(strings.text("customer.title"))
    outbox, local = folder / "outbox.jsonl", options.local_folder
    link = terminal.link_factory(address, "customer", ["menu"], outbox, local=local)
    window = CustomerWindow(
        root,
        terminal.with_kept_menu(link, folder / "menu_seen.json"),
        strings=strings,
        write_choice=choices.write,
        address=str(address),
    )
    window.shell.attempt(choices.create)
    terminal.tie(options, window.pump, window.shell.close)
    root.mainloop()
    return 0
