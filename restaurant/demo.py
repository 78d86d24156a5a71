"""The demo: a sample restaurant on this machine, each role a process tied to this one."""

import _thread
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from restaurant.common.network.addresses import (
    is_everywhere,
    join_address,
    own_addresses,
    reachable_here,
)
from restaurant.common.network.ports import next_free_port
from restaurant.common.options import Options
from restaurant.common.processes.children import await_child, command_for, end_children, start_child
from restaurant.common.processes.patience import PROGRAM_ENDS
from restaurant.common.processes.ties import exit_when_parent_dies

TERMINALS = ("customer", "waiter")
SERVING_WITHIN = 60.0
"""Seconds that the server may take to serve before this says that it does not."""
PREFIX = "restaurant-demo-"
LOCK = "demo.lock"
"""Held as long as a demo works in its folder."""
SERVER_LOCK = "in-use.lock"
"""The server's own, which `storage` takes."""


def run(options: Options) -> int:
    """Runs the sample restaurant until its server ends, or Ctrl+C; returns an exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # Ends it as Ctrl+C does.
    if options.tied:
        exit_when_parent_dies(_thread.interrupt_main, grace=PROGRAM_ENDS)
    port = next_free_port(options.host, options.port)
    if port is None:
        _say(
            f"The demo cannot listen at {options.host}: no port from {options.port} on is free "
            "there. Choose others with --host and --port."
        )
        return 1
    if options.port not in (0, port):
        _say(f"Port {options.port} is in use by another program; the demo uses {port}.")
    with _data_folder(options) as folder:
        return _run_in(folder, replace(options, port=port, tls_port=options.tls_port or 0))


@contextmanager
def _data_folder(options: Options) -> Iterator[Path]:
    if options.data is not None:
        yield options.data
        return
    _remove_dead()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with FileLock(folder / LOCK):
            try:
                yield folder
            finally:
                _empty(folder)
    finally:
        _remove(folder)


def _remove_dead() -> None:
    """Removes the folders of demos that were killed, which nothing else would ever do."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # OSError: somebody else's. Timeout: a demo runs there, or its server has not ended yet.
        with suppress(OSError, Timeout):
            if _is_ours(folder) and (folder / LOCK).exists():
                with FileLock(folder / LOCK, blocking=False):
                    _await_nobody(folder / "server" / SERVER_LOCK)
                    _empty(folder)
                _remove(folder)


def _is_ours(folder: Path) -> bool:
    """Whether this user made it: the folder for what is temporary may be everybody's."""
    about = folder.lstat()
    return stat.S_ISDIR(about.st_mode) and (sys.platform == "win32" or about.st_uid == os.geteuid())


def _await_nobody(lock: Path) -> None:
    """Raises Timeout if somebody holds it."""
    if lock.exists():
        with FileLock(lock, blocking=False):
            pass


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != LOCK:
            shutil.rmtree(path, ignore_errors=True)


def _remove(folder: Path) -> None:
    """Removes an emptied folder; where something is still in use there, the next demo tries again."""
    with suppress(OSError):
        if {path.name for path in folder.iterdir()} <= {LOCK}:
            shutil.rmtree(folder)
        else:
            (folder / LOCK).touch()


def _run_in(folder: Path, options: Options) -> int:
    _say(f"The demo keeps its files in {folder}")
    with _children() as children:
        alone = not options.windowed
        server = _start("server", folder, replace(options, sample=True, headless=alone))
        children.append(server)
        here = reachable_here(options.host)
        if not _serves(server, here, options.port):
            _say("The server of the demo did not start; its own words are above.")
            return server.poll() or 1
        address = join_address(here, options.port)
        if alone:
            _say_where_to_look(address, options)
        else:
            link = replace(options, server=address)
            children += [_start(role, folder, link) for role in TERMINALS]
        return await_child(server)


def _start(role: str, folder: Path, options: Options) -> "subprocess.Popen[bytes]":
    return start_child(command_for(role, replace(options, data=folder / role)))


@contextmanager
def _children() -> Iterator[list["subprocess.Popen[bytes]"]]:
    children: list[subprocess.Popen[bytes]] = []
    try:
        yield children
    except KeyboardInterrupt:
        _say("Closing the demo.")
        raise
    finally:
        end_children(children)


def _serves(server: "subprocess.Popen[bytes]", host: str, port: int) -> bool:
    """Waits until the server takes connections; False if it ended or took too long."""
    deadline = time.monotonic() + SERVING_WITHIN
    while server.poll() is None and time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((host, port), timeout=1):
            return True
        time.sleep(0.05)
    return False


def _say_where_to_look(here: str, options: Options) -> None:
    _say("There is no screen here, so only the server runs. Look with a browser:")
    _say(f"  on this machine    http://{here}/")
    for address in own_addresses()[:1] if is_everywhere(options.host) else ():
        _say(f"  on this network    http://{join_address(address, options.port)}/")
    _say("Ctrl+C closes the demo.")


def _say(sentence: str) -> None:
    print(sentence, flush=True)
