"""PINs, pairing and revoking against a real server, in both of its modes."""

import pytest

from restaurant.common.ids import new_id
from restaurant.protocol.pairing import pairing_key, pairing_proof
from tests.server.clients import Terminal, command, http_ask, post, view
from tests.server.conftest import MODES, Connect, Start
from tests.server.people import (
    console,
    hire,
    manager_pin,
    pair,
    pairing_code,
    sign_in,
)
from tests.server.running import RunningServer
from tests.waiting import PATIENCE


@pytest.fixture(params=MODES)
def house(start: Start, request: pytest.FixtureRequest) -> RunningServer:
    """A restaurant of the test's own, which trusts nobody without a token."""
    return start(program=MODES[request.param])


def who(terminal: Terminal) -> tuple[str, object]:
    said = terminal.told("who")[-1]
    return said["role"], said.get("person")


# ---------------------------------------------------------------------------- the first PIN


def test_the_first_pin_is_shown_until_a_manager_came(house: RunningServer) -> None:
    pin = manager_pin(house)
    assert len(pin) == 6
    assert sign_in(house, pin)["ok"]
    assert console(house)["manager_pin"] is None
    house.kill()
    house.start()
    assert console(house)["manager_pin"] is None
    assert sign_in(house, pin)["ok"]


def test_the_first_pin_is_shown_until_a_terminal_was_paired_with_it(house: RunningServer) -> None:
    pin = manager_pin(house)
    assert pair(house, "waiter", pin=pin)["ok"]
    assert console(house)["manager_pin"] is None
    house.kill()
    house.start()
    assert console(house)["manager_pin"] is None
    assert sign_in(house, pin)["ok"]


def test_a_pin_that_nobody_noted_is_made_anew(house: RunningServer) -> None:
    first = manager_pin(house)
    house.kill()
    house.start()
    second = manager_pin(house)
    assert second != first
    assert sign_in(house, first)["error"] == "wrong_pin"
    assert sign_in(house, second)["ok"]


def test_a_pin_is_in_no_file_and_in_no_log(house: RunningServer) -> None:
    pins = [manager_pin(house), hire(house, "waiter")]
    assert sign_in(house, pins[0])["ok"]
    assert sign_in(house, "87654321")["error"] == "wrong_pin"
    assert house.end() == 0
    files = [path.read_bytes() for path in house.folder.rglob("*") if path.is_file()]
    said = [*house.said, *house.lines]
    for pin in [pins[0], "87654321"]:
        assert not any(pin.encode() in content for content in files)
        assert not any(pin in line for line in said)


# ------------------------------------------------------------------------------ signing in


def test_a_page_gets_a_token_that_ends_when_it_signs_out(house: RunningServer) -> None:
    token = sign_in(house, hire(house, "kitchen"))["token"]
    assert view(house, "floor", token=token).status == 200
    assert (
        post(house, command("put_staff", name="X", role="host", pin="9999"), token).json["error"]
        == "not_allowed"
    )
    assert post(house, command("sign_out"), token).json["ok"]
    assert view(house, "floor", token=token).json["error"] == "not_signed_in"


def test_a_repeated_sign_in_gives_a_token_that_works(house: RunningServer) -> None:
    asked = {"id": new_id(), "type": "sign_in", "pin": hire(house, "host")}
    first, second = post(house, asked).json, post(house, asked).json
    assert first["seq"] == second["seq"]
    assert view(house, "floor", token=second["token"]).status == 200


def test_the_id_of_somebody_s_sign_in_is_worth_nothing(house: RunningServer) -> None:
    asked = {"id": new_id(), "type": "sign_in", "pin": hire(house, "host")}
    assert post(house, asked).json["ok"]
    replayed = post(house, {**asked, "pin": "0000"}).json
    assert (replayed["error"], replayed.get("token")) == ("wrong_pin", None)
    code = pairing_code(house)
    paired = {**command("pair_terminal", code=code, pin=asked["pin"], name="Bar", role="waiter")}
    assert post(house, paired).json["ok"]
    replayed = post(house, {**paired, "pin": "0000"}).json
    assert (replayed["error"], replayed.get("token")) == ("wrong_pin", None)


