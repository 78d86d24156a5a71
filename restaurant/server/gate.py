"""Between the desk and the engine: no PIN and no pairing code gets past here as it was typed.

A PIN is replaced by its hash, a code is checked and emptied, and whoever gets them wrong too often
waits. What the engine then decides about, and the journal keeps, gives nothing away.
"""

import logging
import time
from collections.abc import Callable

import msgspec

from restaurant.domain.commands import Command, PairTerminal, SignIn, UnlockTerminal
from restaurant.domain.errors import Refused
from restaurant.domain.values import Actor
from restaurant.engine.answers import Accepted
from restaurant.engine.engine import Outcome
from restaurant.server.access import Access, Caller
from restaurant.server.hashing import Hashing
from restaurant.server.keys import Keys
from restaurant.server.lockout import Lockout
from restaurant.server.pairing import Pairing

log = logging.getLogger(__name__)

SECRETS = ("pin", "code")
GUESSES = (SignIn, PairTerminal, UnlockTerminal)
"""Commands that say whether a PIN is somebody's."""

WRONG = ("wrong_pin", "wrong_code", "code_expired")


class Gate:
    """`locked` is told who was locked out, for the operator."""

    def __init__(
        self,
        *,
        keys: Keys,
        access: Access,
        pairing: Pairing,
        hashing: Hashing,
        locked: Callable[[Caller], None],
    ) -> None:
        self._keys, self._access = keys, access
        self._pairing, self._hashing, self._locked = pairing, hashing, locked
        self._lockout = Lockout()

    def seal(self, command: Command, caller: Caller) -> Command:
        """The command without what must stay secret.

        Raises Refused `needs_tls`, `locked`, `wrong_code`, `code_expired` or `too_fast`.
        """
        if not _carries_secret(command):
            return command
        if not caller.secure:
            raise Refused("needs_tls")
        if isinstance(command, GUESSES):
            self._admit(caller)
        sealed = {}
        if (code := getattr(command, "code", None)) is not None:
            self._check_code(code, caller)
            sealed["code"] = ""
        if (pin := getattr(command, "pin", None)) is not None:
            sealed["pin"] = self._hashing(self._keys.pin_hash, pin)
        return msgspec.structs.replace(command, **sealed)

    def settle(self, command: Command, caller: Caller, outcome: Outcome) -> str | None:
        """What came of a sealed command; the token that goes with what it made, if any does."""
        if not _carries_secret(command):
            return None
        if isinstance(outcome, Accepted):
            for key in _keys(caller.actor, caller.address):
                self._lockout.succeeded(key)
            return self._token(outcome.made)
        if outcome.code in WRONG:
            self._failed(caller)
        return None

    def _token(self, made: str | None) -> str | None:
        return self._access.token(made) if made and self._access.is_sender(made) else None

    def _check_code(self, code: str, caller: Caller) -> None:
        try:
            self._pairing.check(code)
        except Refused:
            self._failed(caller)
            raise

    def _admit(self, caller: Caller) -> None:
        for key in _keys(caller.actor, caller.address):
            self._lockout.admit(key, time.monotonic())

    def _failed(self, caller: Caller) -> None:
        now = time.monotonic()
        locks = [self._lockout.failed(key, now) for key in _keys(caller.actor, caller.address)]
        if any(locks):
            self._locked(caller)


def _carries_secret(command: Command) -> bool:
    return any(getattr(command, name, None) is not None for name in SECRETS)


def _keys(actor: Actor, address: str) -> set[str]:
    """Who is counted: the sender, and the address; for most pages that is one."""
    return {actor.id, address}
