"""The two doors of a server: plain HTTP on its port, and TLS with the restaurant's certificate."""

import logging
import socket
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from restaurant.common.language.spoken import spoken_in
from restaurant.common.language.strings import Strings
from restaurant.common.network.addresses import own_addresses, own_names
from restaurant.common.options import Options
from restaurant.server.cannot_start import CannotStart, cannot_write
from restaurant.server.entrance.accepting import Door
from restaurant.server.entrance.certificate import (
    CERTIFICATE,
    BadCertificate,
    Certificate,
    certificate,
)
from restaurant.server.entrance.listening import PortTaken, listen

log = logging.getLogger(__name__)

LOOPBACK = ("127.0.0.1", "::1")


class Doors(NamedTuple):
    """Both, open; `fingerprint` is what terminals know the certificate by."""

    plain: Door
    secure: Door
    fingerprint: str

    @property
    def port(self) -> int:
        """Of the plain door."""
        return int(self.plain.listening.getsockname()[1])

    @property
    def tls_port(self) -> int:
        """Of the TLS door."""
        return int(self.secure.listening.getsockname()[1])

    @property
    def both(self) -> tuple[Door, Door]:
        """What a mode serves."""
        return self.plain, self.secure

    def close(self) -> None:
        """Listen no more."""
        for door in self.both:
            door.listening.close()


def open_doors(options: Options, folder: Path, tls: ModuleType) -> Doors:
    """Listen where the options say; `tls` is the mode's module `ssl`. Raises CannotStart."""
    said = spoken_in(folder)
    shown = _certificate(folder, tls, said)
    plain = _listen(options.host, options.port, "--port", said)
    try:
        secure = _listen(options.host, options.secure_port, "--tls-port", said)
    except CannotStart:
        plain.close()
        raise
    return Doors(Door(plain), Door(secure, shown.context), shown.fingerprint)


def _listen(host: str, port: int, option: str, said: Strings) -> socket.socket:
    try:
        return listen(host, port)
    except PortTaken as taken:
        by = said.text("server.another_restaurant", name=taken.by) if taken.by else ""
        who = by or said.text("server.another_program")
        other = f"{option} {taken.port + 10}"
        text = said.text("server.port_taken", port=taken.port, who=who, other=other)
        raise CannotStart(text) from taken
    except OSError as error:
        text = said.text("server.cannot_listen", host=host, port=port, reason=error.strerror)
        raise CannotStart(text) from error


def _certificate(folder: Path, tls: ModuleType, said: Strings) -> Certificate:
    try:
        shown = certificate(folder, (*sorted(own_names()), *LOOPBACK, *own_addresses()), tls)
    except BadCertificate as bad:
        raise CannotStart(said.text(f"server.{bad.code}", file=bad.path)) from bad
    except OSError as error:
        raise cannot_write(folder, error) from error
    if shown.is_expired:  # the restaurant opens all the same: terminals look at no date
        log.warning(said.text("server.certificate_expired", file=folder / CERTIFICATE))
    return shown
