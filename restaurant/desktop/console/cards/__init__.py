"""The cards of the server's window: address, today, trouble, and those that want something of the owner."""
