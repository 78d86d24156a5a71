"""TLS to the server: it is known by its certificate's fingerprint, and by nothing else.

No authority signs for a restaurant's own network, its addresses change, and a terminal's clock may
be years off. So neither chain nor name nor date is looked at, only whether it is the certificate
that this terminal was paired with.
"""

import hmac
import socket
import ssl
from hashlib import sha256

from restaurant.client.no_link import NoLink
from restaurant.common.network.secure_socket import SecureSocket


def wrap(sock: socket.socket, pin: str | None, patience: float) -> tuple[SecureSocket, str]:
    """Shake hands over a connection, and tell the certificate's SHA-256 in hex.

    `pin` is the only one that is believed; None believes any, for whoever proves it by other means.
    `patience` is for the whole handshake, in seconds; the socket's timeout stays what it was. Raises
    NoLink, and the connection is closed.
    """
    secure = _begin(sock)
    try:
        _shake_hands(secure, patience)
        shown = sha256(secure.getpeercert(binary_form=True)).hexdigest()
        if pin is not None and not hmac.compare_digest(shown, pin.lower()):
            raise NoLink("link.other_certificate")
    except NoLink:
        secure.close()
        raise
    return secure, shown


def _begin(sock: socket.socket) -> SecureSocket:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        return SecureSocket(context.wrap_socket(sock, do_handshake_on_connect=False))
    except OSError as error:  # the other side has gone already
        sock.close()
        raise NoLink("link.no_server") from error


def _shake_hands(secure: SecureSocket, patience: float) -> None:
    usual = secure.gettimeout()
    secure.settimeout(patience)
    try:
        secure.do_handshake()
    except OSError as error:
        went = not isinstance(error.__cause__, ssl.SSLError) or isinstance(
            error.__cause__, ssl.SSLEOFError
        )
        raise NoLink("link.no_server" if went else "link.not_a_server") from error
    secure.settimeout(usual)
