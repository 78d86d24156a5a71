"""The server's process: opens the restaurant's folder and its doors, serves until it is told to stop."""

import logging
import signal
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from restaurant.common.clock import SystemClock
from restaurant.common.language.spoken import spoken_in
from restaurant.common.logs import start_logs
from restaurant.common.options import Options
from restaurant.common.processes.children import CANNOT_START
from restaurant.common.processes.patience import SERVER_ENDS
from restaurant.common.processes.ties import exit_when_parent_dies
from restaurant.server.app import Server
from restaurant.server.aside import Aside, AsideLog
from restaurant.server.cannot_start import CannotStart, cannot_write
from restaurant.server.entrance.doors import open_doors
from restaurant.server.modes.mode import Mode
from restaurant.server.office.faults import Faults
from restaurant.storage.journal_reading import JournalDamaged
from restaurant.storage.opening import FolderInUse, Opened, open_folder

log = logging.getLogger(__name__)


class Stopping:
    """Set by a signal, by the end of the parent process or by a fault; read by everybody who waits."""

    def __init__(self) -> None:
        self.requested = False

    def request(self, *_args: Any) -> None:
        """Ask the server to stop; any thread and any signal handler may."""
        self.requested = True


def serve(options: Options, mode: Mode) -> int:
    """Serve the restaurant of these options until told to stop; the process's exit code."""
    stopping = Stopping()
    try:
        server = _server(options, mode)
    except CannotStart as reason:
        print(reason, file=sys.stderr, flush=True)
        return CANNOT_START
    _watch_for_the_end(options, mode, stopping)
    try:
        server.run(lambda: stopping.requested)
    finally:
        server.close()
    return 0


def _server(options: Options, mode: Mode) -> Server:
    """The server with its folder and doors open, or all of them closed again. Raises CannotStart."""
    folder = options.data_folder("server")
    errors = Aside(mode, lambda: sys.stderr)
    _start_logs(folder, AsideLog(errors))
    faults = Faults()  # from here on: what opening the folder warns of is shown too
    logging.getLogger().addHandler(faults)
    with ExitStack() as undo:
        opened = _open(folder)
        undo.callback(opened.close)
        doors = open_doors(options, opened.folder, mode.ssl)
        undo.callback(doors.close)
        try:
            server = Server(options, mode, opened, doors, errors=errors, faults=faults)
        except OSError as error:
            raise cannot_write(opened.folder, error) from error
        undo.pop_all()
    return server


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


def _watch_for_the_end(options: Options, mode: Mode, stopping: Stopping) -> None:
    signal.signal(signal.SIGTERM, stopping.request)
    signal.signal(signal.SIGINT, stopping.request)
    if hasattr(signal, "SIGBREAK"):  # Windows: the console window is closed
        signal.signal(signal.SIGBREAK, stopping.request)
    if options.tied:
        exit_when_parent_dies(stopping.request, grace=SERVER_ENDS, start_thread=mode.start_thread)
