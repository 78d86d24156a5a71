"""The computer that a test's server window stands on: it notes what it is asked for."""

from collections.abc import Callable
from pathlib import Path


class FakeComputer:
    """Starts nothing with itself until it is told to, and cannot where `stubborn`."""

    def __init__(self) -> None:
        self.starts_server = False
        self.may_start_server = True
        self.forgotten: list[str] = []
        self.stubborn = False
        self.awake = 0
        self.shown: list[Path | str] = []
        self.can_show = True

    def start_server(self, *, at_sign_in: bool) -> None:
        if self.stubborn:
            raise PermissionError(13, "Permission denied")
        self.starts_server = at_sign_in

    def keep_awake(self, window: int) -> Callable[[], None]:
        assert window
        self.awake += 1

        def sleep_again() -> None:
            self.awake -= 1

        return sleep_again

    def show(self, what: Path | str, failed: Callable[[], object]) -> None:
        self.shown.append(what)
        if not self.can_show:
            failed()
