"""Signing in at a page: the cookie, whose it is, how it ends, and which pages may send it."""

import json
import re
from http.cookies import SimpleCookie
from typing import Any

import pytest

from restaurant.common.network.addresses import own_addresses
from tests.server.clients import Answer, command, http_ask
from tests.server.conftest import Start
from tests.server.people import hire, manager_pin
from tests.server.running import RunningServer

JSON = {"Content-Type": "application/json"}


def cookie_of(answer: Answer) -> SimpleCookie:
    return SimpleCookie(answer.headers["set-cookie"])


def sign_in(server: RunningServer, pin: object, **headers: str) -> Answer:
    return http_ask(server, "POST", "/sign-in", json.dumps({"pin": pin}), {**JSON, **headers})


def carried(answer: Answer) -> dict[str, str]:
    (name, kept), *_ = cookie_of(answer).items()
    return {"Cookie": f"{name}={kept.value}"}


def send(server: RunningServer, name: str, headers: dict[str, str], **fields: Any) -> Answer:
    message = json.dumps(command(name, **fields))
    return http_ask(server, "POST", "/api/v1/commands", message, {**JSON, **headers})


def test_a_pin_gives_a_cookie_that_no_script_and_no_other_site_gets(start: Start) -> None:
    server = start()
    answer = sign_in(server, manager_pin(server))
    assert answer.json == {"ok": True, "role": "manager", "name": "Manager"}  # and no token
    ((_, kept),) = cookie_of(answer).items()
    assert (kept["httponly"], kept["samesite"], kept["path"]) == (True, "Strict", "/")
    cookie = carried(answer)
    assert http_ask(server, "GET", "/manager", headers=cookie).status == 200
    category = {"id": "mains", "name": "Mains"}
    assert send(server, "put_category", cookie, category=category).json["ok"]


def test_other_sites_can_do_nothing_with_it(start: Start) -> None:
    server = start()
    cookie = carried(sign_in(server, manager_pin(server)))
    foreign = {**cookie, "Origin": "http://evil.example"}
    assert send(server, "tick", foreign).json["error"] == "not_allowed"
    assert http_ask(server, "GET", "/api/v1/views/manager", headers=foreign).status == 403
    assert http_ask(server, "POST", "/sign-out", "", foreign).status == 403
    assert sign_in(server, "0000", Origin="http://evil.example").status == 403
    own = {**cookie, "Origin": f"http://{server.address}"}
    assert send(server, "tick", own).json["ok"]


def test_whoever_signs_out_is_out(start: Start) -> None:
    server = start()
    cookie = carried(sign_in(server, manager_pin(server)))
    answer = http_ask(server, "POST", "/sign-out", "", cookie)
    ((_, kept),) = cookie_of(answer).items()
    assert kept.value == ""
    assert send(server, "tick", cookie).json["error"] == "not_signed_in"
    page = http_ask(server, "GET", "/manager", headers=cookie)
    assert (page.status, page.headers["location"]) == (
        303,
        "/sign-in?to=/manager&why=not_signed_in",
    )


def test_a_second_sign_in_ends_the_first(start: Start) -> None:
    server = start()
    pin = manager_pin(server)
    first = carried(sign_in(server, pin))
    second = carried(sign_in(server, pin, **first))
    assert send(server, "tick", first).json["error"] == "not_signed_in"
    assert send(server, "tick", second).json["ok"]


def test_a_waiter_is_not_shown_the_managers_page(start: Start) -> None:
    server = start()
    answer = sign_in(server, hire(server, "waiter"))
    assert answer.json["role"] == "waiter"
    page = http_ask(server, "GET", "/manager", headers=carried(answer))
    assert page.headers["location"] == "/sign-in?to=/manager&why=not_allowed"
    for method in ("GET", "POST", "PUT"):
        refused = http_ask(server, method, "/manager/menu.csv", "", carried(answer))
        assert (refused.status, refused.json["error"]) == (403, "not_allowed")


