"""`--reset-manager-pin`: what the server's window has a button for, where the server has no window.

It asks the server that runs here, with the token that it left for programs of the same user: who may
read that may read its data folder too. So there is one way to a new PIN, and it is in the journal.
"""

import http.client
import json
import sys
from typing import Any

import msgspec

from restaurant.client.connecting.local_token import LocalTokens
from restaurant.common.ids import new_id
from restaurant.common.language.spoken import say_on_console, spoken_in
from restaurant.common.network.addresses import reachable_here
from restaurant.common.options import Options
from restaurant.common.paths import local_tokens
from restaurant.common.pins import new_pin
from restaurant.domain.commands import ResetManagerPin
from restaurant.protocol.codec import write_command

FAILED = 1
PATIENCE_S = 30.0


def run(options: Options) -> int:
    """Asks, and prints the new PIN or why there is none; returns the exit code."""
    said = spoken_in(options.data_folder("server"))
    try:
        pin, answer = _reset(options)
    except (OSError, http.client.HTTPException, msgspec.MsgspecError, ValueError, KeyError):
        print(said.text("pin.no_server", port=options.port), file=sys.stderr)
        return FAILED
    if not answer.get("ok"):
        print(answer.get("message", ""), file=sys.stderr)
        return FAILED
    say_on_console(said.text("pin.reset", pin=pin))
    return 0


def _reset(options: Options) -> tuple[str, dict[str, Any]]:
    """A new PIN, and what the server answers to it; one that somebody has is tried no further."""
    kept = local_tokens(options.local_folder, options.port).read_bytes()
    token = msgspec.json.decode(kept, type=LocalTokens).tokens["console"]
    while True:
        pin = new_pin()
        answer = _ask(options, token, pin)
        if answer.get("error") != "pin_taken":
            return pin, answer


def _ask(options: Options, token: str, pin: str) -> dict[str, Any]:
    """Directly, by no proxy. Raises OSError, HTTPException, ValueError."""
    here = reachable_here(options.host)
    connection = http.client.HTTPConnection(here, options.port, timeout=PATIENCE_S)
    try:
        message = msgspec.json.encode(write_command(ResetManagerPin(pin=pin), new_id()))
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        connection.request("POST", "/api/v1/commands", message, headers)
        answer = json.loads(connection.getresponse().read())
    finally:
        connection.close()
    if not isinstance(answer, dict):
        raise ValueError("no server of ours answers like that")  # noqa: TRY004 - of what was read
    return answer
