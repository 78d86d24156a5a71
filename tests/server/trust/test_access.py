"""Who may do what: every command and audience for every role, by token, by --trust-lan, by nothing."""

import json
import os
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import socketio
from immutables import Map
from itsdangerous import timed
from msgspec.structs import replace

from restaurant.domain.errors import Refused
from restaurant.domain.state import PeopleState, State
from restaurant.domain.values.people import Role, Session, StaffMember, Terminal
from restaurant.protocol.audiences import AUDIENCES
from restaurant.protocol.table import COMMANDS
from restaurant.server.trust.access import RENEWED_AFTER, VALID, Access
from restaurant.server.trust.keys import Keys
from tests.server.clients import bearer, command, http_ask, post, view
from tests.server.conftest import Connect, Open, Start
from tests.server.people import pair, token_of
from tests.server.raw import Raw
from tests.server.running import RunningServer
from tests.waiting import PATIENCE

ROLES: tuple[Role, ...] = (
    *("anybody", "customer", "waiter", "kitchen", "host", "manager", "console"),
)
LINK = "/socket.io/?EIO=4&transport="
LOCAL = ("customer", "waiter", "manager", "console")


def refusal_for(role: Role) -> tuple[int, str]:
    return (401, "not_signed_in") if role == "anybody" else (403, "not_allowed")


# ------------------------------------------------------------------------------ the table


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", COMMANDS)
def test_who_may_send_what(guarded: RunningServer, role: Role, name: str) -> None:
    answer = post(guarded, command(name, surplus=1), token_of(guarded, role))
    if role in COMMANDS[name].who:
        assert (answer.status, answer.json["error"]) == (400, "malformed")
    else:
        assert (answer.status, answer.json["error"]) == refusal_for(role)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", AUDIENCES)
def test_who_may_see_what(guarded: RunningServer, tool: Open, role: Role, name: str) -> None:
    audience, token = AUDIENCES[name], token_of(guarded, role)
    of = "ORD-1-999" if audience.of else ""
    by_http = view(guarded, name, of, token)
    path = audience.path.format(of=of, restaurant=1)
    by_websocket = tool(guarded, path, token=token).next()
    if role not in audience.who:
        assert (by_http.status, by_http.json["error"]) == refusal_for(role)
        assert by_websocket == by_http.json
    elif audience.of:
        assert (by_http.status, by_http.json["error"]) == (404, "no_such_order")
        assert by_websocket == by_http.json
    else:
        assert by_http.status == 200
        assert by_websocket.keys() == by_http.json.keys() == {"audience", "rev", "seq", "snapshot"}


def test_a_refused_websocket_is_closed(guarded: RunningServer, tool: Open) -> None:
    refused = tool(guarded, "/ws/console/")
    assert refused.next()["error"] == "not_signed_in"
    assert refused.ended.wait(PATIENCE)


@pytest.mark.parametrize("name", COMMANDS)
def test_who_shows_nothing_may_only_say_who_they_are_by_socketio(
    guarded: RunningServer, connect: Connect, name: str
) -> None:
    nobody = connect(guarded)
    may = "anybody" in COMMANDS[name].who
    error = nobody.ask(name, command(name))["error"]
    assert error == ("malformed" if may else "not_signed_in")


def test_anybody_reads_the_menu(guarded: RunningServer, connect: Connect, tool: Open) -> None:
    nobody = connect(guarded)
    assert nobody.watch("menu")["snapshot"]["items"]["pasta"]["price"] == 1250
    assert nobody.ask("subscribe", {"audience": "floor"})["error"] == "not_signed_in"
    assert tool(guarded, "/ws/menu/").next()["audience"] == "menu"
    assert view(guarded, "menu").status == 200


# ----------------------------------------------------------------------------- the tokens


def test_the_local_tokens(guarded: RunningServer) -> None:
    assert stat.S_IMODE(guarded.tokens_file.stat().st_mode) == 0o600 or os.name == "nt"
    assert stat.S_IMODE((guarded.folder / "secret.key").stat().st_mode) == 0o600 or os.name == "nt"
    kept = json.loads(guarded.tokens_file.read_bytes())
    assert kept["port"] == guarded.port
    assert kept["tokens"].keys() == set(LOCAL)


@pytest.mark.parametrize("role", LOCAL)
def test_a_local_token_works_on_every_wire(
    guarded: RunningServer, connect: Connect, tool: Open, role: Role
) -> None:
    token = guarded.token(role)
    assert connect(guarded, {"token": token}, hello="Desk").welcome["role"] == role
    by_tool = tool(guarded, "/ws/menu/", token=token)
    by_tool.tell({"type": "hello", "protocol": 1})
    assert by_tool.next(lambda heard: heard.get("type") == "hello")["role"] == role
    floor = view(guarded, "floor", token=token)
    assert floor.status == (200 if role in AUDIENCES["floor"].who else 403)


