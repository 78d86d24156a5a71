"""One connection to a server, made anew for each try.

- `connection`: from reaching it to losing it; `engine` is the library's part as a terminal needs it
- `secure`: TLS to the one certificate that this terminal knows
- `local_token`: the token that a server on this machine leaves for the same user
- `greeting`: hello from each side
- `asking`: one question by HTTP
"""
