"""The one writer: takes every command that waits, makes them durable with one sync, then answers."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from restaurant.common.faults import fault
from restaurant.domain.errors import Refused
from restaurant.engine.answers import Accepted
from restaurant.engine.engine import Batch, Engine, Outcome, Request
from restaurant.engine.errand import Errand
from restaurant.engine.ports import Follower, Journal, Signal, Step, StorageBroken, StorageFailed

log = logging.getLogger(__name__)

MOST_AT_ONCE = 256
"""Commands in one batch at most, so that the first of them does not wait for thousands."""

T = TypeVar("T")

Reply = Callable[[Outcome], None]
OffLoop = Callable[..., Any]
Published = Callable[[Sequence[Step]], None]


class Committer:
    """Group commit around an engine.

    `off_loop(function, *args)` runs what may block where it stalls nobody, and waits for it;
    `signal()` makes what tasks wake each other with. After each batch `published` is told the steps, in
    the order of the journal, then every sender is answered: on one event loop a ticket is on its way
    before the senders' tasks have their turns. Followers come after the journal in the same worker:
    they are files on the same disk.
    """

    def __init__(
        self,
        engine: Engine,
        journal: Journal,
        followers: Sequence[Follower],
        *,
        off_loop: OffLoop,
        signal: Callable[[], Signal],
        published: Published,
    ) -> None:
        self._engine = engine
        self._journal = journal
        self._followers = followers
        self._off_loop = off_loop
        self._published = published
        self._waiting: deque[tuple[Request, Reply]] = deque()
        self._signal, self._wake = signal, signal()
        self._between: deque[Callable[[], None]] = deque()
        self._stopping = False
        self.read_only = False

    @property
    def seq(self) -> int:
        """The number of the newest command that was kept."""
        return self._engine.seq

    def submit(self, request: Request, reply: Reply) -> None:
        """Hand in a command; `reply` is called once, with its answer or refusal, and must not block."""
        self._waiting.append((request, reply))
        self._wake.set()

    def between_batches(self, function: Callable[[], None]) -> None:
        """Call a function soon, at a moment when no batch is under way."""
        self._between.append(function)
        self._wake.set()

    def ask_between_batches(self, function: Callable[[], T]) -> T:
        """What a function returns that is called at such a moment; waits for it, raises what it raises."""
        errand: Errand[T] = Errand(self._signal())
        self.between_batches(lambda: errand.run(function))
        return errand.result()

    def run(self) -> None:
        """Commit until `stop`; runs in a task of its own."""
        while True:
            self._wake.wait(None)
            while self._waiting:
                self.commit_waiting()
            while self._between:
                _guarded("work between two batches failed", self._between.popleft())
            if self._stopping:
                return

    def stop(self) -> None:
        """Let `run` return after what waits is committed."""
        self._stopping = True
        self._wake.set()

    def commit_waiting(self) -> None:
        """Commit one batch of what waits."""
        count = min(len(self._waiting), MOST_AT_ONCE)
        taken = [self._waiting.popleft() for _ in range(count)]
        batch = self._engine.decide([request for request, _ in taken])
        refusal = self._keep(batch) if batch.commits else None
        if refusal is None:
            self._engine.accept(batch)
            outcomes: Sequence[Outcome] = batch.outcomes
        else:
            outcomes = [self._unkept(outcome, refusal) for outcome in batch.outcomes]
        if refusal is None and batch.steps:
            _guarded("screens could not be told", self._published, batch.steps)
        for (_, reply), outcome in zip(taken, outcomes, strict=True):
            _guarded("an answer could not be given", reply, outcome)

    def _unkept(self, outcome: Outcome, refusal: Refused) -> Outcome:
        """What is told when a batch was not kept: that, unless it was answered before the batch."""
        was_before = isinstance(outcome, Accepted) and outcome.seq <= self._engine.seq
        return outcome if was_before else refusal

    def _keep(self, batch: Batch) -> Refused | None:
        """Make a batch durable; why not, if it could not be."""
        if self.read_only:
            return Refused("read_only")
        try:
            failures = self._off_loop(self._write, batch)
        except StorageBroken:
            log.exception("the journal is broken", extra=fault("read_only"))
            self.read_only = True
            # What could not be cut off may be read at the next start: this batch alone is in doubt.
            return Refused("unknown_outcome")
        except StorageFailed as failure:
            log.error("a batch was not kept: %s", failure, extra=_because("not_kept", failure))
            return Refused("cannot_store")
        except Exception:
            log.exception("a batch could not be written")
            return Refused("fault")
        for behind in failures:
            told = _because("file_behind", behind)
            log.error("a file beside the journal fell behind: %s", behind, extra=told)
        return None

    def _write(self, batch: Batch) -> list[Exception]:
        """Runs off the loop, in a thread that must not log: it may hold no lock of the loop's."""
        self._journal.append(batch.commits)
        failures: list[Exception] = []
        for follower in self._followers:
            try:
                follower.follow(batch.steps)
            except Exception as failure:  # noqa: BLE001 - whatever it is, the journal has the batch
                failures.append(failure)
        return failures


def _because(code: str, error: BaseException) -> dict[str, Any]:
    """A fault for which the system gave a reason."""
    cause = error.__cause__ or error
    return fault(code, reason=getattr(cause, "strerror", None) or str(cause))


def _guarded(complaint: str, function: Callable[..., None], *args: object) -> None:
    """Call what must not stop the writer; whatever it raises is a fault for the operator."""
    try:
        function(*args)
    except Exception:
        log.exception(complaint)
