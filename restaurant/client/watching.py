"""What a link watches over its present connection: subscribed anew after each cut and each gap."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from restaurant.client.connecting.connection import Connection
from restaurant.client.connecting.greeting import accepted, subscribe
from restaurant.client.no_link import refused
from restaurant.client.notices import Changed, Snapshot
from restaurant.client.views import Gap, Views, nothing_there
from restaurant.protocol.messages import Watch


class Watching:
    """Runs on the link's thread, where `later` has a job done; `show` takes what there is to see."""

    def __init__(
        self,
        audiences: Sequence[str],
        *,
        later: Callable[[Callable[[], None]], None],
        show: Callable[[Snapshot | Changed], None],
    ) -> None:
        self._views = Views(audiences)
        self._later, self._show = later, show
        self._connection: Connection | None = None

    @property
    def complete(self) -> bool:
        """Whether everything that is always watched has been shown on this connection."""
        return self._views.complete

    def begin(self, connection: Connection, *, patience: float) -> None:
        """Be shown on this connection what is always watched. Raises NoLink."""
        self._connection = connection
        for watch in self._views.always:
            subscribe(connection, watch, patience=patience)

    def go_on(self) -> None:
        """Be shown what comes and goes, too."""
        for watch in self._views.watched:
            self._subscribe(watch)

    def end(self) -> None:
        """The connection is gone."""
        self._connection = None
        self._views.await_all()

    def watch(self, watch: Watch) -> None:
        """Show this too, from a snapshot on."""
        self._views.await_snapshot(watch)
        self._subscribe(watch)

    def unwatch(self, watch: Watch) -> None:
        """Show it no more."""
        self._views.drop(watch)
        if self._connection is not None:
            self._connection.ask("unsubscribe", watch)

    def take(self, connection: Connection, message: object) -> None:
        """A message about something that is watched."""
        if connection is not self._connection:
            return
        seen = self._views.take(message)
        if isinstance(seen, Gap):
            self._subscribe(seen.watch)
        elif seen is not None:
            self._show(seen)

    def _subscribe(self, watch: Watch) -> None:
        connection = self._connection
        if connection is not None:
            connection.ask("subscribe", watch).add_done_callback(
                lambda done: self._later(partial(self._on_subscribed, connection, watch, done))
            )

    def _on_subscribed(self, connection: Connection, watch: Watch, done: "Future[Any]") -> None:
        """Raises NoLink if this terminal may no longer see what it is for."""
        if connection is not self._connection or done.exception() is not None:
            return
        if accepted(done.result()):
            return
        if watch in self._views.always:
            raise refused(done.result())
        if watch in self._views.watched:
            self._show(nothing_there(watch))
