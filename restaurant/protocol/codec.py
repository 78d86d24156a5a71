"""From a wire to a typed command or a refusal, and back from an outcome to an answer."""

from typing import Any, TypeVar

import msgspec

from restaurant import __version__
from restaurant.common.language.strings import Strings
from restaurant.domain.commands import Command
from restaurant.domain.errors import Refused
from restaurant.domain.events import snake_case
from restaurant.domain.values.people import Actor
from restaurant.protocol import PROTOCOL
from restaurant.protocol.messages import Answer, Envelope, Hello, Reply, Watch
from restaurant.protocol.refusals import refusal
from restaurant.protocol.table import COMMANDS, Row

T = TypeVar("T")

MOST_TOLD = 300
"""Characters of what is wrong with a message; it may quote the message, which may be long."""

MADE = {"ORD": "order_id", "S": "session_id", "T": "terminal_id", "P": "staff_id"}
"""How an id begins, and the field of an answer that tells it."""


def row_for(name: object, actor: Actor) -> Row:
    """The row of a command that the actor may send.

    Raises Refused `malformed`, `unknown_command`, `not_signed_in` or `not_allowed`.
    """
    if not isinstance(name, str):
        raise Refused("malformed", problem="Expected an object with a `type`")
    row = COMMANDS.get(name)
    if row is None:
        raise Refused("unknown_command", command=name[:60])
    if actor.role not in row.who:
        raise Refused("not_signed_in" if actor.role == "anybody" else "not_allowed")
    return row


def read_command(row: Row, message: object) -> tuple[str, Command]:
    """The id and the command in a native message, unknown fields refused. Raises Refused `malformed`."""
    if not isinstance(message, dict):
        raise Refused("malformed", problem="Expected `object`")
    fields = dict(message)
    fields.setdefault("type", row.name)
    envelope = _convert({"id": fields.pop("id", None), "type": fields.pop("type")}, Envelope)
    if envelope.type != row.name:
        raise Refused("malformed", problem=f"Expected the type `{row.name}`")
    return envelope.id, _convert(fields, row.command)


def read_seed_command(row: Row, message: object, new_id: str) -> tuple[str, Command]:
    """The same on a seed's own wire: the id may be missing, unknown fields do not matter."""
    if not isinstance(message, dict):
        raise Refused("malformed", problem="Expected `object`")
    known = {name: message[name] for name in row.command.__struct_fields__ if name in message}
    envelope = _convert({"id": message.get("id", new_id), "type": row.name}, Envelope)
    return envelope.id, _convert(known, row.command)


def read_hello(message: object) -> Hello:
    """A link's hello. Raises Refused `malformed`, or `other_protocol` if we would not understand it."""
    hello = _convert(message, Hello)
    if hello.protocol != PROTOCOL:
        raise Refused("other_protocol", protocol=PROTOCOL, version=__version__)
    return hello


def read_watch(message: object) -> Watch:
    """What a link wants to watch. Raises Refused `malformed`."""
    return _convert(message, Watch)


def read_json(data: bytes | str) -> Any:
    """Any JSON value. Raises Refused `malformed`."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise _malformed(error) from None


def write_command(command: Command, command_id: str) -> dict[str, Any]:
    """The message that carries a command on every native wire."""
    fields = msgspec.to_builtins(command)
    return {"id": command_id, "type": snake_case(type(command).__name__), **fields}


def write_answer(
    command_id: str,
    outcome: "tuple[int, str | None] | Refused",
    strings: Strings,
    token: str | None = None,
) -> Reply:
    """The answer to a command: its seq and what it made, or its refusal."""
    if isinstance(outcome, Refused):
        return refusal(outcome, strings, command_id)
    seq, made = outcome
    told = {MADE[made.partition("-")[0]]: made} if made else {}
    return Answer(ok=True, id=command_id, seq=seq, token=token, **told)


def _convert(value: Any, kind: type[T]) -> T:
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, RecursionError, OverflowError, UnicodeError) as error:
        raise _malformed(error) from None


def _malformed(error: Exception) -> Refused:
    return Refused("malformed", problem=str(error)[:MOST_TOLD])
