"""The server that a terminal belongs to, kept in `server.json` of its folder, for this user only."""

import logging
from pathlib import Path

import msgspec
from msgspec import Struct

from restaurant.client.address import Address, parse_address
from restaurant.common.files import replace_file

LOG = logging.getLogger(__name__)

FILE = "server.json"
BEFORE = "server.txt"
"""Where older versions kept the address alone."""


class KnownServer(Struct, frozen=True, kw_only=True):
    """Where it was last, which restaurant it is, and what pairing left; empty is not known.

    `terminal` is what this one was called when it was paired.
    """

    identity: str = ""
    name: str = ""
    address: str = ""
    tls_port: int | None = None
    fingerprint: str = ""
    token: str = ""
    terminal: str = ""

    @property
    def last_address(self) -> Address | None:
        """Where it was reached last."""
        try:
            return parse_address(self.address)
        except ValueError:
            return None


def read_known(folder: Path) -> KnownServer:
    """What is known; nothing if there is no file, or none that can be read."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=KnownServer)
    except FileNotFoundError:
        return _read_before(folder)
    except (OSError, msgspec.MsgspecError) as error:
        LOG.warning("%s cannot be read: %s", folder / FILE, error)
        return KnownServer()


def keep_known(folder: Path, known: KnownServer) -> None:
    """Keep it for the next start. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / FILE, msgspec.json.encode(known), private=True)
    (folder / BEFORE).unlink(missing_ok=True)


def _read_before(folder: Path) -> KnownServer:
    try:
        return KnownServer(address=(folder / BEFORE).read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError):
        return KnownServer()
