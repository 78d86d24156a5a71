"""How a tablet's browser is paired, and what becomes of it when it is a terminal no longer."""

from typing import Any

import pytest

from restaurant.common.network.addresses import own_addresses
from restaurant.domain.values.people import PIN_MOST
from tests.browser.conftest import Serve
from tests.browser.kiosk.tablet import Tablet
from tests.browser.kiosk.touch import Touch
from tests.server.clients import http_ask
from tests.server.people import pairing_code


def refused(page: Touch, status: int, times: int) -> None:
    """A browser writes each refusal of HTTP into its console."""
    assert page.expected(f"/kiosk/pairing .*status of {status} ") == times


def cookie(page: Touch) -> dict[str, Any]:
    kept = page.ask("Network.getAllCookies")["cookies"]
    return dict(next(each for each in kept if "restaurant-" in each["name"]))


def test_a_tablet_is_paired_by_the_code_and_a_pin(touch: Touch, serve: Serve) -> None:
    tablet = Tablet(touch, serve())
    tablet.open()
    touch.see("Pair this tablet", "h1")
    assert touch.run("document.forms.pair.elements.pin.maxLength") == PIN_MOST
    code = pairing_code(tablet.server)
    tablet.fill_in("Terrace 1", "2222-2222", tablet.pin)
    touch.see("This is not the code", "#pair-wrong")
    tablet.fill_in("Terrace 1", code, "90909")
    touch.see("Nobody has this PIN", "#pair-wrong")
    touch.picture("kiosk-pairing-wrong-pin")
    assert tablet.paired() == {}
    refused(touch, 401, 2)
    tablet.fill_in("Terrace 1", code, tablet.pin)
    touch.see("Touch to begin", "#start")
    assert tablet.paired() == {"T-1": "Terrace 1"}


def test_no_script_gets_at_the_token(tablet: Tablet) -> None:
    found = cookie(tablet.page)
    assert (found["httpOnly"], found["secure"], found["sameSite"]) == (True, True, "Strict")
    assert tablet.page.run("document.cookie") == ""
    kept = tablet.page.run("JSON.stringify(localStorage) + document.documentElement.outerHTML")
    assert found["value"] not in kept


def test_a_guesser_is_locked_out(touch: Touch, serve: Serve) -> None:
    """Of other machines only; this one's owner could read the data folder anyway."""
    addresses = own_addresses()
    if not addresses:
        pytest.skip("this machine has no address on a network")
    server = serve("--host", "0.0.0.0")
    tablet = Tablet(touch, server)
    touch.open(f"https://{addresses[0]}:{server.tls_port}/kiosk")
    code = pairing_code(server)
    for _ in range(5):
        tablet.fill_in("Terrace 1", code, "90909")
        touch.until("!document.getElementById('pair-now').disabled")
    tablet.fill_in("Terrace 1", code, tablet.pin)
    touch.see("Too many tries", "#pair-wrong")
    assert tablet.paired() == {}
    refused(touch, 401, 5)
    refused(touch, 429, 1)


def test_on_the_plain_door_nobody_types_a_pin(touch: Touch, serve: Serve) -> None:
    addresses = own_addresses()
    if not addresses:
        pytest.skip("this machine has no address on a network")
    server = serve("--host", "0.0.0.0")
    touch.open(f"http://{addresses[0]}:{server.port}/kiosk")
    touch.see("Do not type a PIN here", "#pair-elsewhere")
    touch.picture("kiosk-plain-door")
    assert not touch.run("document.getElementById('pair').getClientRects().length")
    touch.tap("#pair-door")
    touch.until("location.protocol === 'https:' && !document.getElementById('pair').hidden")
    assert touch.run("location.port") == str(server.tls_port)


def test_only_a_customer_terminal_is_paired_by_a_page(tablet: Tablet) -> None:
    asked = {"code": pairing_code(tablet.server), "pin": tablet.pin, "name": "X", "role": "waiter"}
    script = f"""(async () => (await (await fetch("/kiosk/pairing", {{
        method: "POST", headers: {{"Content-Type": "application/json"}},
        body: JSON.stringify({{id: "1", ...{asked}}})}})).json()))()"""
    answer = tablet.page.run(script)
    assert answer["ok"]
    assert "token" not in answer
    tablet.open()
    tablet.page.see("Touch to begin", "#start")
    assert tablet.page.run("document.cookie") == ""


def test_a_tablet_that_was_removed_says_so_and_can_be_paired_again(tablet: Tablet) -> None:
    tablet.begin()
    tablet.choose("Bruschetta")
    tablet.staff_send("remove_terminal", terminal_id="T-1")
    page = tablet.page
    page.see("not paired with the restaurant any more", "#pair-why")
    page.picture("kiosk-removed")
    asks = """(async () => {
        const { Link } = await import("/web/link.js");
        const answer = await new Link("/ws/menu/", "late").command("unlock_terminal", { pin: "1111" });
        return answer.error;
    })()"""
    assert page.run(asks) == "terminal_removed"  # and no word of a silent server
    tablet.open()
    page.see("not paired with the restaurant any more", "#pair-why")
    assert page.run("document.querySelector('#pair [name=name]').value") == "Terrace 1"
    tablet.fill_in("Terrace 1", pairing_code(tablet.server), tablet.pin)
    page.see("Touch to begin", "#start")
    assert tablet.paired() == {"T-2": "Terrace 1"}


def test_what_a_removed_tablet_still_asks_is_answered_with_that(tablet: Tablet) -> None:
    """A PIN that is typed at that moment: not the server is to blame."""
    tablet.begin()
    tablet.staff_send("remove_terminal", terminal_id="T-1")
    tablet.page.see("Pair this tablet", "#pairing h1")
    link = "const link = new module.Link('/ws/menu/', 'x')"
    ask = "link.command('unlock_terminal', { pin: '1111' })"
    answers = tablet.page.run(
        f"import('/web/link.js').then(async (module) => {{ {link}; return [await {ask}, await {ask}]; }})"
    )
    assert [answer["error"] for answer in answers] == ["terminal_removed", "terminal_removed"]


def test_another_site_pairs_nothing(serve: Serve) -> None:
    headers = {"Content-Type": "application/json", "Origin": "https://evil.test"}
    answer = http_ask(serve(), "POST", "/kiosk/pairing", "{}", headers)
    assert answer.status == 403
