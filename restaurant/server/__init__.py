"""The server process: one restaurant on the network, by Socket.IO, WebSocket and HTTP.

`main` starts `serving`, the process; `app` puts everything together, for one of two modes, `green`
(eventlet) or `threads`. After that there are two ways to follow.

The way of a connection, from the network inwards:

    listening       the socket, and who sits on the port already
    doors           two of them: plain HTTP, and TLS with the restaurant's `certificate`
    accepting       takes a connection, if its device has not more than its share
    handshake       TLS in good time
    deadlines       a request in good time
    admission       around all wires: may it call this server so, is there room at all
    http_wire, websocket_wire, socketio_wire
                    one for each way to speak; none knows a rule
    access          whose token is it: makes a caller
    reception       makes a screen of a link that stays: who, is there room, its end
    screens         all of them; `outbound` is the queue to each, `screen_socket` its end on eventlet

The way of a command, from any wire, and back:

    desk            reads it, asks whether this caller may, gives it on, answers
    pace            slows down who shows no token
    gate            lets no PIN and no code by as it was typed; `lockout` lets guessers wait
    (engine)        decides and keeps it: `engine.committer`
    hub             tells the screens that watch what changed
    seed_orders     the same in the words of seed 000

What the gate works with is made once and in one place: `guard` puts `keys`, `hashing`, `access`,
`pairing` and `gate` together. What the server does of its own accord: `housekeeping`, `owners_edits`,
`backups`, `announcing` with its process `announcer`, `manager_pin`. What its own window sees and asks:
`operations`, `faults`, `own_requests`. What it says of itself: `introduction`.
"""