@pytest.mark.parametrize("pin", ["0000", "", None, 1234, "12345678901", ["1"]])
def test_what_is_nobodys_pin(guarded: RunningServer, pin: object) -> None:
    answer = sign_in(guarded, pin)
    assert answer.json["error"] in ("wrong_pin", "malformed", "locked")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("body", ["", "[]", "nonsense", '"pin"', "x" * 3000])
def test_what_is_no_sign_in(guarded: RunningServer, body: str) -> None:
    assert http_ask(guarded, "POST", "/sign-in", body, JSON).status in (400, 413)
    assert http_ask(guarded, "POST", "/sign-in", "pin=1234").status == 400


@pytest.mark.parametrize(
    "place", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/a b"]
)
def test_nobody_is_led_to_another_site(guarded: RunningServer, place: str) -> None:
    page = http_ask(guarded, "GET", "/sign-in?to=" + place.replace(" ", "%20"))
    given = json.loads(re.findall(r'id="given">(.*?)</script>', page.body.decode())[0])
    assert given["to"] == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/restaurant/login/", "/sign-in"),
        ("/restaurant/login", "/sign-in"),
        ("/admin/", "/manager"),
        ("/admin", "/manager"),
    ],
)
def test_the_seeds_addresses_lead_here(guarded: RunningServer, old: str, new: str) -> None:
    answer = http_ask(guarded, "GET", old)
    assert (answer.status, answer.headers["location"]) == (303, new)


def test_plain_http_from_elsewhere_leads_to_the_other_door(start: Start) -> None:
    if not own_addresses():
        pytest.skip("this machine has no address on a network")
    server = start("--host", "0.0.0.0")
    elsewhere = own_addresses()[0]
    page = http_ask(server, "GET", "/sign-in?to=/manager", host=elsewhere)
    given = json.loads(re.findall(r'id="given">(.*?)</script>', page.body.decode())[0])
    assert given["secure"] is False
    assert given["tls_address"] == f"https://{elsewhere}:{server.tls_port}/sign-in?to=/manager"
    body = json.dumps({"pin": manager_pin(server)})
    refused = http_ask(server, "POST", "/sign-in", body, JSON, host=elsewhere)
    assert (refused.status, refused.json["error"]) == (403, "needs_tls")
    let_in = http_ask(server, "POST", "/sign-in", body, JSON, host=elsewhere, secure=True)
    ((name, kept),) = cookie_of(let_in).items()
    assert name.startswith("__Host-")
    assert kept["secure"] is True
    by_plain = http_ask(server, "GET", "/manager", headers=carried(let_in), host=elsewhere)
    assert by_plain.status == 303


@pytest.mark.parametrize("options", [("--sample",), ()])
def test_only_the_demo_tells_its_pin_on_its_start_page(
    start: Start, options: tuple[str, ...]
) -> None:
    """Where it has no window nobody else would tell it."""
    server = start("--host", "0.0.0.0", *options)
    pin = manager_pin(server)
    assert (pin in http_ask(server, "GET", "/").body.decode()) is bool(options)
    assert sign_in(server, pin).json["role"] == "manager"
    assert pin not in http_ask(server, "GET", "/").body.decode()


def test_a_demo_takes_its_pin_by_either_door(start: Start) -> None:
    if not own_addresses():
        pytest.skip("this machine has no address on a network")
    server = start("--host", "0.0.0.0", "--sample")
    elsewhere, body = own_addresses()[0], json.dumps({"pin": manager_pin(server)})
    let_in = http_ask(server, "POST", "/sign-in", body, JSON, host=elsewhere)
    assert let_in.json["role"] == "manager"
    page = http_ask(server, "GET", "/manager", headers=carried(let_in), host=elsewhere)
    assert page.status == 200


def test_who_trusts_the_network_needs_no_pin(server: RunningServer) -> None:
    assert http_ask(server, "GET", "/manager").status == 200
