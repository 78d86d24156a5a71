"""The wires' shapes, one golden message a row: what other programs rely on changes only on purpose.

`python -m tests.protocol.test_golden` adds the messages of new rows to golden.json; it changes none.
"""

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from openapi_spec_validator import validate

from restaurant.domain.events import snake_case
from restaurant.protocol import descriptions
from restaurant.protocol.audiences import AUDIENCES, Audience
from restaurant.protocol.codec import read_command, write_command
from restaurant.protocol.table import COMMANDS
from tests.protocol import examples

FILE = Path(__file__).with_name("golden.json")
ID = "0190b5f0-7c1e-7abc-8def-0123456789ab"

DOCUMENTS: dict[str, type] = {
    f"{audience.name}/{name}": kind.document
    for audience in AUDIENCES.values()
    for name, kind in audience.kinds.items()
}
COMMAND_EXAMPLES = {snake_case(type(example).__name__): example for example in examples.COMMANDS}
MESSAGE_EXAMPLES = {
    f"{number} {type(example).__name__}": example
    for number, example in enumerate(examples.MESSAGES)
}
DOCUMENT_EXAMPLES: dict[type, Any] = {type(example): example for example in examples.DOCUMENTS}


def golden() -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = json.loads(FILE.read_text("utf-8"))
    return kept


def present() -> dict[str, dict[str, Any]]:
    """The messages as this program writes them."""
    made = {
        "commands": {
            name: write_command(example, ID) for name, example in COMMAND_EXAMPLES.items()
        },
        "messages": MESSAGE_EXAMPLES,
        "documents": {name: DOCUMENT_EXAMPLES[kind] for name, kind in DOCUMENTS.items()},
    }
    plain: dict[str, dict[str, Any]] = json.loads(msgspec.json.encode(made))
    return plain


def test_every_row_has_its_golden_message() -> None:
    assert set(golden()["commands"]) == set(COMMANDS)
    assert set(golden()["documents"]) == set(DOCUMENTS)
    assert {type(example) for example in examples.MESSAGES} == set(descriptions.MESSAGES)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_written_and_read_as_ever(name: str) -> None:
    message = golden()["commands"][name]
    assert present()["commands"][name] == message
    command_id, command = read_command(COMMANDS[name], message)
    assert (command_id, command) == (ID, COMMAND_EXAMPLES[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_an_example_shows_every_field(name: str) -> None:
    """Else a field could change its name and no golden message would know."""
    command = COMMANDS[name].command
    assert set(golden()["commands"][name]) == {"id", "type", *command.__struct_fields__}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_is_shown_as_ever(name: str) -> None:
    kept = golden()["documents"][name]
    assert present()["documents"][name] == kept
    assert msgspec.convert(kept, DOCUMENTS[name]) == DOCUMENT_EXAMPLES[DOCUMENTS[name]]


@pytest.mark.parametrize("name", MESSAGE_EXAMPLES)
def test_a_message_is_written_and_read_as_ever(name: str) -> None:
    kept, example = golden()["messages"][name], MESSAGE_EXAMPLES[name]
    assert present()["messages"][name] == kept
    assert msgspec.convert(kept, type(example)) == example
    jsonschema.Draft202012Validator(_schema(type(example).__name__)).validate(kept)


@pytest.mark.parametrize("audience", AUDIENCES.values(), ids=lambda audience: audience.name)
def test_what_a_channel_tells_is_what_is_published(audience: Audience) -> None:
    api = json.loads(msgspec.json.encode(descriptions.asyncapi()))
    told = api["channels"][audience.path]["subscribe"]["message"]["oneOf"]
    schema = {"anyOf": [m["payload"] for m in told], "components": api["components"]}
    view = {"audience": audience.name, "rev": 1, "seq": 7}
    documents = {
        kind: {"1": golden()["documents"][f"{audience.name}/{kind}"]} for kind in audience.kinds
    }
    check = jsonschema.Draft202012Validator(schema)
    for right in ({**view, "snapshot": documents}, {**view, "put": documents, "drop": {}}):
        check.validate(right)
    kind = next(iter(audience.kinds))
    for wrong in ({**view, "audience": "x"}, {**view, "put": {kind: {"1": {}}}}, {"rev": 1}):
        assert not check.is_valid(wrong)


def openapi() -> dict[str, Any]:
    """As it is served."""
    api: dict[str, Any] = json.loads(msgspec.json.encode(descriptions.openapi()))
    return api


def test_openapi_is_openapi() -> None:
    validate(openapi())


def _schema(name: str) -> dict[str, Any]:
    api = openapi()
    return {"$ref": f"#/components/schemas/{name}", "components": api["components"]}


@pytest.mark.parametrize("name", COMMANDS)
def test_golden_commands_fit_the_published_schema(name: str) -> None:
    message = golden()["commands"][name]
    schema = _schema(COMMANDS[name].command.__name__)
    jsonschema.Draft202012Validator(schema).validate(message)
    for wrong in ({**message, "surplus": 1}, {k: v for k, v in message.items() if k != "id"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(schema).validate(wrong)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_golden_documents_fit_the_published_schema(name: str) -> None:
    schema = _schema(DOCUMENTS[name].__name__)
    jsonschema.Draft202012Validator(schema).validate(golden()["documents"][name])


def test_asyncapi_refers_to_schemas_that_are_there() -> None:
    api = descriptions.asyncapi()
    text = json.dumps(api)
    names = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= set(api["components"]["schemas"])
    assert set(api["channels"]) == {audience.path for audience in AUDIENCES.values()}


def test_the_table_is_shown() -> None:
    shown = descriptions.protocol()
    assert set(shown["commands"]) == set(COMMANDS)
    assert set(shown["audiences"]) == set(AUDIENCES)
    assert all(entry["summary"] for entry in shown["commands"].values())
    json.dumps(shown)


if __name__ == "__main__":
    before = golden() if FILE.exists() else {}
    after = {part: {**messages, **before.get(part, {})} for part, messages in present().items()}
    FILE.write_text(json.dumps(after, indent=1, ensure_ascii=False) + "\n", "utf-8")
