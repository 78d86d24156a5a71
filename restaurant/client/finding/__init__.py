"""Which server a terminal belongs to, and where that is now.

- `finder`: looks, again and again: `goal` is what it looks for, `probing` asks who answers
- `discovery`: what the network announces; `found` reads it
- `known_server`: what is known of it for good, in `server.json`
- `pairing`: how the two come to know each other
- `picked`: the choice made before it is known which terminal this computer becomes
"""
