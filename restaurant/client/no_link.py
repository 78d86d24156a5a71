"""Why there is no link, in words that the screen has a sentence for."""

import msgspec

from restaurant.protocol import PROTOCOL
from restaurant.protocol.messages import Refusal

REASONS = {
    "not_signed_in": "link.not_allowed",
    "terminal_removed": "link.terminal_removed",
    "not_allowed": "link.not_allowed",
    "too_many_screens": "link.full",
    "stopping": "link.no_server",
    "wrong_host": "link.wrong_host",
}
"""What a refusal of the server means for the link; any other is `link.refused`."""


UNPAIRED = frozenset({"link.not_allowed", "link.terminal_removed", "link.other_certificate"})
"""Reasons that end when somebody on the staff pairs this terminal."""


class NoLink(Exception):
    """There is no link; `reason` is a key of the strings."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def turned_away(body: bytes | None) -> NoLink:
    """What to make of an HTTP status in place of a handshake: our server's word, or another program."""
    try:
        code = msgspec.json.decode(body or b"", type=Refusal).error
    except (msgspec.MsgspecError, UnicodeError):
        code = ""
    return NoLink(REASONS.get(code, "link.not_a_server"))


def other_version(protocol: object) -> NoLink:
    """The server speaks that protocol and not ours: which of the two has to be brought up to date."""
    if not isinstance(protocol, int) or protocol == PROTOCOL:
        return NoLink("link.other_protocol")
    return NoLink("link.server_newer" if protocol > PROTOCOL else "link.server_older")


def refused(answer: object) -> NoLink:
    """What to make of a refusal of the greeting."""
    said = answer if isinstance(answer, dict) else {}
    code = said.get("error")
    if code == "other_protocol":
        return other_version(said.get("protocol"))
    return NoLink(REASONS.get(str(code), "link.refused"))
