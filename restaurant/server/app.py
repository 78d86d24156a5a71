"""The composition root: a restaurant's parts, put together around its open folder and its open doors."""

import gc
import logging
import sys
from collections.abc import Callable
from typing import Any

from flask import Flask

from restaurant.common.faults import fault
from restaurant.common.network.addresses import is_loopback, own_names
from restaurant.common.options import Options
from restaurant.common.paths import local_tokens
from restaurant.common.processes.children import SERVING
from restaurant.domain.state import State
from restaurant.engine.committer import Committer
from restaurant.server.aside import Aside
from restaurant.server.desk import Desk
from restaurant.server.entrance.doors import Doors
from restaurant.server.hub import Hub
from restaurant.server.modes.mode import Mode
from restaurant.server.office.faults import Faults
from restaurant.server.office.introduction import Introduction, server_document
from restaurant.server.office.last_seen import LastSeen
from restaurant.server.office.operations import Operations
from restaurant.server.office.whereabouts import Whereabouts
from restaurant.server.publishing import Publishing
from restaurant.server.reception import Reception
from restaurant.server.speech import Speech
from restaurant.server.trust.guard import Guard
from restaurant.server.trust.manager_pin import ManagerPin
from restaurant.server.trust.pace import Pace
from restaurant.server.upkeep.announcing import Announcing, tell_owner
from restaurant.server.upkeep.backup_rounds import BackupRounds
from restaurant.server.upkeep.backups import Backups
from restaurant.server.upkeep.first_files import give_first_files
from restaurant.server.upkeep.housekeeping import Housekeeping
from restaurant.server.upkeep.opening_hours import OpeningHours
from restaurant.server.upkeep.owners_edits import OwnersEdits
from restaurant.server.upkeep.pairing_codes import PairingCodes
from restaurant.server.upkeep.snapshots import Snapshots
from restaurant.server.web.kiosk_page import KioskPage
from restaurant.server.web.manager_page import ManagerPage
from restaurant.server.web.pages import Pages
from restaurant.server.web.photos import Photos
from restaurant.server.web.sign_in import SignIn
from restaurant.server.web.web_files import WebFiles
from restaurant.server.wires.admission import Admission, Lobby
from restaurant.server.wires.browsers import Cookies
from restaurant.server.wires.callers import Callers
from restaurant.server.wires.http_wire import HttpWire
from restaurant.server.wires.seed_orders import SeedOrders
from restaurant.server.wires.socketio_wire import MOST_BYTES_AT_ALL, SocketIOWire
from restaurant.server.wires.websocket_wire import WebSocketWire
from restaurant.storage.opening import Opened
from restaurant.storage.owner_files import OwnerFiles

log = logging.getLogger(__name__)


