"""The customer terminal: a kiosk or a table's tablet."""

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Shows the window until it is closed; returns an exit code."""
    from restaurant.client.finding.pairing import Pairing
    from restaurant.client.kept.choices import Choices
    from restaurant.client.kept.own_orders import OwnOrders
    from restaurant.client.kept.photos import KeptPhotos
    from restaurant.common.remembered import remembered_kiosk, remembered_language
    from restaurant.common.spoken import chosen_language, spoken_on
    from restaurant.desktop.customer.window import LEAST_SIZE, CustomerWindow
    from restaurant.desktop.look.scheme import systems_scheme
    from restaurant.desktop.terminal import running
    from restaurant.desktop.window.awake import keep_awake
    from restaurant.desktop.window.shell import open_root

    folder = running.prepare(options, "customer")
    finder = running.make_finder(options, folder)
    strings = spoken_on(options, remembered_language(folder))
    choices = Choices(folder / "customer_choices.json")
    root = open_root(strings.text("customer.title"), least=LEAST_SIZE)
    outbox, local = folder / "outbox.jsonl", options.local_folder
    link = running.link_factory(
        finder.where,
        "customer",
        ["menu"],
        outbox,
        local=local,
        language=strings.language,
        renew=finder.renew_token,
    )
    link = running.with_finder(link, finder)
    link = running.with_language(link, folder, lambda _language: None)
    window = CustomerWindow(
        root,
        running.with_kept_menu(link, folder / "menu_seen.json"),
        strings=strings,
        scheme=systems_scheme(root, options.config_folder),
        write_choice=choices.write,
        address=running.goal(finder, strings),
        own_orders=OwnOrders(folder / "own_orders.json"),
        photos=KeptPhotos(finder.last, folder / "photos"),
        kiosk=options.kiosk or remembered_kiosk(options.data_folder(None)),
        follows=chosen_language(options) is None,
    )
    window.shell.at_end(keep_awake(root.winfo_id()))
    window.shell.attempt(choices.create)
    running.ask_where(window.shell, window.connection, finder, options)
    running.ask_to_pair(
        window.shell, window.connection, finder,
        pairing=Pairing(finder, folder, "customer"), pump=window.pump,
    )  # fmt: skip
    running.tie(options, window.pump, window.shell.close)
    root.mainloop()
    finder.stop()
    return 0
