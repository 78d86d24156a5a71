"""The certificate of the TLS door: made once, or the owner's own, or a sentence why not."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from restaurant.server.entrance.certificate import BadCertificate, certificate
from tests.certificates import put_certificate
from tests.server.conftest import Start
from tests.server.running import ROOT, RunningServer, why_not

NAMES = ("localhost", "till", "till.local", "192.0.2.7", "2001:db8::7")


def test_the_first_start_makes_one(tmp_path: Path) -> None:
    shown = certificate(tmp_path, (*NAMES, "küche"))
    made = x509.load_pem_x509_certificate((tmp_path / "certificate.pem").read_bytes())
    names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert tuple(names.get_values_for_type(x509.DNSName)) == NAMES[:3]
    assert tuple(names.get_values_for_type(x509.IPAddress)) == tuple(map(ip_address, NAMES[3:]))
    key = made.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    assert key.curve.name == "secp256r1"
    years = (made.not_valid_after_utc - datetime.now(UTC)) / timedelta(days=365)
    assert 19.9 < years < 20.1
    assert made.not_valid_before_utc < datetime.now(UTC)
    assert not shown.is_expired


@pytest.mark.skipif(sys.platform == "win32", reason="rights there are not in the mode")
def test_its_key_is_for_this_user_only(tmp_path: Path) -> None:
    certificate(tmp_path, NAMES)
    assert (tmp_path / "certificate.key").stat().st_mode & 0o077 == 0


def test_it_is_made_once(tmp_path: Path) -> None:
    first = certificate(tmp_path, NAMES).fingerprint
    files = {file: file.read_bytes() for file in tmp_path.iterdir()}
    assert certificate(tmp_path, ["elsewhere"]).fingerprint == first
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == files


def test_later_starts_do_not_load_what_makes_one(tmp_path: Path) -> None:
    certificate(tmp_path, NAMES)
    program = (
        "import sys, pathlib\n"
        "from restaurant.server.entrance.certificate import certificate\n"
        "certificate(pathlib.Path(sys.argv[1]), ())\n"
        "sys.exit('cryptography' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, tmp_path], check=True, cwd=ROOT)


def test_the_owners_own_is_taken(tmp_path: Path) -> None:
    wanted = put_certificate(tmp_path)
    assert certificate(tmp_path, NAMES).fingerprint == wanted


def test_of_a_chain_the_first_is_shown(tmp_path: Path) -> None:
    wanted = put_certificate(tmp_path)
    put_certificate(tmp_path / "other")
    own, other = tmp_path / "certificate.pem", tmp_path / "other" / "certificate.pem"
    own.write_text("Bag Attributes: é\n" + own.read_text() + other.read_text(), "utf-8")
    assert certificate(tmp_path, NAMES).fingerprint == wanted


@pytest.mark.parametrize(("days", "is_expired"), [(-1, True), (1, False)])
def test_one_that_is_too_old_is_said(tmp_path: Path, days: int, is_expired: bool) -> None:
    put_certificate(tmp_path, ends_in_days=days)
    assert certificate(tmp_path, NAMES).is_expired is is_expired


def _of_another_key(folder: Path) -> None:
    put_certificate(folder)
    kept = (folder / "certificate.pem").read_bytes()
    put_certificate(folder)
    (folder / "certificate.pem").write_bytes(kept)


def _locked(folder: Path) -> None:
    put_certificate(folder, password=b"secret")


def _no_key(folder: Path) -> None:
    put_certificate(folder)
    (folder / "certificate.key").unlink()


def _no_certificate(folder: Path) -> None:
    put_certificate(folder)
    (folder / "certificate.pem").unlink()


def _nonsense(folder: Path) -> None:
    put_certificate(folder)
    (folder / "certificate.pem").write_bytes(b"\xff\xfe\0\0 no certificate")


def _empty_key(folder: Path) -> None:
    put_certificate(folder)
    (folder / "certificate.key").write_bytes(b"")


BAD = {
    _of_another_key: ("certificate_other_key", "does not belong to the key"),
    _locked: ("certificate_encrypted", "locked by a password"),
    _no_key: ("certificate_half", "certificate.key is missing"),
    _no_certificate: ("certificate_half", "certificate.pem is missing"),
    _nonsense: ("certificate_unreadable", "cannot be read"),
    _empty_key: ("certificate_unreadable", "cannot be read"),
}


@pytest.mark.parametrize("spoil", BAD, ids=lambda spoil: spoil.__name__)
def test_one_that_cannot_be_used_is_left_as_it_is(tmp_path: Path, spoil) -> None:  # type: ignore[no-untyped-def]
    folder = tmp_path / "server"
    spoil(folder)
    files = {file: file.read_bytes() for file in folder.iterdir()}
    code, sentence = BAD[spoil]
    with pytest.raises(BadCertificate) as bad:
        certificate(folder, NAMES)
    assert bad.value.code == code
    assert sentence in why_not(RunningServer(folder))
    assert files.items() <= {f: f.read_bytes() for f in folder.iterdir() if f.is_file()}.items()


def test_a_restaurant_opens_with_one_that_is_too_old(start: Start, tmp_path: Path) -> None:
    put_certificate(tmp_path / "server", ends_in_days=-1)
    server = start()
    assert any("is too old" in line for line in server.said)
