"""What guards the restaurant, put together: keys, tokens, the pairing code, and the gate for secrets."""

import logging
from collections.abc import Callable
from pathlib import Path

from restaurant.common.faults import fault
from restaurant.domain.state import State
from restaurant.server.modes.mode import Mode
from restaurant.server.trust.access import Access, Caller
from restaurant.server.trust.gate import Gate
from restaurant.server.trust.hashing import Hashing
from restaurant.server.trust.keys import load_keys
from restaurant.server.trust.pairing import Pairing

log = logging.getLogger(__name__)


class Guard:
    """`present` gives the state; the task `hashing.run` has to be started. Raises OSError."""

    def __init__(
        self,
        mode: Mode,
        key_file: Path,
        present: Callable[[], State],
        *,
        trust_lan: bool,
        is_demo: bool,
    ) -> None:
        self.keys = load_keys(key_file)
        self.hashing = Hashing(mode)
        self.access = Access(self.keys, present, trust_lan=trust_lan, is_demo=is_demo)
        self.pairing = Pairing(self.hashing)
        self.gate = Gate(
            keys=self.keys,
            access=self.access,
            pairing=self.pairing,
            hashing=self.hashing,
            locked=_locked,
        )


def _locked(caller: Caller) -> None:
    words = fault("locked_out", who=caller.actor.name or caller.address, address=caller.address)
    log.warning("somebody was locked out after wrong PINs or codes", extra=words)
