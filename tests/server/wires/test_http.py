"""HTTP itself: pages, descriptions, health, headers, and refusals for what is not there."""

import http.client
import json
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from restaurant import __version__
from restaurant.protocol.audiences import AUDIENCES
from restaurant.protocol.refusals import STATUS
from restaurant.protocol.table import COMMANDS
from tests.server.clients import command, http_ask, post, view
from tests.server.conftest import MODES, Start
from tests.server.running import RunningServer
from tests.waiting import PATIENCE

PATHS = (
    "/",
    "/healthz",
    "/readyz",
    "/protocol",
    "/openapi.json",
    "/asyncapi.json",
    "/web/base.css",
)


@pytest.mark.parametrize("path", [*PATHS, "/icon.png", "/nothing", "/api/v1/views/menu"])
def test_security_headers_stand_everywhere(server: RunningServer, path: str) -> None:
    headers = http_ask(server, "GET", path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cache-control"] in ("no-store", "no-cache")


def test_the_start_page(server: RunningServer) -> None:
    page = http_ask(server, "GET", "/")
    assert page.headers["content-type"].startswith("text/html")
    assert b"My Restaurant" in page.body
    assert b"<script" not in page.body
    assert b"style=" not in page.body


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health(server: RunningServer, path: str) -> None:
    health = http_ask(server, "GET", path)
    assert health.status == 200
    assert health.json.keys() == {"status", "version", "restaurant", "identity", "tls_port", "seq"}
    assert (health.json["status"], health.json["version"]) == ("ok", __version__)
    accepted = post(server, command("new_order", table=1, items=["Pasta"])).json
    assert http_ask(server, "GET", path).json["seq"] >= accepted["seq"]


def test_the_table_of_messages(server: RunningServer) -> None:
    told = http_ask(server, "GET", "/protocol").json
    assert told["commands"].keys() == COMMANDS.keys()
    assert told["audiences"].keys() == AUDIENCES.keys()
    assert told["refusals"] == STATUS
    for row in told["commands"].values():
        Draft202012Validator.check_schema(row["schema"])


def test_openapi_is_valid_and_true(server: RunningServer) -> None:
    openapi = http_ask(server, "GET", "/openapi.json").json
    validate(openapi)
    schemas = openapi["components"]["schemas"]
    for shown, kind in ((command("new_order", table=1, items=["Pasta"]), "NewOrder"),):
        answer = post(server, shown)
        _check(schemas, kind, shown)
        _check(schemas, "Answer", answer.json)
    _check(schemas, "Refusal", post(server, command("eat")).json)
    for dish in view(server, "menu").json["snapshot"]["items"].values():
        _check(schemas, "MenuItem", dish)


def test_asyncapi_names_every_audience(server: RunningServer) -> None:
    asyncapi = http_ask(server, "GET", "/asyncapi.json").json
    assert asyncapi["channels"].keys() == {audience.path for audience in AUDIENCES.values()}
    assert asyncapi["components"]["schemas"].keys() >= {"NewOrder", "OrderDocument"}


def _check(schemas: dict[str, object], name: str, value: object) -> None:
    root = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
    Draft202012Validator(root).validate(value)


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "/nothing", 404, "no_such_page"),
        ("GET", "/api/v1/views/moon", 404, "no_such_audience"),
        ("GET", "/api/v1/views/menu/moon", 404, "no_such_audience"),
        ("GET", "/api/v1/views/order", 404, "no_such_audience"),
        ("GET", "/api/v1/views/order/ORD-1-999999", 404, "no_such_order"),
        ("GET", "/api/v1/views/order/%00%ff", 404, "no_such_order"),
        ("GET", "/api/v1/commands", 405, "malformed"),
        ("DELETE", "/api/v1/views/menu", 405, "malformed"),
        ("POST", "/api/v1/commands", 400, "malformed"),
    ],
)
def test_what_is_not_there_is_refused_in_the_one_shape(
    server: RunningServer, method: str, path: str, status: int, error: str
) -> None:
    answer = http_ask(server, method, path)
    assert (answer.status, answer.json["error"]) == (status, error)
    assert answer.headers["content-type"] == "application/json"
    assert msgspec.convert(answer.json["message"], str)


@pytest.mark.parametrize("program", MODES.values(), ids=MODES)
@pytest.mark.parametrize("path", ["/api/v1/commands", "/sign-in", "/kiosk/pairing"])
def test_a_message_without_its_length_is_not_read(start: Start, program: Path, path: str) -> None:
    """In pieces it could be of any length: the limit holds for what says its own."""
    server = start("--trust-lan", program=program)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    pieces = iter([b'{"type": "new_order", "table": 4, "items": ["Pasta"], "id": "1"}'])
    connection.request(
        "POST", path, pieces, {"Content-Type": "application/json"}, encode_chunked=True
    )
    answer = json.loads(connection.getresponse().read())
    connection.close()
    assert answer["error"] == "malformed"
    assert "Expected Content-Length" in answer["message"]


def test_a_message_that_is_too_large_is_not_even_read(server: RunningServer) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": str(10**9)}
    answer = http_ask(server, "POST", "/api/v1/commands", b"", headers)
    assert (answer.status, answer.json["error"]) == (413, "too_large")
    assert "65536 bytes" in answer.json["message"]
