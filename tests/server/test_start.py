"""Bad starts: each ends with its exit code and one clear sentence, and changes nothing."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.server.clients import command, http_ask, post
from tests.server.conftest import Start
from tests.server.running import RunningServer, why_not


def test_the_port_is_printed_and_found(start: Start) -> None:
    server = start("--trust-lan")
    assert server.port > 0
    assert http_ask(server, "GET", "/healthz").status == 200
    assert server.tokens_file.exists()


def test_another_of_our_servers_is_named(start: Start, tmp_path: Path) -> None:
    first = start("--trust-lan")
    second = RunningServer(tmp_path / "second", port=first.port)
    sentence = why_not(second)
    assert f"Port {first.port} is in use by the restaurant server of My Restaurant" in sentence
    assert f"--port {first.port + 10}" in sentence


@contextmanager
def _program(answer: bytes) -> Iterator[int]:
    """Another program on a port, which says the same to everybody and closes."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def answer_all() -> None:
            while True:
                try:
                    there, _ = listening.accept()
                except OSError:
                    return
                with there:
                    there.sendall(answer)

        if answer:
            thread = threading.Thread(target=answer_all, daemon=True)
            thread.start()
        try:
            yield int(listening.getsockname()[1])
        finally:
            if answer:
                with suppress(OSError):  # elsewhere than on Linux its end is enough
                    listening.shutdown(socket.SHUT_RDWR)
                listening.close()
                thread.join()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n<html>",
        b'HTTP/1.0 200 OK\r\n\r\n["restaurant"]',
        b"\xff\xfe\x00",
    ],
)
def test_another_program_has_the_port(tmp_path: Path, answer: bytes) -> None:
    with _program(answer) as port:
        sentence = why_not(RunningServer(tmp_path / "server", port=port))
    assert f"Port {port} is in use by another program" in sentence


def test_a_second_server_on_a_folder_is_refused(start: Start, tmp_path: Path) -> None:
    first = start("--trust-lan")
    sentence = why_not(RunningServer(first.folder, user_folder=tmp_path / "user2"))
    assert sentence.startswith("Another server works with the data folder")
    assert str(first.folder) in sentence
    assert post(first, command("new_order", table=1, items=["Pasta"])).json["ok"] is True


def test_a_damaged_journal_stops_the_start(start: Start) -> None:
    server = start("--trust-lan")
    for table in (1, 2, 3):
        post(server, command("new_order", table=table, items=["Pasta"]))
    server.kill()
    (journal,) = (server.folder / "journal").glob("*.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b'"table":2', b'"table":7')
    damaged = b"".join(lines)
    journal.write_bytes(damaged)
    sentence = why_not(server)
    assert str(journal) in sentence
    assert f"line {len(lines) - 1}" in sentence
    assert journal.read_bytes() == damaged


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    if os.access(folder, os.W_OK):  # root may write anywhere but here
        folder = Path("/sys/restaurant")
    sentence = why_not(RunningServer(folder, user_folder=tmp_path / "user"))
    assert sentence.startswith(f"The server cannot use its data folder {folder}: ")


@pytest.mark.parametrize("name", ["secret.key", "journal"])
def test_a_file_that_is_no_file(tmp_path: Path, name: str) -> None:
    """What stands in the way of a file of ours is told as what it is, not as a traceback."""
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / name).mkdir() if name != "journal" else (folder / name).write_bytes(b"")
    assert str(folder) in why_not(RunningServer(folder))


def test_tokens_that_cannot_be_left_stop_nobody(tmp_path: Path) -> None:
    user = tmp_path / "user"
    user.write_bytes(b"a file where the user's folder should be")
    server = RunningServer(tmp_path / "server", "--trust-lan", user_folder=user).start()
    try:
        assert http_ask(server, "GET", "/healthz").status == 200
        assert any("cannot pair by themselves" in line for line in server.said)
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--host", "192.0.2.1"), "cannot listen at 192.0.2.1"),
        (("--host", "no.such.host.invalid"), "cannot listen at no.such.host.invalid"),
    ],
)
def test_an_address_that_is_not_ours(tmp_path: Path, flags: tuple[str, ...], words: str) -> None:
    assert words in why_not(RunningServer(tmp_path / "server", *flags))
