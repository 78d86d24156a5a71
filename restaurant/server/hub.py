"""Audiences at run time: who watches what, snapshots, and the changes after each batch."""

import threading
from collections.abc import Callable, Iterable, Sequence

import msgspec
from msgspec import Struct

from restaurant.domain.state import State
from restaurant.domain.values.people import Actor
from restaurant.engine.ports import Step
from restaurant.protocol.audiences import AUDIENCES, audience_for, snapshot
from restaurant.protocol.messages import Documents, View
from restaurant.protocol.touches import Change, Touch, change, touches
from restaurant.server.screens import Frame, Screen

Key = tuple[str, str | None]


class Watched(Struct):
    """An audience that somebody watches; `rev` counts its messages."""

    rev: int
    screens: set[Screen]


class Hub:
    """Tells screens what changed; `present` gives the state and its seq."""

    def __init__(self, present: Callable[[], tuple[State, int]]) -> None:
        self._present = present
        self._beside: dict[str, Callable[[], Documents]] = {}
        self._watched: dict[Key, Watched] = {}
        self._lock = threading.RLock()

    def show_beside(self, names: Iterable[str], documents: Callable[[], Documents]) -> None:
        """Let audiences also see what the server itself knows and the state does not: who is connected."""
        self._beside.update(dict.fromkeys(names, documents))

    def watch(self, screen: Screen, name: str, of: str | None) -> None:
        """Let a screen see an audience from now on, beginning with its snapshot. Raises Refused."""
        with self._lock:
            view = self.view(screen.actor, name, of)
            watched = self._watched.setdefault((name, of), Watched(view.rev, set()))
            watched.screens.add(screen)
            screen.watches.add((name, of))
            screen.send(_frame(view))

    def unwatch(self, screen: Screen, name: str, of: str | None) -> None:
        """Let a screen see an audience no longer."""
        with self._lock:
            screen.watches.discard((name, of))
            watched = self._watched.get((name, of))
            if watched is not None:
                watched.screens.discard(screen)
                if not watched.screens:
                    del self._watched[name, of]

    def may_still_watch(self, screen: Screen) -> None:
        """Raises Refused where a screen watches what it may see no longer."""
        state, _ = self._present()
        for name, of in list(screen.watches):
            audience_for(state, screen.actor, name, of)

    def leave(self, screen: Screen) -> None:
        """Forget a screen that went."""
        for name, of in list(screen.watches):
            self.unwatch(screen, name, of)

    def view(self, actor: Actor, name: str, of: str | None) -> View:
        """An audience's snapshot for somebody who may see it. Raises Refused."""
        with self._lock:
            state, seq = self._present()
            audience = audience_for(state, actor, name, of)
            watched = self._watched.get((name, of))
            beside = self._beside[name]() if name in self._beside else {}
            documents = {**snapshot(state, audience, of), **beside}
            return View(name, watched.rev if watched else 0, seq, of, snapshot=documents)

    def published(self, steps: Sequence[Step]) -> None:
        """Tell everybody what a batch changed."""
        touched: dict[Key, list[Touch]] = {}
        with self._lock:
            for step in steps:
                for touch in touches(step.event):
                    if (touch.audience, touch.of) in self._watched:
                        touched.setdefault((touch.audience, touch.of), []).append(touch)
            for (name, of), theirs in touched.items():
                changed = change(steps[-1].after, AUDIENCES[name], theirs)
                self._tell(name, of, steps[-1].seq, changed)

    def tell(self, name: str, changed: Change) -> None:
        """Tell an audience what changed of what the server itself knows."""
        with self._lock:
            if (name, None) in self._watched:
                self._tell(name, None, self._present()[1], changed)

    def _tell(self, name: str, of: str | None, seq: int, changed: Change) -> None:
        watched = self._watched[name, of]
        watched.rev += 1
        view = View(name, watched.rev, seq, of, put=changed.put or None, drop=changed.drop or None)
        frame = _frame(view)
        for screen in watched.screens:
            screen.send(frame)


def _frame(view: View) -> Frame:
    return Frame("view", msgspec.json.encode(view).decode())
