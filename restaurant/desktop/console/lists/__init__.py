"""The two lists of the server's window, each drawn on one canvas: who is connected, and what happens."""
