"""What the server knows and says of itself: to its own window, to managers, and to the network.

- `operations`: the documents of it: the server, who is connected, `last_seen`, `faults`
- `whereabouts`: at which addresses it is now
- `introduction`: what a monitor, the network and a terminal that pairs are told
"""
