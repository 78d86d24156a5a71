"""`/kiosk` over HTTP: who is paired by it, and its cookie: what it carries, when it is renewed, its end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
import websocket
from itsdangerous import timed

from restaurant.domain.state import State
from restaurant.server.trust.access import RENEWED_AFTER, Access
from restaurant.server.trust.keys import load_keys
from tests.server.clients import Answer, command, http_ask, post
from tests.server.conftest import Start
from tests.server.people import hire, pairing_code
from tests.server.running import ROOT, RunningServer
from tests.waiting import PATIENCE

JSON = {"Content-Type": "application/json"}


def pairing(server: RunningServer, method: str, fields: dict[str, Any], **headers: str) -> Answer:
    message = json.dumps({"id": "1", **fields})
    return http_ask(server, method, "/kiosk/pairing", message, {**JSON, **headers})


def paired(server: RunningServer) -> Answer:
    fields = {"code": pairing_code(server), "pin": hire(server, "waiter"), "name": "Terrace"}
    return pairing(server, "POST", fields)


def cookie_of(answer: Answer) -> tuple[str, str]:
    ((name, kept),) = SimpleCookie(answer.headers["set-cookie"]).items()
    return name, kept.value


def given(page: Answer) -> Any:
    text = page.body.decode()
    start = text.index('id="given">') + len('id="given">')
    return json.loads(text[start : text.index("</script>", start)])


@contextmanager
def earlier(by: timedelta) -> Iterator[None]:
    """Tokens that are made now were made before."""
    real = timed.TimestampSigner.get_timestamp
    with pytest.MonkeyPatch.context() as patch:
        ago = int(by.total_seconds())
        patch.setattr(timed.TimestampSigner, "get_timestamp", lambda signer: real(signer) - ago)
        yield


def test_pairing_gives_a_cookie_and_no_token(start: Start) -> None:
    server = start()
    answer = paired(server)
    assert (answer.json["terminal_id"], "token" in answer.json) == ("T-1", False)
    name, token = cookie_of(answer)
    kept = SimpleCookie(answer.headers["set-cookie"])[name]
    assert (kept["httponly"], kept["samesite"], kept["path"]) == (True, "Strict", "/")
    page = http_ask(server, "GET", "/kiosk", headers={"Cookie": f"{name}={token}"})
    assert (given(page)["name"], "set-cookie" in page.headers) == ("Terrace", False)
    assert token not in page.body.decode()


def test_a_page_pairs_as_a_customer_terminal_whatever_it_says(start: Start) -> None:
    server = start()
    fields = {"code": pairing_code(server), "pin": hire(server, "waiter"), "name": "Terrace"}
    answer = pairing(server, "POST", {**fields, "role": "waiter", "type": "sign_in"})
    name, token = cookie_of(answer)
    headers = {**JSON, "Cookie": f"{name}={token}"}
    asked = json.dumps(command("set_availability", item_id="x", available=False))
    said = http_ask(server, "POST", "/api/v1/commands", asked, headers)
    assert said.json["error"] == "not_allowed"


def test_a_cookie_of_a_terminal_that_was_removed_is_taken_back(start: Start) -> None:
    server = start()
    name, token = cookie_of(paired(server))
    asked = command("remove_terminal", terminal_id="T-1")
    assert post(server, asked, server.token("manager")).json["ok"]
    page = http_ask(server, "GET", "/kiosk", headers={"Cookie": f"{name}={token}"})
    assert (given(page)["why"], given(page)["name"]) == ("terminal_removed", "")
    assert cookie_of(page) == (name, "")


LONG_AGO = """
import os, sys
from datetime import timedelta
from restaurant.server.modes import green
green.patch()
from restaurant.common.clock import SystemClock
from restaurant.common.options import parse
from restaurant.server.serving import serve
now = SystemClock.now
SystemClock.now = lambda clock: now(clock) - timedelta(days=30)
sys.exit(serve(parse(sys.argv[1:], os.environ), green.Green()))
"""


def test_a_cookie_that_has_grown_old_is_renewed_without_any_script(
    start: Start, tmp_path: Path
) -> None:
    runner = tmp_path / "long_ago.py"
    runner.write_text(f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{LONG_AGO}")
    past = start(program=runner)
    name, _ = cookie_of(paired(past))
    assert past.end() == 0
    server = start()
    keys = load_keys(server.folder / "secret.key")
    with earlier(RENEWED_AFTER + timedelta(hours=1)):
        old = Access(keys, State, trust_lan=False).token("T-1")
    headers = {"Cookie": f"{name}={old}"}
    page = http_ask(server, "GET", "/kiosk", headers=headers)
    renamed, fresh = cookie_of(page)
    assert (renamed, given(page)["name"]) == (name, "Terrace")
    assert fresh not in (old, "")
    link = websocket.create_connection(
        f"ws://{server.address}/ws/menu/", timeout=PATIENCE, suppress_origin=True,
        cookie=headers["Cookie"], http_no_proxy=["*"],
    )  # fmt: skip
    link.send(json.dumps({"type": "hello", "protocol": 1}))
    heard: dict[str, Any] = {}
    while heard.get("type") != "hello":
        heard = json.loads(link.recv())
    link.close()
    assert (heard["role"], heard["token"]) == ("customer", None)


def test_a_terminal_is_unpaired_by_its_cookie_and_a_pin(start: Start) -> None:
    server = start()
    name, token = cookie_of(paired(server))
    cookie = {"Cookie": f"{name}={token}"}
    pin = hire(server, "waiter")
    assert pairing(server, "DELETE", {"pin": "90909"}, **cookie).json["error"] == "wrong_pin"
    assert pairing(server, "DELETE", {"pin": pin}).json["error"] == "not_signed_in"
    evil = {**cookie, "Origin": "http://evil.test"}
    assert pairing(server, "DELETE", {"pin": pin}, **evil).status == 403
    answer = pairing(server, "DELETE", {"pin": pin}, **cookie)
    assert (answer.json["ok"], cookie_of(answer)) == (True, (name, ""))


@pytest.mark.parametrize(
    ("body", "media_type", "code"),
    [
        ("{}", "text/plain", "malformed"),
        ("[]", "application/json", "malformed"),
        ("{", "application/json", "malformed"),
        ("{}", "application/json", "malformed"),
        (json.dumps({"name": "x" * 3000}), "application/json", "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused(
    guarded: RunningServer, body: str, media_type: str, code: str
) -> None:
    answer = http_ask(guarded, "POST", "/kiosk/pairing", body, {"Content-Type": media_type})
    assert answer.json["error"] == code


def test_texts_in_another_language(guarded: RunningServer) -> None:
    german = http_ask(guarded, "GET", "/kiosk/texts/de").json
    assert german["direction"] == "ltr"
    assert german["texts"]["kiosk.language"] == "Sprache"
    assert not [key for key in german["texts"] if key.startswith(("console.", "file."))]
    assert http_ask(guarded, "GET", "/kiosk/texts/xx").status == 404
