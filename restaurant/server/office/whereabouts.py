"""Where the server can be reached: told anew when the machine gets another address while it serves."""

from restaurant.common.network.addresses import is_everywhere, own_addresses
from restaurant.common.network.networks import reachable_at
from restaurant.server.office.operations import Operations


def addresses_of(host: str) -> tuple[str, ...]:
    """The addresses of a server that listens at `host`, the best one first.

    A network without a way out, a switch and some cables, is a network too: it names no best
    address, and terminals reach the server there all the same.
    """
    if not is_everywhere(host):
        return (host,)
    return tuple(dict.fromkeys(own_addresses() + reachable_at(host))) or ("127.0.0.1",)


class Whereabouts:
    """Looks, when asked to, whether this machine's networks are still the same."""

    def __init__(self, host: str, operations: Operations) -> None:
        self._host, self._operations = host, operations
        self._places = reachable_at(host)

    def look(self) -> None:
        """Tell the window where the server is now, if that changed."""
        places = reachable_at(self._host)
        if places != self._places:
            self._places = places
            addresses = addresses_of(self._host)
            if addresses != self._operations.server.addresses:
                self._operations.tell_server(addresses=addresses)
