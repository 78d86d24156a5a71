"""A terminal's link to the server: reconnects by itself, and sends each command once for good."""
