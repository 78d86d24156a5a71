"""The language of the wires: every message, who may send it, who sees what, and how it is refused."""

PROTOCOL = 1
"""Client and server say this when they meet; a change that an older one cannot follow raises it."""
