"""A signal between two tasks: a wait that ran out of time takes no signal away."""

import threading

from restaurant.server.modes.threads import ThreadSignal


class SetTooLate(threading.Event):
    """An event that is set just after the waiting for it has ended."""

    def wait(self, timeout: float | None = None) -> bool:
        was_set = self.is_set()
        self.set()
        return was_set


def test_what_is_set_as_the_time_runs_out_is_heard_next_time() -> None:
    signal = ThreadSignal()
    signal._event = SetTooLate()
    assert [signal.wait(0), signal.wait(0)] == [False, True]
