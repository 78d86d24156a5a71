"""What the server does of its own accord, and what it is asked to do for its owner.

- `housekeeping`: the rounds, every half second and every two
- `opening_hours`, `snapshots`, `owners_edits`: what is looked after in them
- `first_files`: what a new restaurant begins with
- `pairing_codes`: opened when asked, gone in time
- `backup_rounds`: each night and when asked; `backups` makes and proves them
- `announcing`: makes the server known on the network, by the process `announcer` beside it
"""
