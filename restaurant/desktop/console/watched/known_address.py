"""The address that the server's window remembers from one start to the next."""

import contextlib
import ipaddress
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.common.files import replace_file


class Moved(Struct, frozen=True):
    """The machine had one address, and has another one now."""

    before: str
    now: str


class _Kept(Struct, frozen=True):
    """The file."""

    address: str = ""


class KnownAddress:
    """`notes.json` in the window's own folder; one that is missing or damaged knows none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _Kept()
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            self._kept = msgspec.json.decode(path.read_bytes(), type=_Kept)

    def moved(self, addresses: Sequence[str]) -> Moved | None:
        """Whether the address that was noted is none of the machine's any more; the best one is first.

        A machine without a network has not moved: it gets its old address back, or another one.
        """
        known = self._kept.address
        if not addresses or not known or known in addresses or _leads_nowhere(addresses[0]):
            return None
        return Moved(known, addresses[0])

    def note(self, addresses: Sequence[str]) -> None:
        """Remember where the machine is, unless it is nowhere now. Raises OSError."""
        if addresses and addresses[0] != self._kept.address and not _leads_nowhere(addresses[0]):
            self._kept = _Kept(addresses[0])
            self._path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(self._path, msgspec.json.encode(self._kept))

    @property
    def is_there(self) -> bool:
        """Whether one was noted before."""
        return bool(self._kept.address)


def _leads_nowhere(host: str) -> bool:
    """An address that nobody else reaches: loopback, or what a machine gives itself without DHCP."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return address.is_loopback or address.is_link_local
