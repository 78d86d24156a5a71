"""Where this machine stands on its networks at this moment, and whether others can reach a server there."""

import contextlib
from ipaddress import IPv4Interface

from restaurant.common.network.addresses import is_everywhere


def own_networks() -> tuple[IPv4Interface, ...]:
    """This machine's IPv4 addresses with their networks, loopback left out; empty without a network."""
    import ifaddr

    found: list[IPv4Interface] = []
    with contextlib.suppress(OSError):
        for adapter in ifaddr.get_adapters():
            found += [IPv4Interface(f"{a.ip}/{a.network_prefix}") for a in adapter.ips if a.is_IPv4]
    usable = (place for place in found if not place.is_loopback and not place.is_unspecified)
    # An address that a machine gave itself for want of DHCP is good for a cable between two of them.
    return tuple(sorted(dict.fromkeys(usable), key=lambda place: (place.is_link_local, place)))


def reachable_at(host: str) -> tuple[str, ...]:
    """The IPv4 addresses at which others reach a server that listens at `host`."""
    places = (str(place.ip) for place in own_networks())
    return tuple(place for place in places if is_everywhere(host) or place == host)
