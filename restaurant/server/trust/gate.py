"""Between the desk and the engine: no PIN and no pairing code gets past here as it was typed.

A PIN is replaced by its hash, a code is checked and emptied, and whoever gets them wrong too often
waits. What the engine then decides about, and the journal keeps, gives nothing away.
"""

import hashlib
import time
from collections.abc import Callable

import msgspec

from restaurant.common.network.addresses import is_loopback
from restaurant.domain.commands import (
    Command,
    PairTerminal,
    SignIn,
    UnlockTerminal,
    UnpairTerminal,
)
from restaurant.domain.errors import Refused
from restaurant.domain.senders import SESSION_ID
from restaurant.domain.values.people import ADDRESS
from restaurant.engine.answers import Accepted
from restaurant.engine.engine import Outcome
from restaurant.server.trust.access import Access, Caller
from restaurant.server.trust.hashing import Hashing
from restaurant.server.trust.keys import Keys
from restaurant.server.trust.lockout import TRIES, Lockout
from restaurant.server.trust.pairing import Pairing

SECRETS = ("pin", "code")
GUESSES = (SignIn, PairTerminal, UnlockTerminal, UnpairTerminal)
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
        if not isinstance(command, GUESSES):
            return self._without_secrets(command, caller)
        # Whoever is at the server's own machine could read its data folder.
        is_bounded = _is_page(caller) and not is_loopback(caller.address)
        most = TRIES if is_bounded else None
        self._lockout.begin(_key(caller), time.monotonic(), most=most)
        try:
            return self._without_secrets(command, caller)
        except Refused as refused:
            self._judge(caller, refused)
            raise

    def settle(self, command: Command, caller: Caller, outcome: Outcome) -> str | None:
        """What came of a sealed command; the token that goes with what it made, if any does."""
        if isinstance(command, GUESSES):
            self._judge(caller, outcome)
        if not _carries_secret(command) or not isinstance(outcome, Accepted):
            return None
        made = outcome.made
        return self._access.token(made) if made and self._access.is_sender(made) else None

    @staticmethod
    def request_id(command: Command, command_id: str) -> str:
        """What makes a sealed command idempotent: with another PIN it is another command.

        Else whoever knew the id of somebody's `sign_in` would be answered as that one was.
        """
        if not _carries_secret(command):
            return command_id
        return f"{command_id} {hashlib.sha256(msgspec.json.encode(command)).hexdigest()[:16]}"

    def _without_secrets(self, command: Command, caller: Caller) -> Command:
        sealed = {}
        if (code := getattr(command, "code", None)) is not None:
            self._pairing.check(code)
            sealed["code"] = ""
        if (pin := getattr(command, "pin", None)) is not None:
            is_stranger = caller.actor.by_address
            sealed["pin"] = self._hashing(self._keys.pin_hash, pin, stranger=is_stranger)
        return msgspec.structs.replace(command, **sealed)

    def _judge(self, caller: Caller, outcome: Outcome) -> None:
        """Count a try that was wrong, and no other."""
        key, now = _key(caller), time.monotonic()
        if not (isinstance(outcome, Refused) and outcome.code in WRONG):
            self._lockout.not_wrong(key, now)
        elif self._lockout.failed(key, now):
            self._locked(caller)


def _is_page(caller: Caller) -> bool:
    return caller.actor.by_address or caller.actor.id.startswith(SESSION_ID)


def _key(caller: Caller) -> str:
    """Whose tries count together: those of a terminal, and of all pages at an address.

    A page is another sender after each sign-in, so whoever has one PIN could guess others for ever.
    """
    return f"{ADDRESS}{caller.address}" if _is_page(caller) else caller.actor.id


def _carries_secret(command: Command) -> bool:
    return any(getattr(command, name, None) is not None for name in SECRETS)
