"""The composition root: opens the restaurant's folder, puts the parts together, serves, and closes."""

import gc
import logging
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask

from restaurant import __version__
from restaurant.common.addresses import is_loopback, own_names
from restaurant.common.clock import SystemClock
from restaurant.common.faults import fault
from restaurant.common.logs import start_logs
from restaurant.common.options import Options
from restaurant.common.paths import local_tokens
from restaurant.common.patience import SERVER_ENDS
from restaurant.common.spoken import spoken_in
from restaurant.common.ties import exit_when_parent_dies
from restaurant.domain.senders import ABOUT_SENDERS
from restaurant.domain.state import State
from restaurant.engine.committer import Committer
from restaurant.engine.ports import Step
from restaurant.protocol.audiences import Change
from restaurant.protocol.documents import ServerDocument
from restaurant.protocol.finding import Announcement
from restaurant.server.admission import Admission, Lobby
from restaurant.server.announcing import Announcing
from restaurant.server.aside import Aside, AsideLog
from restaurant.server.backups import Backups
from restaurant.server.browsers import Cookies
from restaurant.server.callers import Callers
from restaurant.server.cannot_start import CannotStart, cannot_write
from restaurant.server.desk import Desk
from restaurant.server.doors import Doors, open_doors
from restaurant.server.faults import Faults
from restaurant.server.guard import Guard
from restaurant.server.housekeeping import Housekeeping
from restaurant.server.http_wire import HttpWire
from restaurant.server.hub import Hub
from restaurant.server.kiosk_page import KioskPage
from restaurant.server.last_seen import LastSeen
from restaurant.server.manager_page import ManagerPage
from restaurant.server.operations import OPERATORS, Operations
from restaurant.server.own_requests import OwnRequests
from restaurant.server.pace import Pace
from restaurant.server.pages import Pages
from restaurant.server.photos import Photos
from restaurant.server.reception import Reception
from restaurant.server.seed_orders import SeedOrders
from restaurant.server.sign_in import SignIn
from restaurant.server.socketio_wire import MOST_BYTES_AT_ALL, SocketIOWire
from restaurant.server.web_files import WebFiles
from restaurant.server.websocket_wire import WebSocketWire
from restaurant.server.whereabouts import Whereabouts, addresses_of
from restaurant.storage.journal_reading import JournalDamaged
from restaurant.storage.opening import FolderInUse, Opened, open_folder
from restaurant.storage.owner_files import OwnerFiles

log = logging.getLogger(__name__)

CANNOT_START = 2


class Stopping:
    """Set by a signal, by the end of the parent process or by a fault; read by everybody who waits."""

    def __init__(self) -> None:
        self.requested = False

    def request(self, *_args: Any) -> None:
        """Ask the server to stop; any thread and any signal handler may."""
        self.requested = True


def serve(options: Options, mode: Any) -> int:
    """Serve the restaurant of these options until told to stop."""
    stopping = Stopping()
    try:
        folder = options.data_folder("server")
        errors = Aside(mode, lambda: sys.stderr)
        _start_logs(folder, AsideLog(errors))
        faults = Faults()  # from here on: what opening the folder warns of is shown too
        logging.getLogger().addHandler(faults)
        opened = _open(folder)
        try:
            doors = open_doors(options, opened.folder, mode.ssl)
            server = _server(options, mode, opened, doors, errors=errors, faults=faults)
        except CannotStart:
            opened.close()
            raise
    except CannotStart as reason:
        print(reason, file=sys.stderr, flush=True)
        return CANNOT_START
    _watch_for_the_end(options, mode, stopping)
    try:
        server.run(stopping)
    finally:
        server.close()
    return 0


