"""The one kind of error that is an answer for a person."""

from typing import Any


class Refused(Exception):
    """A command that the restaurant does not carry out, and why.

    Raise it when the sender can do something about it: another table number, another dish, a later
    try. It is answered to the sender and never logged as a fault. `code` is one of the codes in
    `restaurant.protocol.refusals`; `params` are shown in its text and sent beside it.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