def test_a_customer_sends_and_sees_only_its_own_orders(
    guarded: RunningServer, connect: Connect, tool: Open
) -> None:
    customer, other = guarded.token("customer"), pair(guarded, "customer")["token"]
    order = post(guarded, command("new_order", table=1, items=["Pasta"]), customer).json
    order_id = order["order_id"]
    assert view(guarded, "order", order_id, customer).status == 200
    assert view(guarded, "order_items", order_id, customer).status == 200
    assert view(guarded, "order", order_id, other).json["error"] == "not_allowed"
    assert view(guarded, "order", order_id, guarded.token("waiter")).status == 200
    refused = post(guarded, command("new_order", table=1, items=["Not on it"]), customer)
    assert refused.json["error"] == "not_on_menu"


EMPTY = State()


def access(key: bytes = b"k" * 32, *, state: State = EMPTY, trust_lan: bool = False) -> Access:
    return Access(Keys(key), lambda: state, trust_lan=trust_lan)


def bad_tokens(server: RunningServer) -> list[str]:
    good = server.token("manager")
    payload, rest = good.split(".", 1)
    return [
        access().token("T-1"),
        good[:-5] + ("A" if good[-5] != "A" else "B") + good[-4:],  # the last one has idle bits
        f"{payload}x.{rest}",
        good.upper(),
        "manager",
        "..",
        "a" * 5000,
    ]


def test_a_forged_token_is_refused_on_every_wire(guarded: RunningServer, tool: Open) -> None:
    for token in bad_tokens(guarded):
        answer = view(guarded, "menu", token=token)
        assert (answer.status, answer.json["error"]) == (401, "not_signed_in")
        assert tool(guarded, "/ws/menu/", token=token).next() == answer.json
        assert _refused_by_socketio(guarded, {"token": token})["error"] == "not_signed_in"


@pytest.mark.parametrize("token", ["", 5, True, [], {}, ["manager", "x", "x"]])
def test_what_is_no_token_is_refused(server: RunningServer, token: object) -> None:
    assert _refused_by_socketio(server, {"token": token})["error"] == "not_signed_in"


