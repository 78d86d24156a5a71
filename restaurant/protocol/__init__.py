"""The language of the wires: every message, who may send it, who sees what, and how it is refused.

- `table`: every command with its wire name and who may send it; `requests` are those of no journal
- `codec`: from a wire to a typed command, and back to an answer; `refusals` are the other answers
- `messages`: the shapes of all else on the native wires; `seeds` those of the seed documents
- `documents`: the shapes of what screens are shown; `showing` makes them from the state
- `audiences`: who sees which of them; `touches` what an event changes of them
- `descriptions`: all of this, written for other programs
- `finding`, `pairing`: how a terminal gets to know its server
"""

PROTOCOL = 1
"""Client and server say this when they meet; a change that an older one cannot follow raises it."""
