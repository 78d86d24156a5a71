"""Who is told what a batch changed, once it is durable: each part that asked, in that order."""

import logging
from collections.abc import Callable, Sequence

from restaurant.engine.ports import Step

log = logging.getLogger(__name__)

Published = Callable[[Sequence[Step]], None]


class Publishing:
    """A part that fails is logged, and the others are told all the same."""

    def __init__(self) -> None:
        self._told: list[Published] = []

    def to(self, *told: Published) -> None:
        """Tell these, too, from now on."""
        self._told.extend(told)

    def __call__(self, steps: Sequence[Step]) -> None:
        """Tell all of them."""
        for told in self._told:
            try:
                told(steps)
            except Exception:
                log.exception("a part of the server could not be told of a batch")
