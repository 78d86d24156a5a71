"""`/protocol`, `/openapi.json` and `/asyncapi.json`: the wires described, made from the table."""

from collections.abc import Sequence
from typing import Any

import msgspec

from restaurant import __version__
from restaurant.domain.events import AnyEvent
from restaurant.protocol import PROTOCOL
from restaurant.protocol.audiences import AUDIENCES, Audience
from restaurant.protocol.messages import (
    WATCHING,
    Answer,
    Envelope,
    Health,
    Hello,
    Refusal,
    View,
    Watch,
    Welcome,
    Who,
)
from restaurant.protocol.refusals import STATUS
from restaurant.protocol.seeds import COMMAND_ACTIONS, VIEW_ACTIONS
from restaurant.protocol.table import COMMANDS, Row

Json = dict[str, Any]
COMPONENTS = "#/components/schemas/{name}"
MESSAGES = (Answer, Health, Hello, Refusal, View, Watch, Welcome, Who)
ENVELOPE: Json = msgspec.json.schema_components([Envelope])[1]["Envelope"]["properties"]

WATCHED: Json = {
    "type": "object",
    "properties": {"ok": {"const": True}, "id": ENVELOPE["id"]},
    "required": ["ok"],
    "additionalProperties": False,
}
"""The answer to whoever subscribes, or does no longer."""


def protocol() -> Json:
    """The table itself: commands, audiences, events, refusals."""
    return {
        "protocol": PROTOCOL,
        "version": __version__,
        "commands": {
            row.name: {
                "summary": row.summary,
                "who": sorted(row.who),
                "schema": _alone(row.command),
            }
            for row in COMMANDS.values()
        },
        "audiences": {audience.name: _audience(audience) for audience in AUDIENCES.values()},
        "events": sorted(msgspec.inspect.type_info(t).tag for t in AnyEvent.__args__),  # type: ignore[attr-defined]
        "refusals": STATUS,
    }