class Server:
    """One restaurant's parts, wired together."""

    def __init__(
        self,
        options: Options,
        mode: Any,
        opened: Opened,
        doors: Doors,
        *,
        errors: Aside,
        faults: Faults,
    ) -> None:
        self._mode, self._opened, self._doors = mode, opened, doors
        self._port = doors.port
        self._consoles = (errors, Aside(mode, lambda: sys.stdout))
        self._options = options
        self._local_tokens = local_tokens(options.local_folder, self._port)
        engine = opened.engine
        last_seen = LastSeen(opened.folder / "last_seen.json")
        self.operations = Operations(
            _server_document(options, opened.folder, doors),
            faults,
            lambda: self.desk.strings,
            last_seen,
        )
        self.hub = Hub(lambda: (engine.state, engine.seq), self.operations.documents)
        self.operations.tell = self._tell_operators
        self._seed_orders = SeedOrders(self.operations.screens, self._consoles[1])
        self.committer = Committer(
            engine,
            opened.journal,
            (opened.book, opened.archive),
            off_loop=mode.worker(),
            signal=mode.signal,
            published=self._published,
        )
        limits = engine.state.settings.limits
        self._guard = Guard(
            mode, opened.folder / "secret.key", lambda: self._state, trust_lan=options.trust_lan
        )
        self.desk = Desk(
            self.committer,
            mode.signal,
            lambda: engine.state.settings.language,
            Pace(rate=limits.guest_rate, burst=limits.guest_burst),
            self._guard.gate,
        )
        self._manager_pin = self._guard.manager_pin(self.desk.commit, self._show_manager_pin)
        backups = Backups(mode, opened, self.committer, options)
        self._requests = OwnRequests(
            mode,
            lambda: self._state,
            operations=self.operations,
            pairing=self._guard.pairing,
            backups=backups,
        )
        self.desk.own = self._requests.handlers
        self._housekeeping = Housekeeping(
            mode,
            opened,
            self.committer,
            self.desk,
            self.operations,
            OwnerFiles(opened.folder),
            last_seen,
            Whereabouts(options.host, self.operations),
        )
        self._announcing = Announcing(mode, self._announcement, self._not_announced)
        self.wsgi = self._wires()

    def _wires(self) -> Callable[..., Any]:
        """The WSGI application: plain WebSockets beside Socket.IO and Flask."""
        app = Flask("restaurant", static_folder=None)
        app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_AT_ALL
        most = self._mode.most_connections()
        self.reception = self._reception(most)
        shared: dict[str, Any] = {
            "reception": self.reception,
            "desk": self.desk,
            "hub": self.hub,
        }
        lobby = Lobby(most=most, inside=lambda: len(self.operations.screens))
        cookies = Cookies(self._guard.keys.identity)
        callers = Callers(self.reception, self.desk, cookies)
        HttpWire(app, **shared, callers=callers, health=self._health, proof=self._proof)
        Photos(app, self._mode, self._opened.folder)
        WebFiles(app)
        pages = Pages(lambda: self._state)
        app.add_url_rule("/", view_func=pages.start)
        about: dict[str, Any] = {"callers": callers, "desk": self.desk, "pages": pages}
        sign_in = SignIn(app, **about, tls_port=self._doors.tls_port)
        ManagerPage(app, self._mode, **about, sign_in=sign_in, present=lambda: self._state)
        KioskPage(app, **about, tls_port=self._doors.tls_port)
        SocketIOWire(app, self._mode, **shared, lobby=lobby)
        websockets = WebSocketWire(
            self._mode, **shared, cookies=cookies, present=lambda: self._state
        )

        def wsgi(environ: dict[str, Any], start_response: Any) -> Any:
            is_websocket = environ.get("PATH_INFO", "").startswith("/ws/")
            return (websockets if is_websocket else app)(environ, start_response)

        return Admission(
            wsgi,
            most=most,
            lobby=lobby,
            names=lambda: own_names().union(map(str.lower, self._state.settings.host_names)),
            refusal=lambda refused, language: self.desk.refusal(refused, language=language),
        )

    def _reception(self, most: int) -> Reception:
        return Reception(
            access=self._guard.access,
            desk=self.desk,
            hub=self.hub,
            screens=self.operations.screens,
            present=lambda: self._state,
            most_screens=most,
            identity=self._guard.keys.identity,
            tls_port=self._doors.tls_port,
        )

    @property
    def _state(self) -> State:
        return self._opened.engine.state

    def run(self, stopping: Stopping) -> None:
        """Serve until stopping is requested."""
        try:
            self._guard.access.write_local_tokens(self._local_tokens, self._port)
        except OSError as error:
            told = fault("no_local_pairing", reason=error.strerror)
            log.warning(
                "terminals on this machine cannot pair by themselves: %s", error, extra=told
            )
        self._mode.spawn(self.committer.run)
        for console in self._consoles:
            self._mode.spawn(console.run)
        self._mode.spawn(self._guard.hashing.run)
        self._housekeeping.begin(sample=self._options.sample)
        self._manager_pin.offer(self._state)
        self._mode.spawn(self._requests.run)
        self._mode.spawn(self._housekeeping.run)
        if not is_loopback(self._options.host):
            self._mode.spawn(self._announcing.run)
        gc.collect()
        gc.freeze()  # what was loaded stays; the collector need not look at it again
        gc.enable()
        where = (self._port, self._doors.tls_port, self._opened.folder)
        log.info("serving on port %s and by TLS on port %s from %s", *where)
        self._mode.serve(self._doors.both, self.wsgi, lambda: stopping.requested)

    def close(self) -> None:
        """Finish what was accepted, save a snapshot, let go of the folder."""
        self._announcing.withdraw()
        self.desk.stop()
        self._housekeeping.finish()
        self._opened.close()
        self._local_tokens.unlink(missing_ok=True)
        self._announcing.finish()
        log.info("stopped")
        for console in self._consoles:
            console.finish()

    def _tell_operators(self, change: Change) -> None:
        for audience in OPERATORS:
            self.hub.tell(audience, change)

    def _published(self, steps: Sequence[Step]) -> None:
        self._seed_orders.published(steps)
        self.hub.published(steps)
        self._housekeeping.published(steps)
        if any(isinstance(step.event, ABOUT_SENDERS) for step in steps):
            self.reception.look_again()
            self._manager_pin.published(steps)

    def _show_manager_pin(self, pin: str | None) -> None:
        """In the server's window; where there is none, on standard error and never in a log."""
        self.operations.tell_server(manager_pin=pin)
        if pin and not self._options.tied:
            self._consoles[0].put([self.desk.strings.text("server.manager_pin", pin=pin)])

    def _proof(self, nonce: str) -> dict[str, Any]:
        """What a terminal asks before it is paired. Raises Refused `code_expired`."""
        return {
            "identity": self._guard.keys.identity,
            "restaurant": self._state.settings.name,
            "proof": self._guard.pairing.proof(fingerprint=self._doors.fingerprint, nonce=nonce),
        }

    def _health(self) -> dict[str, Any]:
        return {
            "status": "read_only" if self.committer.read_only else "ok",
            "version": __version__,
            "restaurant": self._state.settings.name,
            "identity": self._guard.keys.identity,
            "tls_port": self._doors.tls_port,
            "seq": self._opened.engine.seq,
        }

    def _announcement(self) -> Announcement:
        settings = self._state.settings
        return Announcement(
            identity=self._guard.keys.identity,
            name=settings.name,
            number=settings.number,
            host=self._options.host,
            port=self._port,
            tls_port=self._doors.tls_port,
        )

    @staticmethod
    def _not_announced(reason: str) -> None:
        """It serves all the same: people can type its address. No reason: it is announced again."""
        if reason:
            told = fault("not_announced", reason=reason)
            log.warning("the server is not announced: %s", reason, extra=told)
        else:
            log.info("the server is announced again", extra=fault("announced"))


