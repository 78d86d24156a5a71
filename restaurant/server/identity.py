"""Which restaurant this is, for whoever looks for it: the same at any address, from any backup."""

import hashlib
import hmac


def identity_of(key: bytes) -> str:
    """The public name of a secret key, 32 hexadecimal digits; it tells nothing of the key."""
    return hmac.new(key, b"identity", hashlib.sha256).hexdigest()[:32]
