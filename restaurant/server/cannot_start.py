"""Why a server cannot start, in a sentence for the person who started it."""

from pathlib import Path

from restaurant.common.language.spoken import spoken_in


class CannotStart(Exception):
    """The sentence."""


def cannot_write(folder: Path, error: OSError) -> CannotStart:
    """The data folder cannot be written to."""
    said = spoken_in(folder)
    return CannotStart(said.text("server.cannot_write", folder=folder, reason=error.strerror))