def _start_logs(folder: Path, beside: AsideLog) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # orders are nobody else's business
        start_logs(folder / "log", "server", beside)
    except OSError as error:
        raise cannot_write(folder, error) from error


def _open(folder: Path) -> Opened:
    said = spoken_in(folder)
    shown_at = time.monotonic()

    def progress(seq: int) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at > 1:
            shown_at = time.monotonic()
            print(said.text("server.reading_journal", seq=seq), file=sys.stderr, flush=True)

    try:
        return open_folder(folder, SystemClock(), progress)
    except FolderInUse:
        raise CannotStart(said.text("server.folder_in_use", folder=folder)) from None
    except JournalDamaged as damaged:
        text = said.text(f"server.{damaged.code}", file=damaged.path, line=damaged.line)
        log.critical(text)
        raise CannotStart(text) from damaged
    except OSError as error:
        raise cannot_write(folder, error) from error


def _server(options: Options, mode: Any, opened: Opened, doors: Doors, **told: Any) -> Server:
    try:
        return Server(options, mode, opened, doors, **told)
    except OSError as error:
        doors.close()
        raise cannot_write(opened.folder, error) from error


def _watch_for_the_end(options: Options, mode: Any, stopping: Stopping) -> None:
    signal.signal(signal.SIGTERM, stopping.request)
    signal.signal(signal.SIGINT, stopping.request)
    if hasattr(signal, "SIGBREAK"):  # Windows: the console window is closed
        signal.signal(signal.SIGBREAK, stopping.request)
    if options.tied:
        exit_when_parent_dies(stopping.request, grace=SERVER_ENDS, start_thread=mode.start_thread)


def _server_document(options: Options, folder: Path, doors: Doors) -> ServerDocument:
    return ServerDocument(
        addresses=addresses_of(options.host),
        port=doors.port,
        tls_port=doors.tls_port,
        version=__version__,
        data_folder=str(folder),
        started_at=datetime.now(UTC),
        trust_lan=options.trust_lan,
    )
