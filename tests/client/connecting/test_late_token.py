"""A server's port is open a moment before it has left its tokens; a terminal asks for its own late enough."""

from pathlib import Path

from restaurant.client.address import Address
from restaurant.client.notices import Online
from tests.client.conftest import MakeLink
from tests.client.relay import Relay
from tests.client.small_server import SmallServer
from tests.waiting import until


def test_a_token_that_comes_between_connection_and_greeting_is_shown(
    server: SmallServer, relay: Relay, make_link: MakeLink, no_tokens_here: Path
) -> None:
    relay.freeze()
    _, screen = make_link(address=Address("127.0.0.1", relay.port))
    until(lambda: relay._sockets, "no connection came")
    no_tokens_here.mkdir()
    tokens = '{"port": 1, "tokens": {"customer": "secret"}}'
    (no_tokens_here / f"{relay.port}.json").write_text(tokens)
    relay.thaw()
    screen.next(Online)
    assert server.auths == [{"token": "secret"}]