def openapi() -> Json:
    """OpenAPI 3.1 of the HTTP wire."""
    schemas = _schemas()
    commands = [_command_schema(row) for row in COMMANDS.values()]
    refusals = {str(status): _refusal_response(status) for status in sorted(set(STATUS.values()))}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Restaurant", "version": __version__},
        "paths": {
            "/api/v1/commands": {
                "post": {
                    "operationId": "sendCommand",
                    "summary": "Carry out one command, once for each id.",
                    "security": [{"bearer": []}],
                    "requestBody": {"required": True, "content": _content({"oneOf": commands})},
                    "responses": {"200": _response("Accepted", _ref("Answer")), **refusals},
                }
            },
            "/api/v1/views/{audience}": {"get": _view_operation("getView", [])},
            "/api/v1/views/{audience}/{of}": {"get": _view_operation("getViewOf", ["of"])},
            "/healthz": {"get": _health_operation("getHealth")},
            "/readyz": {"get": _health_operation("getReadiness")},
        },
        "components": {
            "schemas": schemas,
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def _health_operation(name: str) -> Json:
    return {
        "operationId": name,
        "summary": "Whether the server serves.",
        "responses": {
            "200": _response("It does", _ref("Health")),
            "503": _response("It can store nothing more", _ref("Health")),
        },
    }


def asyncapi() -> Json:
    """AsyncAPI 2.6 of the plain WebSocket wire: a channel is an audience."""
    return {
        "asyncapi": "2.6.0",
        "info": {"title": "Restaurant", "version": __version__},
        "channels": {
            audience.path: {
                "description": f"Audience {audience.name}, for {', '.join(sorted(audience.who))}.",
                "parameters": {
                    name: {"schema": {"type": "string"}}
                    for name in ("of", "restaurant")
                    if f"{{{name}}}" in audience.path
                },
                "publish": {"message": {"oneOf": _sent(audience)}},
                "subscribe": {"message": {"oneOf": _told(audience)}},
            }
            for audience in AUDIENCES.values()
        },
        "components": {"schemas": _schemas()},
    }


def _alone(kind: type) -> Json:
    return msgspec.json.schema(kind)


def _schemas() -> Json:
    documents = {kind.document for a in AUDIENCES.values() for kind in a.kinds.values()}
    kinds: list[Any] = [row.command for row in COMMANDS.values()]
    kinds += [*MESSAGES, *sorted(documents, key=lambda d: d.__name__)]
    _, schemas = msgspec.json.schema_components(kinds, ref_template=COMPONENTS)
    for row in COMMANDS.values():
        schema = schemas[row.command.__name__]
        schema["description"] = row.summary
        schema["properties"] = {
            **ENVELOPE,
            "type": {"const": row.name},
            **schema.get("properties", {}),
        }
        schema["required"] = ["id", "type", *schema.get("required", [])]
    return schemas


def _ref(name: str) -> Json:
    return {"$ref": COMPONENTS.format(name=name)}


def _command_schema(row: Row) -> Json:
    return _ref(row.command.__name__)


def _content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _response(description: str, schema: Json) -> Json:
    return {"description": description, "content": _content(schema)}


def _refusal_response(status: int) -> Json:
    codes = ", ".join(sorted(code for code, s in STATUS.items() if s == status))
    return _response(f"Refused: {codes}", _ref("Refusal"))


def _view_operation(name: str, parameters: list[str]) -> Json:
    names = ["audience", *parameters]
    wanted = [a.name for a in AUDIENCES.values() if bool(a.of) == bool(parameters)]
    return {
        "operationId": name,
        "summary": "An audience's documents as they are now.",
        "security": [{"bearer": []}, {}],
        "parameters": [
            {
                "name": n,
                "in": "path",
                "required": True,
                "schema": {"type": "string", **({"enum": wanted} if n == "audience" else {})},
            }
            for n in names
        ],
        "responses": {
            "200": _response("The snapshot", _ref("View")),
            **{str(status): _refusal_response(status) for status in (401, 403, 404)},
        },
    }


def _sent(audience: Audience) -> list[Json]:
    """What a screen may send."""
    return [
        _message("hello", _narrowed("Hello", type={"const": "hello"}, required=["type"])),
        *(_message(name, _watching(name)) for name in WATCHING),
        *(_message(name, _action(name)) for name in _actions_of(audience)),
        *(
            {**_message(row.name, _command_schema(row)), "summary": row.summary}
            for row in COMMANDS.values()
        ),
    ]


def _watching(name: str) -> Json:
    shape: Json = msgspec.json.schema_components([Watch], ref_template=COMPONENTS)[1]["Watch"]
    fields = {"id": ENVELOPE["id"], "type": {"const": name}, **shape["properties"]}
    return {**shape, "properties": fields, "required": ["type", *shape["required"]]}


def _actions_of(audience: Audience) -> list[str]:
    """The actions of seed 001 that its channel takes."""
    return [*VIEW_ACTIONS, *COMMAND_ACTIONS] if audience.of == "order" else []


def _action(name: str) -> Json:
    """A thin name for a view, or for a command about the order of the URL."""
    fields: Json = {"action": {"const": name}, "id": ENVELOPE["id"]}
    if name not in COMMAND_ACTIONS:
        return {"type": "object", "properties": fields, "required": ["action"]}
    command = COMMANDS[COMMAND_ACTIONS[name]].command
    shape: Json = msgspec.json.schema_components([command], ref_template=COMPONENTS)[1][
        command.__name__
    ]
    required = [field for field in shape["required"] if field != "order_id"]
    fields |= shape["properties"]
    return {**shape, "properties": fields, "required": ["action", *required]}


def _told(audience: Audience) -> list[Json]:
    """What a screen of an audience is told, also of those that it subscribed to besides."""
    others = [each for each in AUDIENCES.values() if each is not audience]
    return [
        *(_message(f"{each.name}_view", _view_schema(each)) for each in (audience, *others)),
        _message("hello", _narrowed("Welcome", type={"const": "hello"}, required=["type"])),
        _message("who", _narrowed("Who", type={"const": "who"}, required=["type"])),
        _message("watching", WATCHED),
        _message("answer", _ref("Answer")),
        _message("refusal", _ref("Refusal")),
    ]


def _message(name: str, payload: Json) -> Json:
    return {"name": name, "payload": payload}


def _narrowed(name: str, required: Sequence[str] = (), **properties: Json) -> Json:
    """A shape of which more is known here."""
    known = {"properties": properties, "required": list(required)}
    return {"allOf": [_ref(name), known]}


def _view_schema(audience: Audience) -> Json:
    """A view with this audience's own documents."""
    documents = {
        name: {"type": "object", "additionalProperties": _ref(kind.document.__name__)}
        for name, kind in audience.kinds.items()
    }
    kinds = {"type": "object", "properties": documents}
    return _narrowed("View", audience={"const": audience.name}, snapshot=kinds, put=kinds)


def _audience(audience: Audience) -> Json:
    return {
        "who": sorted(audience.who),
        "of": audience.of,
        "socket_io_room": audience.room,
        "websocket": audience.path,
        "kinds": {name: kind.document.__name__ for name, kind in audience.kinds.items()},
    }
