"""What the server itself is asked for: commands like all others, but none of them goes into the journal,
for they change nothing of the restaurant.
"""

from typing import Annotated

from msgspec import Meta

from restaurant.domain.commands import Command


class OpenPairing(Command, frozen=True):
    """Show a new pairing code in the server's window; it is good for a quarter of an hour."""


class ClosePairing(Command, frozen=True):
    """The pairing code is good no longer."""


class BackUp(Command, frozen=True):
    """Write a backup into a folder of the server's machine, and prove it."""

    folder: Annotated[str, Meta(min_length=1, max_length=1000)]
