"""One restaurant running: commands in, durable events out, each command carried out once.

- `committer`: the one writer: a batch of all that waits, one sync, then the answers
- `engine`: decides a batch, and takes it over once it is durable
- `answers`: what was answered before, for a command that comes again
- `errand`: what one task does for another
- `ports`: the seams to the outside: journal, followers, clock, signals
"""
