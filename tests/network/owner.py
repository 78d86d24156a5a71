"""What the owner does at the server's own machine, as its own program: hires somebody, opens pairing.

    python -m tests.network.owner PORT CONSOLE_TOKEN MANAGER_TOKEN PIN

It prints the pairing code.
"""

import sys

from tests.server.clients import command, post, view
from tests.server.running import RunningServer


class Here(RunningServer):
    """The server of this machine, which somebody else runs."""

    def __init__(self, port: int) -> None:
        self.port = port


def main(port: str, console: str, manager: str, pin: str) -> None:
    """Hires and opens, then ends."""
    server = Here(int(port))
    hired = command("put_staff", name="Ana", role="waiter", pin=pin)
    assert post(server, hired, manager).json["ok"]
    assert post(server, command("open_pairing"), console).json["ok"]
    shown = view(server, "console", token=console).json["snapshot"]["server"]["1"]
    print(shown["pairing_code"], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
