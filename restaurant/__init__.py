"""A restaurant floor on its own network: server, customer terminal and waiter terminal in one program.

Each folder says in its first lines what is in it. The modules that stand here start the whole program
or look after its files:

- `first_run`: the set-up from source; `setup_progress` and `setup_window` show how far it is,
  `system_packages` knows what of Python may be missing
- `demo`: `--demo`
- `safekeeping`: `--backup`, `--restore` and `--verify`
- `lost_pin`: `--reset-manager-pin`
"""

__version__ = "0.1.0"
