"""The real server's parts without its threads, on a disk that fails and with a plug that gets pulled."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from restaurant.common.files import write_all
from restaurant.domain.errors import Refused
from restaurant.domain.values.people import Actor
from restaurant.engine.committer import Committer
from restaurant.engine.engine import Outcome, Request
from restaurant.engine.ports import Step
from restaurant.protocol.codec import read_command, row_for
from restaurant.server.hub import Hub
from restaurant.server.screens import Frame, Screen
from restaurant.server.trust.access import Caller
from restaurant.storage import journal_files, order_book
from restaurant.storage.journal_reading import SECTOR
from restaurant.storage.opening import Opened, open_folder
from tests.engine.parts import NoSignal, here
from tests.sim.world import World

BATCH_EVERY = 0.02


class PowerCut(BaseException):
    """The plug is pulled in the middle of something: no code of the server runs any more."""


class Disk:
    """The folder's disk: syncs fail now and then, and a power cut takes what was not synced."""

    def __init__(self, world: World, folder: Path) -> None:
        self._world, self._folder = world, folder
        self.fails = 0
        """So many syncs and cuts fail from now on."""
        self.cut_at: str | None = None
        """Where the power goes next: at a `sync`, or while a file beside the journal is `written`."""
        self._is_dark = False

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """While this the storage's system calls go through here."""
        with pytest.MonkeyPatch.context() as patch:
            for name in ("fsync", "fdatasync"):
                patch.setattr(os, name, lambda _descriptor: None, raising=False)
            patch.setattr(journal_files, "sync_data", self._sync)
            patch.setattr(order_book, "write_all", self._write)
            patch.setattr(order_book, "sync_data", lambda _descriptor: None)
            yield

    def _sync(self, descriptor: int) -> None:
        if self.cut_at == "sync" or self._is_dark:
            raise self._power_cut()
        if self.fails:
            self.fails -= 1
            raise OSError(errno.EIO, "the disk failed")

    def _write(self, descriptor: int, data: bytes) -> None:
        if self.cut_at == "written" and not self._is_dark:
            write_all(descriptor, data[: self._world.chance.randrange(len(data))])
            raise self._power_cut()
        write_all(descriptor, data)

    def _power_cut(self) -> PowerCut:
        """Keep the folder as it is at this moment: what the dying code still does to it is undone."""
        if self._is_dark:
            return PowerCut()
        self._is_dark = True
        shutil.rmtree(self._image, ignore_errors=True)
        shutil.copytree(self._folder, self._image)
        return PowerCut()

    @property
    def _image(self) -> Path:
        return self._folder.with_name("image")

    def restore(self, synced: dict[Path, int]) -> None:
        """The folder after the power came back; `synced` is how much of each file was."""
        self.fails, self.cut_at, self._is_dark = 0, None, False
        if self._image.exists():
            shutil.rmtree(self._folder)
            self._image.rename(self._folder)
        for path in sorted((self._folder / "journal").glob("*.jsonl")):
            self._lose(path, synced.get(path, 0))
        if self._world.chance.random() < 0.5:
            days = sorted((self._folder / "archive").glob("*.jsonl"))
            beside = [self._folder / "orders.json", *days]
            path = self._world.chance.choice(beside)
            if path.exists():
                self._lose(path, synced.get(path, 0))

    def _lose(self, path: Path, synced: int) -> None:
        """What was not synced is there, gone, in part, or with sectors of zeros in it."""
        chance, data = self._world.chance, path.read_bytes()
        if len(data) <= synced:
            return
        kind = chance.choice(["there", "gone", "part", "holes"])
        if kind == "gone":
            data = data[:synced]
        elif kind == "part":
            data = data[: chance.randint(synced, len(data))]
        elif kind == "holes":
            first = chance.randrange(synced, len(data)) // SECTOR * SECTOR
            begin, end = max(first, synced), min(first + SECTOR, len(data))
            data = data[:begin] + bytes(end - begin) + data[end:]
        path.write_bytes(data)


class Server:
    """The server through all its starts. While it is down, messages to it are lost."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, folder
        self.disk = Disk(world, folder)
        self.starts = 0
        self.opened: Opened | None = None
        self._synced: dict[Path, int] = {}
        self.on_start: list[Callable[[], None]] = []

    @property
    def is_up(self) -> bool:
        """Whether somebody answers."""
        return self.opened is not None

    @property
    def there(self) -> Opened:
        """The restaurant while the server is up."""
        assert self.opened is not None
        return self.opened

    def start(self) -> None:
        """Begin to serve what is on the disk."""
        self.starts += 1
        self.opened = open_folder(self.folder, self.world)
        engine = self.opened.engine
        self.hub = Hub(lambda: (engine.state, engine.seq))
        self.committer = Committer(
            engine,
            self.opened.journal,
            (self.opened.book, self.opened.archive),
            off_loop=here,
            signal=NoSignal,
            published=self._published,
        )
        self._waiting = False
        self._synced.clear()
        self._note_synced("journal", "archive")
        for tell in self.on_start:
            tell()

    def command(self, actor: Actor, message: object, answer: Callable[[Outcome], None]) -> None:
        """A command arrives; its answer goes back over the network, if the server lives to give it."""
        if self.opened is None:
            return
        try:
            assert isinstance(message, dict)
            row = row_for(message.get("type"), actor)
            command_id, command = read_command(row, message)
        except Refused as refused:
            answer(refused)
            return
        self.committer.submit(Request(command, actor, command_id), answer)
        if not self._waiting:
            self._waiting = True
            start = self.starts
            self.world.after(BATCH_EVERY, lambda: self._commit(start))

    def _commit(self, start: int) -> None:
        if start != self.starts or self.opened is None:
            return
        self._waiting = False
        try:
            self.committer.commit_waiting()
        except PowerCut:
            self.lose_power()
            return
        self._note_synced("journal")

    def _note_synced(self, *folders: str) -> None:
        for path in (path for name in folders for path in (self.folder / name).glob("*.jsonl")):
            self._synced[path] = path.stat().st_size

    def _published(self, steps: Sequence[Step]) -> None:
        self.hub.published(steps)

    def save_snapshot(self) -> None:
        """As housekeeping does, between two batches."""
        if self.opened is not None and not self.committer.read_only:
            self.opened.save_snapshot(self.opened.snapshot())
            self._note_synced("archive")

    def lose_power(self) -> None:
        """Nobody is told anything; the disk keeps what it kept."""
        assert self.opened is not None
        self.opened.close()
        self.opened = None
        self.disk.restore(self._synced)

    def stop(self) -> None:
        """End in good order, or because it only reads and somebody starts it again."""
        assert self.opened is not None
        if not self.committer.read_only:
            self.save_snapshot()
        self.opened.close()
        self.opened = None
        self.disk.fails, self.disk.cut_at = 0, None

    def watch(self, screen: Screen, name: str) -> None:
        """A screen subscribes."""
        self.hub.watch(screen, name, None)

    def screen(self, actor: Actor, deliver: Callable[[Frame], None]) -> Screen:
        """A link of somebody."""
        caller = Caller(actor, "10.0.0.1", tls=True, secure=True)
        return Screen(caller, "", actor.name, self.world.now(), deliver, lambda: None)


def plain(frame: Frame) -> object:
    """A frame as it is read at the other end."""
    return msgspec.json.decode(frame.json)
