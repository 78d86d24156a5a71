"""From the network to a connection that speaks: two doors, and how long anybody may stand in them.

`listening` has the socket; `doors` opens both, the TLS one with its `certificate`; `accepting` takes
connections and gives each device its share; `handshake` and `deadlines` let nobody dawdle.
"""
