"""A restaurant floor on its own network: server, customer terminal and waiter terminal in one program."""

__version__ = "0.1.0"
