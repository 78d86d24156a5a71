"""The certificate of the TLS door: made on the first start, or the owner's own, and its fingerprint."""

import re
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from restaurant.common.files import replace_file

if TYPE_CHECKING:
    from cryptography import x509

CERTIFICATE = "certificate.pem"
KEY = "certificate.key"
VALID_DAYS = 20 * 365
"""Terminals know the certificate itself and look at no date; a browser asks once, and again when it ends."""
CLOCKS_DIFFER = timedelta(days=1)
EXPIRED = 10
"""OpenSSL's number for it (X509_V_ERR_CERT_HAS_EXPIRED)."""
FIRST = re.compile("-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


class BadCertificate(Exception):
    """The files cannot be used; `code` names a sentence of the strings, `path` the file to look at."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(code, path)
        self.code, self.path = code, path


class Certificate(NamedTuple):
    """What the TLS door shows: a context that serves it, its SHA-256 in hex, whether its time is over."""

    context: ssl.SSLContext
    fingerprint: str
    is_expired: bool


def certificate(folder: Path, names: Sequence[str], tls: ModuleType = ssl) -> Certificate:
    """The one in the data folder; if there is none, a new one for these host names and addresses.

    `tls` is the module `ssl` whose contexts are wanted. Raises BadCertificate, OSError.
    """
    public, private = folder / CERTIFICATE, folder / KEY
    if not (public.exists() or private.exists()):
        _make(public, private, names)
    context = _context(public, private, tls)
    shown = _read(public)
    return Certificate(context, fingerprint(shown), _is_expired(context, shown, tls))


def fingerprint(shown: bytes) -> str:
    """What a certificate (DER) is known by."""
    return sha256(shown).hexdigest()


def _read(public: Path) -> bytes:
    """The first certificate in a file, which is the one that is shown."""
    first = FIRST.search(public.read_text("latin-1"))
    if first is None:
        raise BadCertificate("certificate_unreadable", public)
    return ssl.PEM_cert_to_DER_cert(first[0])


def _context(public: Path, private: Path, tls: ModuleType) -> ssl.SSLContext:
    context: ssl.SSLContext = tls.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_RENEGOTIATION | ssl.OP_NO_COMPRESSION
    context.num_tickets = 1  # a terminal takes up one session at a time
    for path in (public, private):
        if not path.exists():
            raise BadCertificate("certificate_half", path)

    def encrypted() -> NoReturn:
        raise BadCertificate("certificate_encrypted", private)

    try:
        context.load_cert_chain(public, private, encrypted)
    except ssl.SSLError as error:
        is_other = error.reason in ("KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH")
        code = "certificate_other_key" if is_other else "certificate_unreadable"
        raise BadCertificate(code, public) from error
    return context


def _is_expired(context: ssl.SSLContext, shown: bytes, tls: ModuleType) -> bool:
    """Whether its last day is over, found out by a client of our own that trusts nothing else."""
    trusting = tls.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname = False
    trusting.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    trusting.load_verify_locations(cadata=shown)
    there, back = tls.MemoryBIO(), tls.MemoryBIO()
    client = trusting.wrap_bio(back, there)
    server = context.wrap_bio(there, back, server_side=True)
    for side in (client, server, client):
        try:
            side.do_handshake()
        except ssl.SSLWantReadError:
            continue
        except ssl.SSLCertVerificationError as error:
            return error.verify_code == EXPIRED
    return False


def _general_name(text: str) -> "x509.GeneralName":
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _make(public: Path, private: Path, names: Sequence[str]) -> None:
    """A key and a certificate that it signs itself; the key's file is for this user only."""
    # Here, because only the very first start needs it.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Restaurant")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(
            x509.SubjectAlternativeName(map(_general_name, filter(str.isascii, names))),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    replace_file(private, secret, private=True)
    replace_file(public, made.public_bytes(serialization.Encoding.PEM))
