"""The network, and this computer on it.

- `addresses`: where a server is and where it can be found
- `networks`: where this computer stands on its networks now
- `ports`: those that nobody listens at
- `secure_socket`: a connection under TLS for a reader and a sender at once
"""
