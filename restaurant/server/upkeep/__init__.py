"""What the server does of its own accord, and what it is asked to do for its owner.

- `housekeeping`: the round every half second: the clock, snapshots, the owner's files
- `owners_edits`: what the owner changed in `menu.json` and `settings.json`
- `own_requests`: pairing codes and backups when asked; `backups` each night as well
- `announcing`: makes the server known on the network, by the process `announcer` beside it
"""
