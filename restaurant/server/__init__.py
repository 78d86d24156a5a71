"""The server process: one restaurant on the network, by Socket.IO, WebSocket and HTTP."""
