"""An order put together or edited by a waiter: dishes found by letters, lines, its way to the server."""
