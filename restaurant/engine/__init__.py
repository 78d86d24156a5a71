"""One restaurant running: commands in, durable events out, each command carried out once."""
