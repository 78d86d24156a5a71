"""What a request carries, with a bound."""

from typing import Any

from flask import request

from restaurant.domain.errors import Refused
from restaurant.protocol.codec import read_json


def posted_json(most: int) -> Any:
    """What JSON says that is of so many bytes at most. Raises Refused `malformed` or `too_large`."""
    if request.mimetype != "application/json":  # pages of other sites cannot send that
        raise Refused("malformed", problem="Expected Content-Type application/json")
    size = request.content_length
    if size is None:  # sent in pieces, nobody knows how many
        raise Refused("malformed", problem="Expected Content-Length")
    if size > most:
        raise Refused("too_large", most=most)
    return read_json(request.get_data(cache=False))
