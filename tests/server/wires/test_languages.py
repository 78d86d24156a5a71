"""A refusal is written in its sender's language, on every wire; without one in the restaurant's."""

import http.client
import json
from pathlib import Path

import pytest
import websocket

from restaurant.common.ids import new_id
from tests.server.clients import Message, command
from tests.server.conftest import Connect, Open, Start
from tests.server.running import RunningServer
from tests.waiting import PATIENCE

GERMAN = "In diesem Restaurant gibt es keinen Tisch 9999."
ENGLISH = "There is no table 9999 in this restaurant."
WISHES = "de-AT,de;q=0.9,en;q=0.8"


def order() -> Message:
    return command("new_order", table=9999, items=["Water"])


def by_http(server: RunningServer, language: str | None) -> Message:
    link = http.client.HTTPConnection(server.address, timeout=PATIENCE)
    headers = {"Content-Type": "application/json"}
    if language is not None:
        headers["Accept-Language"] = language
    link.request("POST", "/api/v1/commands", json.dumps(order()), headers)
    answer: Message = json.loads(link.getresponse().read())
    link.close()
    return answer


def by_websocket(server: RunningServer, language: str | None) -> Message:
    header = [] if language is None else [f"Accept-Language: {language}"]
    link = websocket.create_connection(
        f"ws://{server.address}/ws/menu/", timeout=PATIENCE, header=header, suppress_origin=True,
        http_no_proxy=["*"],
    )  # fmt: skip
    asked = order()
    link.send(json.dumps(asked))
    while (answer := json.loads(link.recv())).get("id") != asked["id"]:
        pass
    link.close()
    return dict(answer)


def test_http_asks_by_its_header(server: RunningServer) -> None:
    assert by_http(server, WISHES)["message"] == GERMAN
    assert by_http(server, None)["message"] == ENGLISH
    assert by_http(server, "xx,../../secret")["message"] == ENGLISH


def test_a_websocket_asks_by_its_handshake(server: RunningServer) -> None:
    assert by_websocket(server, WISHES)["message"] == GERMAN
    assert by_websocket(server, None)["message"] == ENGLISH


def test_a_websocket_may_say_it_in_its_hello(server: RunningServer, tool: Open) -> None:
    link = tool(server, "/ws/menu/")
    link.tell({"type": "hello", "protocol": 1, "language": "de"})
    link.next(lambda heard: heard.get("type") == "hello")
    asked = order()
    link.tell(asked)
    assert link.next(lambda heard: heard.get("id") == asked["id"])["message"] == GERMAN


def test_a_terminal_says_it_in_its_hello_and_may_say_it_again(
    server: RunningServer, connect: Connect
) -> None:
    terminal = connect(server, hello="Kiosk")
    assert terminal.ask("new_order", order())["message"] == ENGLISH
    for language, said in (("de", GERMAN), ("en", ENGLISH), ("de", GERMAN), ("xx", ENGLISH)):
        terminal.ask("hello", {"protocol": 1, "version": "0.1.0", "language": language})
        assert terminal.ask("new_order", order())["message"] == said


def test_states_are_named_as_people_name_them(server: RunningServer, connect: Connect) -> None:
    terminal = connect(server, hello="Pass")
    made = terminal.ask("new_order", command("new_order", table=4, items=["Water"]))
    terminal.ask("hello", {"protocol": 1, "version": "0.1.0", "language": "de"})
    asked = {"id": new_id(), "type": "set_order_status", "order_id": made["order_id"]}
    for wanted in ("ready", "received"):
        answer = terminal.ask("set_order_status", {**asked, "id": new_id(), "status": wanted})
    assert answer["status"] == "ready"
    assert answer["message"] == "Der Status ist „Fertig“ und kann nicht „Eingegangen“ werden."


@pytest.mark.parametrize("path", ["/nothing-here", "/api/v1/views/nothing"])
def test_a_page_that_is_not_there_is_said_in_german(server: RunningServer, path: str) -> None:
    link = http.client.HTTPConnection(server.address, timeout=PATIENCE)
    link.request("GET", path, headers={"Accept-Language": "de"})
    message = json.loads(link.getresponse().read())["message"]
    link.close()
    assert message.startswith(("Diese Seite", "Es gibt hier nichts"))


def test_who_says_nothing_is_answered_in_the_restaurants_language(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / "settings.json").write_text('{"language": "de"}', "utf-8")
    server = start("--trust-lan")
    assert by_http(server, None)["message"] == GERMAN
    assert by_http(server, "en")["message"] == ENGLISH
    assert by_websocket(server, None)["message"] == GERMAN
