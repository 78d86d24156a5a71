"""The process beside a server that announces it on the network, by mDNS and DNS-SD.

A process of its own, for the server's is patched: there the library's event loop would be green, and
on Windows it would block. Here a flood of questions costs the restaurant nothing either. Each line
that comes in is an announcement that replaces the one before, the end of input withdraws it; each line
that goes out says what is wrong, an empty one that nothing is.
"""

import asyncio
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from typing import IO

import msgspec
from zeroconf import Error, IPVersion
from zeroconf.asyncio import AsyncServiceInfo, AsyncZeroconf

from restaurant.common.network.networks import reachable_at
from restaurant.protocol.finding import SERVICE, Announcement

LOOK_S = 0.5
"""How often the machine's addresses are looked at."""

Lines = asyncio.Queue[bytes]


def run() -> int:
    """Announce until the input ends; returns an exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then lets go
    asyncio.run(_run(sys.stdin.buffer, _say))
    return 0


async def _run(source: IO[bytes], say: Callable[[str], object]) -> None:
    lines: Lines = asyncio.Queue()
    loop = asyncio.get_running_loop()
    signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(lines.put_nowait, b""))
    threading.Thread(target=_read, args=(source, loop, lines), daemon=True).start()
    announcer = Announcer(say)
    try:
        wanted = await lines.get()
        while wanted:
            await announcer.keep(msgspec.json.decode(wanted, type=Announcement))
            wanted = await _next(lines, wanted)
    finally:
        await announcer.withdraw()


async def _next(lines: Lines, before: bytes) -> bytes:
    """What is wanted next; the same again if nothing came for a while."""
    try:
        return await asyncio.wait_for(lines.get(), LOOK_S)
    except TimeoutError:
        return before


def _read(source: IO[bytes], loop: asyncio.AbstractEventLoop, lines: Lines) -> None:
    for line in source:
        loop.call_soon_threadsafe(lines.put_nowait, line)
    loop.call_soon_threadsafe(lines.put_nowait, b"")


def _say(reason: str) -> None:
    print(" ".join(reason.split()), flush=True)


class Announcer:
    """Keeps one announcement true while the machine's networks come and go."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._zeroconf: AsyncZeroconf | None = None
        self._telling: Awaitable[object] | None = None
        self._shown: tuple[Announcement, tuple[str, ...]] | None = None
        self._reason = ""

    async def keep(self, wanted: Announcement) -> None:
        """Announce it at the addresses that the machine has now; a failure is told and tried again."""
        places = reachable_at(wanted.host)
        if (wanted, places) == self._shown:
            return
        try:
            await self._show(wanted, places)
        except (OSError, Error) as error:
            await self.withdraw()
            self._tell(str(error) or type(error).__name__)
        else:
            self._shown = wanted, places
            self._tell("")

    async def withdraw(self) -> None:
        """Say goodbye."""
        self._shown = None
        self._stop_telling()
        if self._zeroconf is not None:
            leaving, self._zeroconf = self._zeroconf, None
            await leaving.async_close()

    async def _show(self, wanted: Announcement, places: tuple[str, ...]) -> None:
        if not places:
            await self.withdraw()
            return
        service = _service(wanted, places)
        if self._zeroconf is None:
            self._zeroconf = AsyncZeroconf(interfaces=[*places], ip_version=IPVersion.V4Only)
            # Nobody else has this identity, so nobody has to be asked before.
            self._telling = await self._zeroconf.async_register_service(
                service, cooperating_responders=True
            )
        else:
            self._stop_telling()
            self._telling = await self._zeroconf.async_update_service(service)
            await self._zeroconf.zeroconf.async_update_interfaces([*places])

    def _stop_telling(self) -> None:
        """An announcement is sent several times; one after the goodbye would call it back."""
        if isinstance(self._telling, asyncio.Future):
            self._telling.cancel()

    def _tell(self, reason: str) -> None:
        if reason != self._reason:
            self._reason = reason
            self._say(reason)


def _service(wanted: Announcement, places: tuple[str, ...]) -> AsyncServiceInfo:
    return AsyncServiceInfo(
        SERVICE,
        wanted.instance,
        port=wanted.port,
        parsed_addresses=[*places],
        properties=wanted.texts(),
        server=f"restaurant-{wanted.identity}.local.",
    )