def test_a_pin_of_one_s_own_is_no_licence_to_guess(house: RunningServer) -> None:
    pin = hire(house, "waiter")
    said = []
    for number in range(8):
        said.append(sign_in(house, f"80{number:02}").get("error"))
        said.append(sign_in(house, pin).get("error"))
    assert said.count("wrong_pin") <= 5
    assert said[-2:] == ["locked", "locked"]


def test_a_person_signs_in_at_a_terminal_and_the_link_goes_on(
    house: RunningServer, connect: Connect
) -> None:
    token = pair(house, "waiter")["token"]
    bar = connect(house, {"token": token}, hello="Bar")
    assert bar.welcome["role"] == "waiter"
    assert bar.welcome.get("person") is None
    pin = hire(house, "kitchen")
    assert bar.ask("sign_in", command("sign_in", pin=pin))["ok"]
    bar.wait_for("who")
    role, person = who(bar)
    assert role == "kitchen"
    assert isinstance(person, dict)
    order = bar.ask("new_order", command("new_order", table=1, items=["Pasta"]))["order_id"]
    shown = view(house, "floor", token=token).json["snapshot"]["orders"][order]
    assert (shown["placed_by"], shown["waiter"]) == ("kitchen", person["staff_id"])
    assert bar.ask("sign_out", command("sign_out"))["ok"]
    bar.wait_for("who", 2)
    assert who(bar) == ("waiter", None)


def test_a_new_pin_ends_what_the_old_one_began(house: RunningServer) -> None:
    pin = hire(house, "host")
    token = sign_in(house, pin)["token"]
    staff = view(house, "console", token=house.token("console")).json["snapshot"]["staff"]
    host = next(s["staff_id"] for s in staff.values() if s["role"] == "host")
    asked = command("put_staff", staff_id=host, name="Host", role="host", pin="55555")
    assert post(house, asked, house.token("manager")).json["ok"]
    assert view(house, "floor", token=token).json["error"] == "not_signed_in"
    assert sign_in(house, pin)["error"] == "wrong_pin"
    assert sign_in(house, "55555")["ok"]


def test_who_has_one_pin_guesses_no_other_in_new_sessions(house: RunningServer) -> None:
    """Each sign-in from a page makes another sender; its tries are those of its address all the same."""
    pin, said = hire(house, "waiter"), []
    token = sign_in(house, pin)["token"]
    for _ in range(3):
        said += [sign_in(house, "87654321", token)["error"] for _ in range(3)]
        token = sign_in(house, pin, token).get("token", token)
    assert said == ["wrong_pin"] * 5 + ["locked"] * 4


def test_guessing_locks_out_and_the_operator_is_told(house: RunningServer) -> None:
    pin = hire(house, "waiter")
    answers = [sign_in(house, f"90{n:02}") for n in range(6)]
    assert [answer["error"] for answer in answers] == ["wrong_pin"] * 5 + ["locked"]
    assert 0 < answers[5]["seconds"] <= 60
    assert sign_in(house, pin)["error"] == "locked"  # also with the right one
    shown = view(house, "console", token=house.token("console")).json["snapshot"]["faults"]
    assert any("too many wrong PINs" in fault["message"] for fault in shown.values())


# --------------------------------------------------------------------------------- pairing


def test_a_terminal_pairs_once_and_stays_paired(house: RunningServer, connect: Connect) -> None:
    first, second = pair(house, "waiter", "Bar"), pair(house, "customer", "Bar")
    assert first["terminal_id"] != second["terminal_id"]
    house.kill()
    house.start()
    assert connect(house, {"token": first["token"]}, hello="Bar").welcome["role"] == "waiter"
    kiosk = connect(house, {"token": second["token"]}, hello="Bar")
    assert kiosk.welcome["role"] == "customer"
    assert kiosk.ask("subscribe", {"audience": "floor"})["error"] == "not_allowed"
    assert kiosk.ask("sign_in", command("sign_in", pin="1111"))["error"] == "not_allowed"
    assert kiosk.ask("unlock_terminal", command("unlock_terminal", pin="1111"))["ok"]
    wrong = kiosk.ask("unlock_terminal", command("unlock_terminal", pin="1112"))
    assert wrong["error"] == "wrong_pin"
    paired = view(house, "console", token=house.token("console")).json["snapshot"]["paired"]
    assert sorted(terminal["name"] for terminal in paired.values()) == ["Bar", "Bar (2)"]


