"""What the window knows of its server, taken from the process and from the link; no Tk."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Literal, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from restaurant.client import notices as link
from restaurant.client.mirror import Mirror
from restaurant.desktop.console.watched import process
from restaurant.desktop.console.watched.happenings import Happening, Happenings, Level
from restaurant.desktop.console.watched.terminals import Row, rows_of
from restaurant.protocol.audiences import THE_ONE
from restaurant.protocol.documents import (
    FaultDocument,
    FiguresDocument,
    PairedDocument,
    RestaurantDocument,
    SeenDocument,
    ServerDocument,
    TerminalDocument,
)

Phase = Literal["starting", "serving", "pausing", "stopping", "stopped", "cannot_start"]
D = TypeVar("D")


class FromLink(Struct, frozen=True):
    """What the link of one run of the server told."""

    run: int
    notice: link.Notice


Message = process.Notice | FromLink


class ServerState:
    """The server as the window shows it; `say` gives a text of the window's language."""

    def __init__(self, say: Callable[..., str]) -> None:
        self._say = say
        self.phase: Phase = "stopped"
        self.run = 0
        """Counts the children; what an earlier one's link told late is passed over."""
        self.port: int | None = None
        self.online = False
        self.lost = False
        """Whether a server that serves has stopped talking to this window."""
        self.sentence = ""
        """What it is doing, or why it cannot start."""
        self.restarts = 0
        self.happenings = Happenings()
        self._mirror = Mirror()
        self._server: ServerDocument | None = None
        self._restaurant: RestaurantDocument | None = None
        self._figures: FiguresDocument | None = None
        self._died = False
        self._paired_before: frozenset[str] = frozenset()

    # --------------------------------------------------------------------------- reading

    @property
    def restaurant(self) -> RestaurantDocument | None:
        """The restaurant as it was seen last."""
        return self._restaurant

    @property
    def server(self) -> ServerDocument | None:
        """Where the server is, as it was seen last."""
        return self._server

    @property
    def figures(self) -> FiguresDocument | None:
        """Today's figures as they were seen last."""
        return self._figures

    @property
    def terminals(self) -> Mapping[str, TerminalDocument]:
        """Who is connected now."""
        return cast(Mapping[str, TerminalDocument], self._mirror.all("terminals"))

    @property
    def rows(self) -> list[Row]:
        """Who is connected now and who is paired."""
        seen = cast(Mapping[str, SeenDocument], self._mirror.all("seen"))
        return rows_of(self.terminals, self._paired, seen)

    @property
    def paired_since_open(self) -> list[str]:
        """Names of the terminals that were paired with the code that is shown now."""
        known = self._paired.items()
        return [one.name for terminal, one in known if terminal not in self._paired_before]

    @property
    def _paired(self) -> Mapping[str, PairedDocument]:
        return cast(Mapping[str, PairedDocument], self._mirror.all("paired"))

    @property
    def runs(self) -> bool:
        """Whether closing the window would take the server from somebody."""
        return self.phase in ("starting", "serving", "pausing")

    # ---------------------------------------------------------------------------- taking

    def begin(self) -> None:
        """A person wants it to run."""
        self.phase, self.sentence, self._died = "starting", "", False

    def end(self) -> None:
        """A person wants it to stop."""
        self.phase = "stopping"

    def take(self, message: Message) -> None:
        """Takes in what the process or its link told."""
        match message:
            case FromLink(run=run, notice=notice):
                if run == self.run and self.phase in ("serving", "stopping"):
                    self._take_from_link(notice)
            case process.Starting():
                self._new_run()
            case process.Working(sentence=sentence):
                self.sentence = sentence
            case process.Serving(port=port):
                self._serves(port)
            case process.Died():
                self._dies(message)
            case process.CannotStart(reason=reason):
                self._ends("cannot_start", reason or self._say("console.no_reason"))
                self.note("error", "console.event_cannot_start", reason=self.sentence)
            case process.Stopped(killed=killed):
                self._ends("stopped", "")
                name = "killed" if killed else "stopped"
                self.note("warning" if killed else "news", f"console.event_{name}")

    def note(self, level: Level, key: str, **params: object) -> None:
        """Something happened to the server."""
        self.happenings.add(Happening(datetime.now(UTC), level, self._say(key, **params)))

    def _new_run(self) -> None:
        self.run += 1
        self.happenings.new_server()
        if self.phase != "stopping":
            self.phase = "starting"

    def _serves(self, port: int) -> None:
        if self.phase != "stopping":
            self.phase = "serving"
        self.port, self.sentence = port, ""
        self.note("good", f"console.event_{'restarted' if self._died else 'started'}", port=port)
        self.restarts += self._died
        self._died = False

    def _dies(self, death: process.Died) -> None:
        self._ends("pausing", "")
        self._died = True
        signal = death.code < 0
        why = self._say(f"console.{'signal' if signal else 'exit_code'}", code=abs(death.code))
        if death.words:
            why = self._say("console.last_words", why=why, words=death.words)
        self.note("error", "console.event_died", why=why)

    def _ends(self, phase: Phase, sentence: str) -> None:
        self.run += 1
        self.phase, self.sentence = phase, sentence
        self.online = self.lost = False
        self._mirror = Mirror()

    def _take_from_link(self, notice: link.Notice) -> None:
        match notice:
            case link.Online():
                self.online, self.lost = True, False
            case link.Offline():
                self.online, self.lost = False, True
            case link.Snapshot() | link.Changed():
                self._take_documents(notice)

    def _take_documents(self, notice: link.Snapshot | link.Changed) -> None:
        """Faults go among what happened, which is bounded; the mirror has the rest."""
        name = "documents" if isinstance(notice, link.Snapshot) else "put"
        documents = dict(getattr(notice, name))
        faults = documents.pop("faults", {})
        self.happenings.take((i, f) for i, f in faults.items() if isinstance(f, FaultDocument))
        before, paired = self._server, dict(self._paired)
        self._mirror.take(replace(notice, **{name: documents}))
        self._restaurant = self._one("restaurant", RestaurantDocument) or self._restaurant
        self._server = self._one("server", ServerDocument) or self._server
        self._figures = self._one("figures", FiguresDocument) or self._figures
        self._compare_server(before)
        if isinstance(notice, link.Changed):
            self._tell_paired(paired)

    def _compare_server(self, before: ServerDocument | None) -> None:
        """A new pairing code begins a new list of who came; a backup that was made is worth a line."""
        server = self._server
        if server is None:
            return
        if before is None or server.pairing_code != before.pairing_code:
            self._paired_before = frozenset(self._paired)
        made = server.last_backup
        if made is not None and (before is None or made != before.last_backup):
            text = self._say("console.event_backup", file=server.last_backup_file)
            self.happenings.add(Happening(made, "news", text))

    def _tell_paired(self, before: Mapping[str, PairedDocument]) -> None:
        for terminal, known in self._paired.items():
            if terminal not in before:
                self.note("news", "console.event_paired", name=known.name, by=known.paired_by)
        for terminal, known in before.items():
            if terminal not in self._paired:
                self.note("news", "console.event_revoked", name=known.name)

    def _one(self, kind: str, document: type[D]) -> D | None:
        found = self._mirror.find(kind, THE_ONE)
        return found if isinstance(found, document) else None
