"""Staff and paired terminals of a running server, made as their owner makes them."""

from typing import Any

from restaurant.domain.values.people import Role
from tests.server.clients import Message, command, post, view
from tests.server.running import RunningServer

PINS: dict[Role, str] = {"waiter": "1111", "kitchen": "2222", "host": "3333"}


def console(server: RunningServer) -> Message:
    """What the server's window is shown of the server itself."""
    shown: Message = view(server, "console", token=server.token("console")).json["snapshot"]
    return dict(shown["server"]["1"])


def manager_pin(server: RunningServer) -> str:
    """The first one, as long as it is shown."""
    return str(console(server)["manager_pin"])


def hire(server: RunningServer, role: Role) -> str:
    """Somebody of that role, once; the PIN."""
    asked = command("put_staff", name=role, role=role, pin=PINS[role])
    answer = post(server, asked, server.token("manager")).json
    assert answer.get("ok") or answer["error"] == "pin_taken", answer
    return PINS[role]


def sign_in(server: RunningServer, pin: str, token: str | None = None) -> Any:
    """The answer to that PIN."""
    return post(server, command("sign_in", pin=pin), token).json


def pairing_code(server: RunningServer) -> str:
    """A new one, from the server's window."""
    assert post(server, command("open_pairing"), server.token("console")).json["ok"]
    return str(console(server)["pairing_code"])


def pair(server: RunningServer, role: str, name: str = "Bar", *, pin: str | None = None) -> Message:
    """The answer to a pairing with the right code, and a waiter's PIN unless another is said."""
    pin = pin or hire(server, "waiter")
    code = pairing_code(server)
    asked = command("pair_terminal", code=code, pin=pin, name=name, role=role)
    answer: Message = post(server, asked).json
    assert answer["ok"], answer
    return answer


def token_of(server: RunningServer, role: Role) -> str | None:
    """A token of somebody with that role; anybody shows none. There are no guests yet."""
    if role == "anybody":
        return None
    if role in PINS and role != "waiter":
        return str(sign_in(server, hire(server, role))["token"])
    return server.token(role)
