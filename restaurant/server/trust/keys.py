"""`secret.key`, and everything that is derived from it."""

import hashlib
import hmac
import secrets
from pathlib import Path

from restaurant.common.files import replace_file

KEY_BYTES = 32
IDENTITY_DIGITS = 32


class Keys:
    """What only this restaurant can make; it goes with a backup, so it stays when the machine changes."""

    def __init__(self, secret: bytes) -> None:
        self.tokens = secret
        self.identity = self._derived("identity").hex()[:IDENTITY_DIGITS]
        """Tells this restaurant from every other, whatever its name and address."""
        self._salt = self._derived("staff pin")

    def pin_hash(self, pin: str) -> str:
        """What is kept of a PIN (RFC 7914, N = 2^14, r = 8, p = 1); takes some 50 ms and 16 MiB.

        All have one salt, of which the journal knows nothing: so one hash finds out whose PIN it is.
        """
        digest = hashlib.scrypt(pin.encode(), salt=self._salt, n=1 << 14, r=8, p=1, dklen=32)
        return f"scrypt1${digest.hex()}"

    def _derived(self, purpose: str) -> bytes:
        return hmac.new(self.tokens, purpose.encode(), hashlib.sha256).digest()


def load_keys(path: Path) -> Keys:
    """The keys in a file, which is made where there is none. Raises OSError."""
    if not path.exists():
        replace_file(path, secrets.token_bytes(KEY_BYTES), private=True)
    return Keys(path.read_bytes())
