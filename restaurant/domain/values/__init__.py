"""The restaurant's nouns: what commands carry, events record and the state holds.

- `basics`: what the others are made of
- `people`: senders, staff, terminals, sessions
- `menu`: dishes and their modifiers; `hours` when they are served
- `orders`: what is asked for, and what is made of it
- `settings`: what an owner decides
"""