def _refused_by_socketio(server: RunningServer, auth: dict[str, object]) -> dict[str, object]:
    client = socketio.Client(reconnection=False, handle_sigint=False)
    said: list[dict[str, dict[str, object]]] = []
    client.on("connect_error", said.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(f"http://{server.address}", auth=auth, transports=["websocket"])
    client.eio.disconnect(abort=True)
    return said[0]["data"]


LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
BAR = Terminal("T-1", "Bar", "waiter", LONG_AGO, "Zoe")
PAIRED = State(people=PeopleState(terminals=Map({"T-1": BAR})))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets the clock that tokens are stamped by; only the server has one that counts."""
    real = timed.TimestampSigner.get_timestamp

    def stamped(by: timedelta) -> None:
        moved = int(by.total_seconds())
        monkeypatch.setattr(
            timed.TimestampSigner, "get_timestamp", lambda signer: real(signer) + moved
        )

    return stamped


def code_of(asked: Callable[[], object]) -> str | None:
    try:
        asked()
    except Refused as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("made", "code", "renewed"),
    [
        (timedelta(), None, False),
        (timedelta(hours=1), None, False),  # the server's clock was set back
        (timedelta(days=900), None, False),
        (-RENEWED_AFTER, None, True),
        (timedelta(days=1) - VALID, None, True),
        (-VALID, "not_signed_in", True),
    ],
)
def test_a_token_grows_old_by_the_server_s_clock(
    clock: Callable[[timedelta], None], made: timedelta, code: str | None, renewed: bool
) -> None:
    server = access(state=PAIRED)
    clock(made)
    token = server.token("T-1")
    clock(timedelta())
    assert code_of(lambda: server.who(token, address="192.168.1.9", tls=True)) == code
    assert (server.renewed(token) is not None) == renewed


@pytest.mark.parametrize(
    ("address", "tls", "trust_lan", "code"),
    [
        ("192.168.1.9", False, False, "needs_tls"),
        ("192.168.1.9", True, False, None),
        ("192.168.1.9", False, True, None),
        ("127.0.0.1", False, False, None),
        ("::1", False, False, None),
        ("::ffff:127.0.0.1", False, False, None),
        ("127.evil.example", False, False, "needs_tls"),
    ],
)
def test_a_token_is_not_taken_where_others_could_read_it(
    address: str, tls: bool, trust_lan: bool, code: str | None
) -> None:
    server = access(state=PAIRED, trust_lan=trust_lan)
    token = server.token("T-1")
    assert code_of(lambda: server.who(token, address=address, tls=tls)) == code


def test_a_token_is_of_one_restaurant_and_ends_with_the_terminal() -> None:
    one, other = access(state=PAIRED), access(b"o" * 32, state=PAIRED)
    token = one.token("T-1")
    assert one.who(token, address="10.0.0.9", tls=True).actor.name == "Bar"
    assert code_of(lambda: other.who(token, address="10.0.0.9", tls=True)) == "not_signed_in"
    gone = access(state=State())
    assert code_of(lambda: gone.who(token, address="10.0.0.9", tls=True)) == "terminal_removed"


@pytest.mark.parametrize("sender", ["T-1", "S-1"])
def test_a_token_is_not_that_of_a_later_one_with_its_number(
    clock: Callable[[timedelta], None], sender: str
) -> None:
    """Numbers are given again after an old backup was brought back."""
    now = datetime.now(UTC)
    people = PeopleState(
        terminals=Map({"T-1": replace(BAR, paired_at=now)}),
        staff=Map({"P-1": StaffMember("P-1", "Zoe", "manager", "")}),
        sessions=Map({"S-1": Session("S-1", "P-1", now)}),
    )
    server = access(state=State(people=people))
    clock(timedelta(hours=-2))
    stolen = server.token(sender)
    clock(timedelta())
    code = "terminal_removed" if sender == "T-1" else "not_signed_in"
    assert code_of(lambda: server.who(stolen, address="10.0.0.9", tls=True)) == code
    fresh = server.token(sender)
    assert code_of(lambda: server.who(fresh, address="10.0.0.9", tls=True)) is None


# ----------------------------------------------------------------------- other programs' pages


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:1", "x"])
def test_pages_of_other_sites_open_no_link(server: RunningServer, tool: Open, origin: str) -> None:
    refused = tool(server, "/ws/floor/".replace("floor", "restaurants/1"), origin=origin)
    assert refused.next()["error"] == "not_allowed"
    assert refused.ended.wait(PATIENCE)
    for transport in ("polling", "websocket"):
        path = f"/socket.io/?EIO=4&transport={transport}"
        headers = {"Origin": origin, "Upgrade": "websocket", "Connection": "Upgrade"}
        answer = http_ask(server, "GET", path, headers=headers)
        assert answer.status == 400
        assert "access-control-allow-origin" not in answer.headers


def test_pages_of_this_server_open_links(server: RunningServer, tool: Open) -> None:
    origin = f"http://{server.address}"
    assert tool(server, "/ws/menu/", origin=origin).next()["audience"] == "menu"
    path = "/socket.io/?EIO=4&transport=polling"
    assert http_ask(server, "GET", path, headers={"Origin": origin}).status == 200


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/views/menu", f"{LINK}polling"])
def test_a_name_that_another_site_gave_this_machine_opens_nothing(
    server: RunningServer, path: str
) -> None:
    """DNS rebinding: the page, its Origin and its Host agree, and none of them is ours."""
    host = f"evil.example:{server.port}"
    answer = http_ask(server, "GET", path, headers={"Host": host, "Origin": f"http://{host}"})
    assert (answer.status, answer.json["error"]) == (403, "wrong_host")
    assert answer.json["host"] == "evil.example"
    assert "settings.json" in answer.json["message"]


def test_no_host_adds_to_what_a_page_may_do(server: RunningServer) -> None:
    """An address may name its interface, in whatever letters."""
    answer = http_ask(server, "GET", "/", headers={"Host": "[fe80::1%; script-src *]"})
    assert (answer.status, answer.json["error"]) == (403, "wrong_host")


@pytest.mark.parametrize("path", ["/ws/menu/", f"{LINK}websocket"])
def test_nor_does_it_open_a_websocket(server: RunningServer, path: str) -> None:
    with Raw(server) as link, pytest.raises(AssertionError, match="403 Forbidden"):
        link.open_websocket(path, host="evil.example")


def test_the_owners_own_names_are_taken(start: Start) -> None:
    server = start("--trust-lan")
    asked = {"Host": "Orders.Blu.example:5000"}
    assert http_ask(server, "GET", "/healthz", headers=asked).status == 403
    settings = {"name": "Blu", "host_names": ["orders.blu.example"]}
    assert post(server, command("put_settings", settings=settings)).json["ok"] is True
    assert http_ask(server, "GET", "/healthz", headers=asked).status == 200
    Raw(server).open_websocket("/ws/menu/", host="orders.blu.example").socket.close()
    settings["host_names"] = ["http://orders.blu.example"]
    refused = post(server, command("put_settings", settings=settings)).json
    assert refused["error"] == "malformed"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_form_of_another_site_cannot_send_a_command(server: RunningServer, kind: str) -> None:
    body = json.dumps(command("new_order", table=1, items=["Pasta"]))
    answer = http_ask(server, "POST", "/api/v1/commands", body, {"Content-Type": kind})
    assert (answer.status, answer.json["error"]) == (400, "malformed")


def test_another_site_is_not_allowed_to_ask(server: RunningServer) -> None:
    headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    answer = http_ask(server, "OPTIONS", "/api/v1/commands", headers=headers)
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_a_bearer_header_is_read_as_programs_write_it(guarded: RunningServer) -> None:
    token = guarded.token("waiter")
    for header in (f"Bearer {token}", f"bearer {token}", f"Bearer  {token} "):
        answer = http_ask(guarded, "GET", "/api/v1/views/floor", headers={"Authorization": header})
        assert answer.status == 200
    basic = http_ask(
        guarded, "GET", "/api/v1/views/floor", headers={"Authorization": f"Basic {token}"}
    )
    assert basic.json["error"] == "not_signed_in"
    assert bearer(None) == {}
