"""What each option's value may be, read from text; anything else is a sentence for a person."""

import re
from pathlib import Path

DEFAULT_PORT = 5000
ROLES = ("server", "customer", "waiter")
ASK = "ask"
"""Not a role: asks for one again where this computer always starts the same."""

_YES = {"1": True, "true": True, "yes": True, "on": True}
_NO = {"0": False, "false": False, "no": False, "off": False}
_ADDRESS = re.compile(r"(\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s/@:\[\]]+))(:(?P<port>[^\s/]*))?")


class BadOption(Exception):
    """A value that its option cannot take; the text is a sentence for a person."""


def split_address(text: str) -> tuple[str, int]:
    """Splits HOST[:PORT] (IPv6 in brackets); raises BadOption."""
    match = _ADDRESS.fullmatch(text.strip())
    if match is None:
        raise BadOption(f'"{text}" is not an address: write HOST or HOST:PORT')
    given = match["port"]
    return match["v6"] or match["host"], DEFAULT_PORT if given is None else port(given, least=1)


def join_address(host: str, port: int) -> str:
    """HOST:PORT, an IPv6 address in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


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


def port(text: str, *, least: int = 0) -> int:
    """A port number; 0 lets the system choose."""
    if not (text.isascii() and text.isdigit() and least <= int(text) <= 65535):
        raise BadOption(f'"{text}" is not a port: write a whole number from {least} to 65535')
    return int(text)


def host(text: str) -> str:
    """An address to listen at."""
    if not text or any(c.isspace() or c in "/@" for c in text):
        raise BadOption(f'"{text}" is not an address of this computer, as 0.0.0.0 or 127.0.0.1 are')
    return text.strip("[]")


def server(text: str) -> str:
    """Where a server is, as HOST:PORT."""
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
