"""Journal lines: one write of the server each, sealed with a hash that covers all lines before.

    {"v":2,"seq":17,"commits":[{"at":...,"by":...,"cause":...,"events":[...]}],"hash":"..."}

`seq` is that of the first commit; the others of the line count on from it.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated, Any, cast

import msgspec
from msgspec import Meta, Struct

from restaurant.domain.events import AnyEvent, Event
from restaurant.domain.values.people import Actor
from restaurant.engine.ports import Commit

VERSION = 2
"""The schema that this program writes; readers bring older lines up to it."""

UPCASTERS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda line: line,  # 2 knows one event more: day_began
}
"""Version to the function that makes a line of it (plain JSON values) one of the next version."""

FIRST_HASH = "0" * 32
HASH_DIGITS = 32
_SEAL = b',"hash":"%s"}\n'
_SEAL_LENGTH = len(_SEAL) - 2 + HASH_DIGITS


class BadLine(Exception):
    """A line that is not what the server wrote, and in which way."""


class NewerLine(Exception):
    """A line that a newer release of this program wrote."""


class CommitRecord(Struct, frozen=True, omit_defaults=True):
    """A commit as a line holds it; its seq follows from its place."""

    at: datetime
    by: Actor
    cause: str
    events: tuple[AnyEvent, ...]


class Body(Struct, frozen=True):
    """A line without its seal."""

    v: int
    seq: int
    commits: Annotated[tuple[CommitRecord, ...], Meta(min_length=1)]


class Version(Struct, frozen=True):
    """What is read of a line before anything else."""

    v: int


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Body)
_version = msgspec.json.Decoder(Version)


def write_line(commits: Sequence[Commit], hash_before: str) -> tuple[bytes, str]:
    """The line that keeps these commits, and its hash."""
    records = tuple(CommitRecord(c.at, c.by, c.cause, _known(c.events)) for c in commits)
    body = _encoder.encode(Body(VERSION, commits[0].seq, records))[:-1]
    seal = line_hash(hash_before, body)
    return body + _SEAL % seal.encode(), seal


def _known(events: tuple[Event, ...]) -> tuple[AnyEvent, ...]:
    """Events are made of the classes in `AnyEvent` only, which a test holds."""
    return cast("tuple[AnyEvent, ...]", events)


def line_hash(hash_before: str, body: bytes) -> str:
    """The first 32 hexadecimal digits of SHA-256 over the hash before and the line up to its seal."""
    return hashlib.sha256(hash_before.encode() + body).hexdigest()[:HASH_DIGITS]


def check_line(line: bytes, hash_before: str) -> str:
    """The line's hash, if it follows on the one before. Raises BadLine."""
    body, seal = line[:-_SEAL_LENGTH], line[-_SEAL_LENGTH:]
    expected = line_hash(hash_before, body)
    if seal != _SEAL % expected.encode():
        raise BadLine("its content does not match its hash")
    return expected


def read_line(line: bytes) -> list[Commit]:
    """The commits of a checked line. Raises NewerLine, or BadLine for what no release ever wrote."""
    try:
        version = _version.decode(line).v
        if version > VERSION:
            raise NewerLine(str(version))
        body = _decoder.decode(line) if version == VERSION else _upcast(line, version)
    except msgspec.MsgspecError as error:
        raise BadLine(str(error)) from error
    return [
        Commit(body.seq + place, record.at, record.by, record.cause, record.events)
        for place, record in enumerate(body.commits)
    ]


def _upcast(line: bytes, version: int) -> Body:
    plain: dict[str, Any] = msgspec.json.decode(line)
    if version not in UPCASTERS:
        raise BadLine(f"version {version}")
    for step in range(version, VERSION):
        plain = UPCASTERS[step](plain)
    return msgspec.convert(plain, Body)
