"""Which restaurants announce themselves on this network: mDNS, in a thread of its own.

Everybody on the network may answer, so what is heard is bounded, and dropped where it cannot be true.
"""

import asyncio
import contextlib
import logging
import threading
from collections.abc import Callable
from ipaddress import IPv4Interface

from zeroconf import (  # type: ignore[attr-defined]
    DNSOutgoing,
    DNSQuestion,
    Error,
    IPVersion,
    ServiceStateChange,
    Zeroconf,
)
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf
from zeroconf.const import _CLASS_IN, _FLAGS_QR_QUERY, _TYPE_PTR

from restaurant.client.finding.found import Found, read_found
from restaurant.common.network.networks import own_networks
from restaurant.protocol.finding import IDENTITY, SERVICE

LOG = logging.getLogger(__name__)

LOOK_S = 1.0
"""How often this machine's own addresses are looked at."""
MOST_FOUND = 32
MOST_ASKED = 8
"""Restaurants shown, and services whose records are asked for at a time."""
ANSWER_MS = 1500


class Discovery:
    """Listens from `start` to `stop`; `changed` is called on its thread when `found` is another."""

    def __init__(self, changed: Callable[[], object] = lambda: None, *, wanted: str = "") -> None:
        self._changed = changed
        self.wanted = wanted
        """The identity that is let in however many others there are."""
        self._stopping = False
        self._found: dict[str, Found] = {}
        self._asked: dict[str, asyncio.Task[None]] = {}
        self._places: tuple[IPv4Interface, ...] = ()
        self._trouble = ""
        self._zeroconf: AsyncZeroconf | None = None
        self._browser: AsyncServiceBrowser | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="discovery", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End it; does not wait."""
        self._stopping = True
        self._call(lambda: self._over.set() if self._over else None)

    def found(self) -> tuple[Found, ...]:
        """What is there now, by name."""
        return tuple(sorted(dict(self._found).values(), key=lambda f: (f.name, f.identity)))

    def ask(self) -> None:
        """Ask the network once more; an announcement may have been lost on the way."""
        self._call(self._ask)

    def _call(self, function: Callable[[], object]) -> None:
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(function)

    # --------------------------------------------------------------- on its own thread

    def _run(self) -> None:
        try:
            asyncio.run(self._browse())
        except Exception:
            LOG.exception("looking for servers failed")

    async def _browse(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        try:
            while not self._stopping:
                await self._follow(own_networks())
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._over.wait(), LOOK_S)
        finally:
            await self._close()

    async def _follow(self, places: tuple[IPv4Interface, ...]) -> None:
        """Listen on the networks that there are now."""
        if places == self._places:
            return
        await self._close()
        try:
            if places:
                interfaces = [str(place.ip) for place in places]
                self._zeroconf = AsyncZeroconf(interfaces=interfaces, ip_version=IPVersion.V4Only)
                self._browser = AsyncServiceBrowser(
                    self._zeroconf.zeroconf, SERVICE, handlers=[self._on_service]
                )
            self._places, self._trouble = places, ""
        except (OSError, Error) as error:
            self._complain(str(error))

    def _complain(self, trouble: str) -> None:
        """Into the log once, for it is tried again every second."""
        if trouble != self._trouble:
            self._trouble = trouble
            LOG.warning("servers cannot be looked for: %s", trouble)

    async def _close(self) -> None:
        self._places = ()
        if self._zeroconf is not None:
            leaving, self._zeroconf = self._zeroconf, None
            if self._browser is not None:
                await self._browser.async_cancel()
            await leaving.async_close()
        for task in self._asked.values():
            task.cancel()
        self._found = {}

    def _ask(self) -> None:
        if self._zeroconf is not None:
            question = DNSOutgoing(_FLAGS_QR_QUERY)
            question.add_question(DNSQuestion(SERVICE, _TYPE_PTR, _CLASS_IN))
            self._zeroconf.zeroconf.async_send(question)

    def _on_service(
        self, zeroconf: Zeroconf, service_type: str, name: str, state_change: ServiceStateChange
    ) -> None:
        identity = name.removesuffix(f".{SERVICE}")
        if not IDENTITY.fullmatch(identity):
            return
        if state_change is ServiceStateChange.Removed:
            if self._found.pop(identity, None):
                self._changed()
            return
        service = AsyncServiceInfo(SERVICE, name)
        if service.load_from_cache(zeroconf):
            self._take(identity, service)
        elif identity not in self._asked and (
            len(self._asked) < MOST_ASKED or identity == self.wanted
        ):
            self._asked[identity] = asyncio.create_task(self._request(zeroconf, identity, service))

    async def _request(self, zeroconf: Zeroconf, identity: str, service: AsyncServiceInfo) -> None:
        try:
            if await service.async_request(zeroconf, ANSWER_MS):
                self._take(identity, service)
        except Error as error:
            LOG.debug("a service did not answer: %s", error)
        finally:
            del self._asked[identity]

    def _take(self, identity: str, service: AsyncServiceInfo) -> None:
        found = read_found(
            identity, service.decoded_properties, service.parsed_addresses(), service.port,
            near=self._places,
        )  # fmt: skip
        full = len(self._found) >= MOST_FOUND and identity not in self._found
        if found is None or (full and identity != self.wanted):
            return
        if self._found.get(identity) != found:
            self._found[identity] = found
            self._changed()