class Server:
    """One restaurant's parts, wired together.

    `errors` and `faults` took what was said while the folder was opened. Raises OSError.
    """

    def __init__(
        self,
        options: Options,
        mode: Mode,
        opened: Opened,
        doors: Doors,
        *,
        errors: Aside,
        faults: Faults,
    ) -> None:
        self._options, self._mode, self._opened, self._doors = options, mode, opened, doors
        self._errors, self._output = errors, Aside(mode, lambda: sys.stdout)
        self._local_tokens = local_tokens(options.local_folder, doors.port)
        self._most = mode.most_connections()
        engine, folder = opened.engine, opened.folder

        publishing = Publishing()
        self._committer = Committer(
            engine,
            opened.journal,
            (opened.book, opened.archive),
            off_loop=mode.worker(),
            signal=mode.signal,
            published=publishing,
        )
        self._guard = Guard(
            mode, folder / "secret.key", self._present,
            trust_lan=options.trust_lan, is_demo=options.sample,
        )  # fmt: skip
        self._speech = Speech(lambda: engine.state.settings.language)
        self._hub = Hub(lambda: (engine.state, engine.seq))
        self._last_seen = LastSeen(folder / "last_seen.json")
        self._operations = Operations(
            server_document(options, folder, doors),
            hub=self._hub,
            faults=faults,
            speech=self._speech,
            last_seen=self._last_seen,
        )
        self._pairing_codes = PairingCodes(self._guard.pairing, self._operations)
        self._backup_rounds = BackupRounds(
            mode,
            Backups(mode, opened, self._committer, options),
            operations=self._operations,
            present=self._present,
        )
        limits = engine.state.settings.limits
        self._desk = Desk(
            self._committer,
            mode.signal,
            own={**self._pairing_codes.handlers, **self._backup_rounds.handlers},
            speech=self._speech,
            pace=Pace(rate=limits.guest_rate, burst=limits.guest_burst),
            gate=self._guard.gate,
        )
        self._reception = Reception(
            access=self._guard.access,
            desk=self._desk,
            hub=self._hub,
            screens=self._operations.screens,
            present=self._present,
            most_screens=self._most,
            identity=self._guard.keys.identity,
            tls_port=doors.tls_port,
        )
        self._introduction = Introduction(
            options.host, doors, guard=self._guard, committer=self._committer, present=self._present
        )
        self._announcing = Announcing(mode, self._introduction.announcement, tell_owner)
        self._manager_pin = ManagerPin(
            commit=self._desk.commit,
            keys=self._guard.keys,
            hashing=self._guard.hashing,
            show=self._show_manager_pin,
        )
        publishing.to(
            SeedOrders(self._operations.screens, self._output).published,
            self._hub.published,
            self._reception.published,
            self._manager_pin.published,
        )
        self._housekeeping = self._keeps_house(publishing)
        self._wsgi = self._wires()

    def _keeps_house(self, publishing: Publishing) -> Housekeeping:
        """What is looked after by itself, each thing in its turn."""
        opened, operations, last_seen = self._opened, self._operations, self._last_seen
        off_loop = self._mode.worker()
        hours = OpeningHours(self._desk.commit, self._present)
        edits = OwnersEdits(
            OwnerFiles(opened.folder), self._desk.commit, self._present, off_loop=off_loop
        )
        snapshots = Snapshots(opened, self._committer, off_loop=off_loop)
        publishing.to(edits.published, snapshots.published)

        def first_files() -> None:
            if opened.engine.seq == 0:
                give_first_files(opened.folder, sample=self._options.sample)

        def note_who_was_here() -> None:
            last_seen.forget(frozenset(self._present().people.terminals))
            last_seen.save(off_loop)

        return Housekeeping(
            self._mode,
            self._committer,
            first=(first_files, edits.take, edits.write, hours.look),
            always=(operations.tell_faults, hours.look, edits.keep_up, snapshots.look),
            often=(
                edits.take,
                Whereabouts(self._options.host, operations).look,
                note_who_was_here,
                self._pairing_codes.look,
            ),
            last=(edits.write_last, snapshots.save_last, last_seen.save),
        )

    def _wires(self) -> Callable[..., Any]:
        """The WSGI application: plain WebSockets beside Socket.IO and Flask."""
        app = Flask("restaurant", static_folder=None)
        app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_AT_ALL
        shared: dict[str, Any] = {
            "reception": self._reception,
            "desk": self._desk,
            "hub": self._hub,
        }
        lobby = Lobby(most=self._most, inside=lambda: len(self._operations.screens))
        cookies = Cookies(self._guard.keys.identity)
        callers = Callers(self._reception, self._desk, cookies)
        HttpWire(app, **shared, callers=callers, introduction=self._introduction)
        Photos(app, self._mode, self._opened.folder)
        WebFiles(app)
        pages = Pages(self._present)
        app.add_url_rule("/", "start", lambda: pages.start(self._demo_pin()))
        about: dict[str, Any] = {"callers": callers, "desk": self._desk, "pages": pages}
        sign_in = SignIn(app, **about, tls_port=self._doors.tls_port)
        ManagerPage(app, self._mode, **about, sign_in=sign_in, present=self._present)
        KioskPage(app, **about, tls_port=self._doors.tls_port)
        SocketIOWire(app, self._mode, **shared, lobby=lobby)
        websockets = WebSocketWire(self._mode, **shared, cookies=cookies, present=self._present)

        def wsgi(environ: dict[str, Any], start_response: Any) -> Any:
            is_websocket = environ.get("PATH_INFO", "").startswith("/ws/")
            return (websockets if is_websocket else app)(environ, start_response)

        return Admission(
            wsgi,
            most=self._most,
            lobby=lobby,
            names=lambda: own_names().union(map(str.lower, self._present().settings.host_names)),
            refusal=lambda refused, language: self._desk.refusal(refused, language=language),
        )

    def _demo_pin(self) -> str | None:
        return self._operations.server.manager_pin if self._options.sample else None

    def _present(self) -> State:
        return self._opened.engine.state

    def run(self, is_over: Callable[[], bool]) -> None:
        """Serve until it is over."""
        try:
            self._guard.access.write_local_tokens(self._local_tokens, self._doors.port)
        except OSError as error:
            told = fault("no_local_pairing", reason=error.strerror)
            log.warning(
                "terminals on this machine cannot pair by themselves: %s", error, extra=told
            )
        self._mode.spawn(self._committer.run)
        for console in (self._errors, self._output):
            self._mode.spawn(console.run)
        self._mode.spawn(self._guard.hashing.run)
        self._housekeeping.begin()
        self._manager_pin.offer(self._present())
        self._mode.spawn(self._backup_rounds.run)
        self._mode.spawn(self._housekeeping.run)
        if not is_loopback(self._options.host):
            self._mode.spawn(self._announcing.run)
        gc.collect()
        gc.freeze()  # what was loaded stays; the collector need not look at it again
        gc.enable()
        where = (self._doors.port, self._doors.tls_port, self._opened.folder)
        log.info(f"{SERVING} and by TLS on port %s from %s", *where)
        self._mode.serve(self._doors.both, self._wsgi, is_over)

    def close(self) -> None:
        """Finish what was accepted, save a snapshot, let go of the folder."""
        self._announcing.withdraw()
        self._desk.stop()
        self._housekeeping.finish()
        self._opened.close()
        self._local_tokens.unlink(missing_ok=True)
        self._announcing.finish()
        log.info("stopped")
        for console in (self._errors, self._output):
            console.finish()

    def _show_manager_pin(self, pin: str | None) -> None:
        """In the server's window; where there is none, on standard error and never in a log."""
        self._operations.tell_server(manager_pin=pin)
        if pin and not self._options.tied:
            self._errors.put([self._speech.usual.text("server.manager_pin", pin=pin)])
