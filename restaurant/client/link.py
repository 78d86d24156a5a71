"""A terminal's link to its server, which comes back by itself and loses no command.

One thread does everything: it connects, greets, subscribes, sends and tells. What comes from the
network or from the screen's thread is put into its queue.
"""

import logging
import queue
import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from restaurant.client.address import Where
from restaurant.client.connecting.connection import Connection
from restaurant.client.connecting.greeting import greet, hello
from restaurant.client.kept.outbox import Outbox
from restaurant.client.no_link import NoLink
from restaurant.client.notices import Changed, Notice, Offline, Snapshot, Waiting
from restaurant.client.sending import NAMES, Sender
from restaurant.client.timing import Timing
from restaurant.client.watching import Watching
from restaurant.common.ids import new_id
from restaurant.domain.commands import Command
from restaurant.protocol.codec import write_command
from restaurant.protocol.documents import RestaurantDocument
from restaurant.protocol.messages import Watch, Who

LOG = logging.getLogger(__name__)

UNKNOWN = "anybody"
"""The role of a terminal that nobody has paired."""
TICK = 0.1
"""Seconds between looks at the clock while something waits."""


class Link:
    """The link of one terminal; `notice` is called on its thread with one thing at a time.

    `where` is asked before each try; `local` is where servers on this machine leave tokens for
    terminals of the same user; `language` is what refusals are written in; `renew` is told another
    token for the one that had grown old.
    """

    def __init__(
        self,
        *,
        where: Where,
        role: str,
        name: str,
        audiences: Sequence[str],
        outbox: Path | None,
        notice: Callable[[Notice], None],
        local: Path | None = None,
        language: str = "",
        renew: Callable[[str], object] = lambda _token: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        timing: Timing = Timing(),  # noqa: B008 - frozen
    ) -> None:
        self._where, self._role, self._name = where, role, name
        self._language = language
        self._notice, self._now, self._timing, self._local = notice, now, timing, local
        self._renew = renew
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"link {role}", daemon=True)
        self._watching = Watching(audiences, later=self._jobs.put, show=self._show)
        self._outbox = Outbox(outbox, now=now)
        self._sender = Sender(
            self._outbox, timing=timing, now=now, tell=self._tell, later=self._jobs.put
        )
        self._connection: Connection | None = None
        self._lost = self._hurried = False
        self._told: str | None = None
        self._patient_until = 0.0
        self._waiting = 0
        self._pause = timing.first_pause

    # ------------------------------------------------------------------ for the screen

    def start(self) -> None:
        """Connect, and keep connecting until `stop`."""
        self._thread.start()

    def send(self, command: Command) -> str:
        """Keep a command for sending, and return its id. Raises OSError if it cannot be kept."""
        entry = self._outbox.add(command)
        self._jobs.put(_nothing)
        return entry.id

    def ask(self, command: Command) -> "Future[dict[str, Any]]":
        """Ask the server now, or not at all: nothing is kept, and nothing is sent a second time.

        The future brings the answer, or NoLink with why there is no link.
        """
        future: Future[dict[str, Any]] = Future()
        self._jobs.put(partial(self._ask, command, future))
        return future

    def watch(self, audience: str, of: str) -> None:
        """Show this too, from a snapshot on (an empty one if the server has no such thing)."""
        self._jobs.put(partial(self._watching.watch, Watch(audience, of)))

    def unwatch(self, audience: str, of: str) -> None:
        """Show it no more."""
        self._jobs.put(partial(self._watching.unwatch, Watch(audience, of)))

    def hurry(self) -> None:
        """Let go of the connection that there is, and try anew at once."""
        self._jobs.put(self._hurry)

    def speak(self, language: str) -> None:
        """Have the server's refusals in this language from now on."""
        self._jobs.put(partial(self._speak, language))

    def stop(self) -> None:
        """End the link; nothing is told from here on, and the outbox keeps what has no answer."""
        self._stopping.set()
        self._jobs.put(_nothing)
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(self._timing.reach)

    # ------------------------------------------------------------- the life of the link

    def _run(self) -> None:
        self._patient_until = time.monotonic() + self._timing.first_look
        while not self._stopping.is_set():
            began = time.monotonic()
            reason = self._try_once()
            if reason != "link.no_server" or time.monotonic() >= self._patient_until:
                self._tell_offline(reason)
            self._wait(until=began + self._next_pause(reason))

    def _try_once(self) -> str:
        """Connect and serve until the link is gone; why it is."""
        self._hurried = False
        connection = Connection(
            timing=self._timing,
            local=self._local,
            on_view=lambda *view: self._jobs.put(partial(self._watching.take, *view)),
            on_who=lambda here, message: self._jobs.put(partial(self._on_who, here, message)),
            on_lost=lambda here: self._jobs.put(partial(self._on_lost, here)),
        )
        try:
            connection.open(self._where(), self._role)
            self._serve(connection)
        except NoLink as failed:
            return failed.reason
        except Exception:
            LOG.exception("the link failed")
        finally:
            self._connection = None
            self._sender.offline()
            self._watching.end()
            connection.close()
        return "link.lost"

    def _serve(self, connection: Connection) -> None:
        self._connection, self._lost = connection, False
        online, said = greet(
            connection, name=self._name, language=self._language, now=self._now,
            patience=self._timing.greet,
        )  # fmt: skip
        if said.token is not None:
            self._renew(said.token)
        self._watching.begin(connection, patience=self._timing.greet)
        self._pause, self._told, self._patient_until = self._timing.first_pause, None, 0.0
        self._tell(online)
        self._tell(Who(role=said.role, person=said.person, name=said.name))
        self._watching.go_on()
        if said.role != UNKNOWN:  # what is kept here waits until this terminal is paired
            self._sender.online(connection.ask)
        self._serve_on(connection)

    def _serve_on(self, connection: Connection) -> None:
        probe_at = time.monotonic() + self._timing.ping
        while not (self._lost or self._sender.overdue or self._stopping.is_set()):
            if time.monotonic() >= probe_at:
                connection.probe()
                probe_at = time.monotonic() + self._timing.ping
            self._work(TICK if len(self._outbox) else probe_at - time.monotonic())

    def _wait(self, *, until: float) -> None:
        while not (self._stopping.is_set() or self._hurried):
            if (left := until - time.monotonic()) <= 0:
                return
            try:
                self._work(left)
            except Exception:
                LOG.exception("work failed while there was no link")

    def _work(self, seconds: float) -> None:
        """Do one job, or let the time pass; then send what is due."""
        try:
            job = self._jobs.get(timeout=max(0.0, seconds))
        except queue.Empty:
            job = _nothing
        job()
        self._sender.step(limits_known=self._watching.complete)
        self._tell_waiting()

    def _next_pause(self, reason: str) -> float:
        if reason not in ("link.lost", "link.no_server"):
            return self._timing.refused_pause
        pause = self._pause
        self._pause = min(pause * 1.4, self._timing.longest_pause)
        return pause * random.uniform(0.8, 1)  # or all terminals come at once

    # ---------------------------------------------------------------------------- jobs

    def _hurry(self) -> None:
        self._lost = self._hurried = True

    def _speak(self, language: str) -> None:
        self._language = language
        if self._connection is not None:
            self._connection.ask("hello", hello(self._name, language))

    def _on_lost(self, connection: Connection) -> None:
        if connection is self._connection:
            self._lost = True

    def _on_who(self, connection: Connection, message: object) -> None:
        if connection is not self._connection:
            return
        try:
            self._tell(msgspec.convert(message, Who))
        except msgspec.ValidationError as error:
            LOG.warning("passing over who this is: %s", error)

    def _ask(self, command: Command, future: "Future[dict[str, Any]]") -> None:
        if self._connection is None:
            future.set_exception(NoLink(self._told or "link.no_server"))
            return
        asked = self._connection.ask(NAMES[type(command)], write_command(command, new_id()))
        asked.add_done_callback(partial(_pass_on, future))

    # ------------------------------------------------------------------------- telling

    def _show(self, seen: Snapshot | Changed) -> None:
        documents = seen.documents if isinstance(seen, Snapshot) else seen.put
        for document in documents.get("restaurant", {}).values():
            if isinstance(document, RestaurantDocument):
                self._sender.minutes = document.outbox_minutes
        self._tell(seen)

    def _tell(self, notice: Notice) -> None:
        if self._stopping.is_set():
            return
        try:
            self._notice(notice)
        except Exception:
            LOG.exception("the screen could not take a %s", type(notice).__name__)

    def _tell_offline(self, reason: str) -> None:
        if reason != self._told:
            self._told = reason
            self._tell(Offline(reason))

    def _tell_waiting(self) -> None:
        waiting = len(self._outbox)
        if waiting != self._waiting:
            self._waiting = waiting
            self._tell(Waiting(waiting))


def _pass_on(future: "Future[dict[str, Any]]", done: "Future[Any]") -> None:
    if (failed := done.exception()) is not None:
        future.set_exception(failed)
    elif isinstance(answer := done.result(), dict):
        future.set_result(answer)
    else:
        future.set_exception(NoLink("link.not_a_server"))


def _nothing() -> None:
    """A job that only wakes the link."""
