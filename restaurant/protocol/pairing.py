"""How a terminal and a server that meet for the first time know each other: by a code that a person carries.

The server's window shows the code, the terminal is told it. Over a TLS link of which nothing is known
yet the server proves that it has the code *and* the certificate that the terminal sees; somebody in
the middle has another certificate, and cannot make the proof for it. The key is made by scrypt, so
that the code cannot be guessed from the proof in the minutes that it is good for.
"""

import hashlib
import hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Capitals and digits without look-alikes."""

LENGTH = 8


def normal_code(text: str) -> str:
    """A code as it is compared: without spaces and hyphens, in capitals."""
    return "".join(c for c in text.upper() if c.isalnum())


def shown_code(code: str) -> str:
    """A code as people read it: `7KQ4-9XWB`."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"


def pairing_key(code: str) -> bytes:
    """The key that a code stands for (RFC 7914, N = 2^14, r = 8, p = 1); takes some 50 ms."""
    text = normal_code(code).encode()
    return hashlib.scrypt(text, salt=b"restaurant pairing", n=1 << 14, r=8, p=1, dklen=32)


def pairing_proof(key: bytes, *, fingerprint: str, nonce: str) -> str:
    """HMAC-SHA256 over the certificate's fingerprint and the terminal's nonce, in hexadecimal."""
    message = f"server|{fingerprint}|{nonce}".encode()
    return hmac.new(key, message, hashlib.sha256).hexdigest()
