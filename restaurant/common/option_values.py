"""What each option's value may be, read from text; anything else is a sentence for a person."""

from pathlib import Path

from restaurant.common.network.addresses import join_address, split_address

ROLES = ("server", "customer", "waiter")
ASK = "ask"
"""Not a role: asks for one again where this computer always starts the same."""

_YES = {"1": True, "true": True, "yes": True, "on": True}
_NO = {"0": False, "false": False, "no": False, "off": False}


class BadOption(Exception):
    """A value that its option cannot take; the text is a sentence for a person."""


def switch(text: str) -> bool:
    """Yes or no, in one of the usual ways to write it."""
    meaning = {**_YES, **_NO}.get(text.strip().lower())
    if meaning is None:
        raise BadOption(f'"{text}" is neither yes nor no')
    return meaning


def role(text: str) -> str:
    """A role, or `ASK`."""
    if text not in (*ROLES, ASK):
        raise BadOption(f'"{text}" is not a role: choose server, customer or waiter')
    return text


def host(text: str) -> str:
    """An address to listen at."""
    if not text or any(c.isspace() or c in "/@" for c in text):
        raise BadOption(f'"{text}" is not an address of this computer, as 0.0.0.0 or 127.0.0.1 are')
    return text.strip("[]")


def server(text: str) -> str:
    """Where a server is, as HOST:PORT. Raises BadAddress."""
    return join_address(*split_address(text))


def folder(text: str) -> Path:
    """A folder, which need not be there yet."""
    path = Path(text).expanduser().absolute()
    if not text or path.is_file():
        raise BadOption(f'"{text}" is not a folder')
    return path


def file(text: str) -> Path:
    """A file that is there."""
    path = Path(text).expanduser().absolute()
    if not path.is_file():
        raise BadOption(f'"{text}" is not a file')
    return path


def new_file(text: str) -> Path:
    """Where a file is to be written: its folder is there."""
    path = Path(text).expanduser().absolute()
    if not text or path.is_dir() or not path.parent.is_dir():
        raise BadOption(f'"{text}" cannot be written: name a file in a folder that is there')
    return path
