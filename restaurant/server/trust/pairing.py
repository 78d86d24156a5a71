"""The pairing code that the server's window shows: made when asked for, good for a while."""

import hmac
import secrets
import time
from collections.abc import Callable

from msgspec import Struct

from restaurant.domain.errors import Refused
from restaurant.protocol.pairing import (
    ALPHABET,
    LENGTH,
    normal_code,
    pairing_key,
    pairing_proof,
)

VALID_S = 15 * 60.0


class Code(Struct, frozen=True):
    """A code, the key made from it, and until when (monotonic seconds) it is good."""

    text: str
    key: bytes
    until: float


class Pairing:
    """At most one code at a time; any number of terminals may use it while it is good.

    `off_loop` runs what takes long where it stalls nobody.
    """

    def __init__(self, off_loop: Callable[..., bytes]) -> None:
        self._off_loop = off_loop
        self._code: Code | None = None
        self._last = ""

    def open(self) -> str:
        """Make a new code, in place of the one before."""
        self.close()
        text = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        key = self._off_loop(pairing_key, text)
        self._code = Code(text, key, time.monotonic() + VALID_S)
        return text

    def close(self) -> None:
        """The code is good no longer."""
        if self._code is not None:
            self._last = self._code.text
            self._code = None

    def present(self) -> tuple[str, float] | None:
        """The code that is good now, and for how many seconds; None if none is."""
        code = self._good()
        return (code.text, code.until - time.monotonic()) if code else None

    def check(self, said: str) -> None:
        """Raises Refused `wrong_code`, or `code_expired` where a code was closed or grew old."""
        code = self._good()
        if code is None or not _same(said, code.text):
            was_good = self._last and _same(said, self._last)
            raise Refused("code_expired" if code is None or was_good else "wrong_code")

    def proof(self, *, fingerprint: str, nonce: str) -> str:
        """That this server has the code and that certificate. Raises Refused `code_expired`."""
        code = self._good()
        if code is None:
            raise Refused("code_expired")
        return pairing_proof(code.key, fingerprint=fingerprint, nonce=nonce)

    def _good(self) -> Code | None:
        if self._code and time.monotonic() >= self._code.until:
            self.close()
        return self._code


def _same(said: str, code: str) -> bool:
    return hmac.compare_digest(normal_code(said).encode(), code.encode())