def test_wrong_old_and_missing_codes(house: RunningServer) -> None:
    pin = hire(house, "waiter")

    def paired(code: str) -> str:
        asked = command("pair_terminal", code=code, pin=pin, name="Bar", role="waiter")
        return str(post(house, asked).json.get("error", "ok"))

    assert paired("2222-2222") == "code_expired"  # nobody opened pairing
    code = pairing_code(house)
    assert paired("2222-2222") == "wrong_code"
    assert paired(f" {code.lower().replace('-', '')} ") == "ok"
    assert post(house, command("close_pairing"), house.token("console")).json["ok"]
    assert console(house)["pairing_code"] is None
    assert paired(code) == "code_expired"


def test_a_code_alone_pairs_nothing(house: RunningServer) -> None:
    code = pairing_code(house)
    asked = command("pair_terminal", code=code, pin="90909", name="Bar", role="waiter")
    assert post(house, asked).json["error"] == "wrong_pin"
    assert view(house, "console", token=house.token("console")).json["snapshot"]["paired"] == {}


def test_the_server_proves_that_it_shows_the_code(house: RunningServer) -> None:
    code = pairing_code(house)
    said = http_ask(house, "GET", "/pairing?nonce=abc", secure=True)
    assert said.status == 200
    health = http_ask(house, "GET", "/healthz").json
    assert said.json["identity"] == health["identity"]
    proof = pairing_proof(pairing_key(code), fingerprint=fingerprint(house), nonce="abc")
    assert said.json["proof"] == proof
    assert http_ask(house, "GET", "/pairing?nonce=abc").json["error"] == "needs_tls"
    assert post(house, command("close_pairing"), house.token("console")).json["ok"]
    assert http_ask(house, "GET", "/pairing?nonce=abc", secure=True).json["error"] == "code_expired"


def fingerprint(server: RunningServer) -> str:
    """What the TLS door shows."""
    import hashlib
    import ssl

    pem = (server.folder / "certificate.pem").read_text("ascii")
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


# -------------------------------------------------------------------------------- revoking


def test_a_revoked_terminal_is_out_at_once_and_is_told_why(
    house: RunningServer, connect: Connect
) -> None:
    stolen, kept = pair(house, "waiter", "Stolen"), pair(house, "waiter", "Kept")
    link = connect(house, {"token": stolen["token"]}, hello="Stolen")
    other = connect(house, {"token": kept["token"]}, hello="Kept")
    other.watch("floor")
    asked = command("remove_terminal", terminal_id=stolen["terminal_id"])
    assert post(house, asked, house.token("console")).json["ok"]
    assert link.ended.wait(PATIENCE)
    assert not other.ended.is_set()
    refused = view(house, "floor", token=stolen["token"])
    assert (refused.status, refused.json["error"]) == (401, "terminal_removed")


def test_who_is_taken_off_the_staff_is_signed_out_everywhere(
    house: RunningServer, connect: Connect
) -> None:
    bar = connect(house, {"token": pair(house, "waiter")["token"]}, hello="Bar")
    bar.watch("floor")
    pin = hire(house, "host")
    assert bar.ask("sign_in", command("sign_in", pin=pin))["ok"]
    bar.wait_for("who")
    staff = view(house, "console", token=house.token("console")).json["snapshot"]["staff"]
    host = next(s["staff_id"] for s in staff.values() if s["role"] == "host")
    asked = command("remove_staff", staff_id=host)
    assert post(house, asked, house.token("manager")).json["ok"]
    bar.wait_for("who", 2)
    assert who(bar) == ("waiter", None)  # the terminal is still the bar's


# -------------------------------------------------------------------- the operator's PIN lost


def test_a_lost_manager_pin_is_reset_at_the_server(house: RunningServer) -> None:
    sign_in(house, manager_pin(house))
    asked = command("reset_manager_pin", pin="777777")
    assert post(house, asked, house.token("console")).json["ok"]
    assert sign_in(house, "777777")["ok"]
    assert post(house, asked, house.token("manager")).json["error"] == "not_allowed"
