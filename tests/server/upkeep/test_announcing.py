"""The server's announcement, kept true by a process beside it that may fail without harm."""

import asyncio
import hashlib
import hmac
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from restaurant.protocol.finding import Announcement
from restaurant.server.modes.threads import Threads
from restaurant.server.trust.keys import Keys
from restaurant.server.upkeep import announcer
from restaurant.server.upkeep.announcing import Announcing
from tests.waiting import PATIENCE, Log

BLU = Announcement(identity="0f" * 16, name="Blu", number=1, host="0.0.0.0", port=5000)
ECHO = "import sys\nfor line in sys.stdin: print(line.strip(), flush=True)\n"
FAILS = "import sys\nprint('port 5353 is taken', flush=True)\nsys.exit(3)\n"


class Helped:
    """An announcing whose helper is a program of the test; what it complains of is kept."""

    def __init__(self, program: str) -> None:
        self.wanted = BLU
        self.heard: Log[str] = Log()
        self.children: list[subprocess.Popen[bytes]] = []
        self._program = program
        self.announcing = Announcing(Threads(), lambda: self.wanted, self.heard.add, self._start)
        threading.Thread(target=self.announcing.run, daemon=True).start()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", self._program]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.children.append(subprocess.Popen(command, **pipes))
        return self.children[-1]


@pytest.fixture
def helped() -> Iterator[Callable[[str], Helped]]:
    made: list[Helped] = []

    def make(program: str) -> Helped:
        made.append(Helped(program))
        return made[-1]

    yield make
    for each in made:
        each.announcing.withdraw()
        each.announcing.finish()


def test_what_is_announced_follows_the_settings(helped: Callable[[str], Helped]) -> None:
    running = helped(ECHO)
    running.heard.wait_for(msgspec.json.encode(BLU).decode())
    running.wanted = msgspec.structs.replace(BLU, name="Rossa")
    running.heard.wait_for(msgspec.json.encode(running.wanted).decode())
    assert len(running.heard) == 2
    running.announcing.withdraw()
    running.announcing.finish()
    assert running.children[0].wait(PATIENCE) == 0


def test_a_helper_that_fails_is_said_and_not_started_all_the_time(
    helped: Callable[[str], Helped],
) -> None:
    running = helped(FAILS)
    running.heard.wait(lambda: {"port 5353 is taken", "exit code 3"} <= set(running.heard))
    assert len(running.children) == 1


def test_a_failure_is_told_once_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    tries: list[object] = []

    def taken(**_options: Any) -> None:
        tries.append("try")
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(announcer, "AsyncZeroconf", taken)
    monkeypatch.setattr(announcer, "reachable_at", lambda _host: ("10.0.0.1",))
    made = announcer.Announcer(said.append)

    async def keep_twice() -> None:
        await made.keep(BLU)
        await made.keep(BLU)
        monkeypatch.setattr(announcer, "reachable_at", lambda _host: ())
        await made.keep(BLU)

    asyncio.run(keep_twice())
    assert len(tries) == 2
    assert said == ["[Errno 98] Address already in use", ""]


def test_the_texts_say_what_a_terminal_needs() -> None:
    with_tls = msgspec.structs.replace(BLU, name="x" * 100, tls_port=5001)
    texts = with_tls.texts()
    assert texts.keys() == {"id", "name", "number", "version", "protocol", "tls"}
    assert (texts["name"], texts["tls"]) == ("x" * 60, "5001")
    assert "tls" not in BLU.texts()


def test_the_identity_is_the_keys_and_not_the_key(tmp_path: Path) -> None:
    key = b"k" * 32
    expected = hmac.new(key, b"identity", hashlib.sha256).hexdigest()[:32]
    assert Keys(key).identity == expected
    assert Keys(b"l" * 32).identity != expected
