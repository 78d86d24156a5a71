"""An errand: what one task does for another, which waits for what comes of it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from restaurant.engine.ports import Signal

T = TypeVar("T")


class Errand(Generic[T]):
    """Done once, by `run`, in the task that is asked; `result` waits for it in the task that asks."""

    def __init__(self, done: Signal) -> None:
        self._done = done
        self._result: list[T] = []
        self._error: Exception | None = None

    def run(self, function: Callable[[], T]) -> None:
        """Do it. Raises nothing: an error belongs to whoever asked."""
        try:
            self._result.append(function())
        except Exception as error:  # noqa: BLE001 - `result` raises it
            self._error = error
        self._done.set()

    def result(self) -> T:
        """What the function returned, once it has; raises what it raised."""
        self._done.wait(None)
        if self._error is not None:
            raise self._error
        return self._result[0]
