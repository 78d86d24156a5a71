"""Whoever gets a PIN or a code wrong too often waits; nobody else does."""

from collections import OrderedDict

from msgspec import Struct

from restaurant.domain.errors import Refused

WRONG = 5
"""This many wrong tries within a minute lock for a minute, even with right ones between them."""

TRIES = 10
"""How many tries a minute, right or wrong, are taken from one address."""

MINUTE_S = 60.0
MOST_KEPT = 4096


class Tries(Struct):
    """Of one sender in the last minute: when it tried, and when it was, or may yet be, wrong."""

    at: list[float] = []
    wrong: list[float] = []
    locked_until: float = 0.0


class Lockout:
    """Counts tries by key, in memory only: a restart is nothing that a guesser can bring about.

    A try counts as wrong from its beginning until it turns out right, so that many at once are no
    way around.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Tries] = OrderedDict()

    def begin(self, key: str, now: float, *, most: int | None = None) -> None:
        """Let one more try through, of `most` a minute. Raises Refused `locked` with the seconds to wait."""
        tries = self._tries(key, now)
        if now < tries.locked_until:
            raise Refused("locked", seconds=_up(tries.locked_until - now))
        if len(tries.wrong) >= WRONG:
            raise Refused("locked", seconds=_up(tries.wrong[0] + MINUTE_S - now))
        if most is not None and len(tries.at) >= most:
            raise Refused("locked", seconds=_up(tries.at[0] + MINUTE_S - now))
        tries.at.append(now)
        tries.wrong.append(now)

    def failed(self, key: str, now: float) -> bool:
        """The try was wrong; True if that was one too many, and the key is locked from now on."""
        tries = self._tries(key, now)
        if len(tries.wrong) < WRONG:
            return False
        tries.wrong, tries.locked_until = [], now + MINUTE_S
        return True

    def not_wrong(self, key: str, now: float) -> None:
        """The try was right, or nothing came of it; those that were wrong still count."""
        if (tries := self._tries(key, now)).wrong:
            tries.wrong.pop()

    def _tries(self, key: str, now: float) -> Tries:
        tries = self._kept.pop(key, None) or Tries([], [])
        tries.at = [at for at in tries.at if now - at < MINUTE_S]
        tries.wrong = [at for at in tries.wrong if now - at < MINUTE_S]
        self._kept[key] = tries
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return tries


def _up(seconds: float) -> int:
    return int(seconds) + 1
