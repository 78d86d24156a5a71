"""What the window of these options watches: the same server without a window, and a link to it."""

from collections.abc import Callable
from dataclasses import replace

from restaurant.client.address import Address, always
from restaurant.common.network.addresses import reachable_here
from restaurant.common.options import Options
from restaurant.common.processes.children import command_for
from restaurant.desktop.console.watched.process import Notice, ServerProcess
from restaurant.desktop.terminal.links import link_factory
from restaurant.desktop.window.pump import LinkFactory

MakeProcess = Callable[[Callable[[Notice], None]], ServerProcess]


def server_of(options: Options) -> MakeProcess:
    """Makes the watched server, which tells the callable what becomes of it."""

    def command(port: int) -> list[str]:
        server = replace(options, headless=True, port=port, tls_port=options.secure_port)
        return command_for("server", server)

    return lambda tell: ServerProcess(command, options.port, tell)


def link_to(options: Options, language: str) -> Callable[[int], LinkFactory]:
    """Makes the window's link to that server at the port where it serves."""

    def factory(port: int) -> LinkFactory:
        address = Address(reachable_here(options.host), port)
        return link_factory(
            always(address),
            "console",
            ["console"],
            None,
            local=options.local_folder,
            language=language,
        )

    return factory
