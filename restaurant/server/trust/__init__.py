"""Whom the server believes, and what stays secret; `guard` puts it together, once.

- `keys`: `secret.key`, and all that is made from it; `hashing` does what takes long
- `access`: signed tokens, and who shows one
- `pairing`: the code that makes a terminal known, `manager_pin` the first PIN of all
- `gate`: no PIN and no code gets past it as it was typed; `lockout` counts wrong ones
- `pace`: how fast those may go who show no token
"""
