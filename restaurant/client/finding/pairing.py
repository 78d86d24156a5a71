"""How a terminal is paired: the server proves itself by the code, then a PIN makes the terminal known.

Nothing is believed before the proof and nothing secret is said: the code stays here until the server
has shown that it has both the code and the certificate that this terminal sees.
"""

import hmac
import secrets
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from restaurant.client.address import Door
from restaurant.client.connecting.asking import ask, asking, over
from restaurant.client.connecting.connection import meet
from restaurant.client.finding.known_server import KnownServer, keep_known, read_known
from restaurant.client.no_link import NoLink
from restaurant.client.timing import Timing
from restaurant.common.ids import new_id
from restaurant.domain.commands import PairTerminal
from restaurant.domain.values.people import TerminalRole
from restaurant.protocol.codec import write_command
from restaurant.protocol.pairing import pairing_key, pairing_proof

T = TypeVar("T", bound=Struct)


class CannotPair(Exception):
    """The server said no, or could not prove itself: a code of the refusals.

    `message` is the server's sentence, empty where this terminal has to say it; `seconds` is how long
    it takes no more tries.
    """

    def __init__(self, code: str, message: str = "", seconds: int = 0) -> None:
        super().__init__(code)
        self.code, self.message, self.seconds = code, message, seconds


class Proof(Struct, frozen=True):
    """What the server says to whoever wants to be paired."""

    identity: str
    restaurant: str
    proof: str


class Proven(Struct, frozen=True):
    """A server that has shown that it has the code and the certificate; the door has its fingerprint."""

    door: Door
    identity: str
    restaurant: str
    code: str


class Refusal(Struct, frozen=True):
    """A refusal with how long to wait."""

    error: str
    message: str
    seconds: int = 0


class Given(Struct, frozen=True):
    """The answer to a pairing."""

    token: str


class Finding(Protocol):
    """Who says where the server may be, and is told which it is."""

    def stranger(self) -> Door: ...
    def is_paired_with(self, known: KnownServer) -> None: ...


class Pairing:
    """Pairs the terminal of a folder; each step takes seconds, so it belongs beside Tk's thread."""

    def __init__(
        self,
        finding: Finding,
        folder: Path,
        role: TerminalRole,
        timing: Timing = Timing(),  # noqa: B008 - frozen
    ) -> None:
        self._finding, self._folder, self.role, self._timing = finding, folder, role, timing
        self._id = new_id()  # one for all tries: an answer that was lost is given again

    def check(self, code: str) -> Proven:
        """Let the server prove that it shows this code. Raises NoLink, or CannotPair `wrong_code`."""
        return prove(self._finding.stranger(), code, self._timing)

    def pair(self, proven: Proven, *, pin: str, name: str) -> None:
        """Become a terminal of that restaurant. Raises NoLink, CannotPair, or OSError.

        After an OSError nothing has changed here; the same call again brings the same token.
        """
        # A full disk is noticed before the server knows of this terminal.
        keep_known(self._folder, read_known(self._folder))
        door = proven.door
        command = PairTerminal(code=proven.code, pin=pin, name=name, role=self.role)
        token = ask_to_pair(door, command, self._id, self._timing)
        self._finding.is_paired_with(
            KnownServer(
                identity=proven.identity,
                name=proven.restaurant,
                address=str(door.address),
                tls_port=door.tls_port,
                fingerprint=door.fingerprint,
                token=token,
                terminal=name,
            )
        )


def prove(door: Door, code: str, timing: Timing) -> Proven:
    """Let whoever answers at the TLS door beside this one prove that it shows the code.

    Raises NoLink, or CannotPair: `wrong_code` is all that can be told of a wrong code, and of somebody
    in the middle.
    """
    if door.tls_port is None:
        raise NoLink("link.server_older")
    address = replace(door, fingerprint="?").entered
    nonce = secrets.token_hex(16)
    sock, fingerprint = meet(address, timing)
    with over(sock, address) as server:
        said = _read(ask(server, f"/pairing?nonce={nonce}").data, Proof)
    wanted = pairing_proof(pairing_key(code), fingerprint=fingerprint, nonce=nonce)
    if not hmac.compare_digest(wanted.encode(), said.proof.encode()):
        raise CannotPair("wrong_code")
    shown = Door(door.address, door.tls_port, fingerprint)
    return Proven(shown, said.identity, said.restaurant, code)


def ask_to_pair(door: Door, command: PairTerminal, command_id: str, timing: Timing) -> str:
    """The token of a terminal that the server knows from now on. Raises NoLink, CannotPair."""
    body = msgspec.json.encode(write_command(command, command_id))
    with asking(door, timing) as server:
        return _read(ask(server, "/api/v1/commands", body=body).data, Given).token


def _read(said: bytes, kind: type[T]) -> T:
    """An answer of this kind. Raises what a refusal in its place means."""
    try:
        return msgspec.json.decode(said, type=kind)
    except (msgspec.MsgspecError, UnicodeError):
        raise _refusal(said) from None


def _refusal(said: bytes) -> Exception:
    try:
        refused = msgspec.json.decode(said, type=Refusal)
    except (msgspec.MsgspecError, UnicodeError):
        return NoLink("link.not_a_server")
    if refused.error in ("no_such_page", "unknown_command"):
        return NoLink("link.server_older")
    if refused.error == "malformed":
        return NoLink("link.other_protocol")
    return CannotPair(refused.error, refused.message, refused.seconds)
