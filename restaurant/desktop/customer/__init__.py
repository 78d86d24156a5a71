"""The customer terminal: a kiosk or a table's tablet."""

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Shows the window until it is closed; returns an exit code."""
    from restaurant.client.kept.choices import Choices
    from restaurant.client.kept.own_orders import OwnOrders
    from restaurant.client.kept.photos import KeptPhotos
    from restaurant.common.remembered import remembered_kiosk
    from restaurant.desktop.customer.window import LEAST_SIZE, CustomerWindow
    from restaurant.desktop.terminal.links import with_kept_menu
    from restaurant.desktop.terminal.running import Terminal
    from restaurant.desktop.window.awake import keep_awake
    from restaurant.desktop.window.shell import open_root

    terminal = Terminal(options, "customer")
    folder, strings = terminal.folder, terminal.strings()
    kiosk = options.kiosk or remembered_kiosk(options.data_folder(None))
    choices = Choices(folder / "customer_choices.json")
    root = open_root(strings.text("customer.title"), least=LEAST_SIZE)
    window = CustomerWindow(
        root,
        with_kept_menu(terminal.link(["menu"], strings), folder / "menu_seen.json"),
        strings=strings,
        scheme=terminal.scheme(root),
        write_choice=choices.write,
        address=terminal.goal(strings),
        own_orders=OwnOrders(folder / "own_orders.json"),
        photos=KeptPhotos(terminal.finder.last, folder / "photos"),
        kiosk=kiosk,
        follows=terminal.follows,
    )
    window.shell.at_end(keep_awake(root.winfo_id()))
    window.shell.attempt(choices.create)
    terminal.run(root, window, kiosk=kiosk)
    terminal.finder.stop()
    return 0
