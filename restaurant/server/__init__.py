"""The server process: one restaurant on the network, by Socket.IO, WebSocket and HTTP.

`main` starts `serving`, the process; `app` puts everything together, for one of two `modes`. Who cannot
start says why (`cannot_start`); what goes to the console goes `aside`. The rooms of this house:

    entrance        from the network to a connection that speaks
    trust           whom the server believes, and what stays secret
    wires           one for each way to speak; none knows a rule
    web             the pages that it serves, and what they are made of
    office          what it says of itself, to its own window and to the network
    upkeep          what it does of its own accord
    modes           eventlet, and plain threads without it

What passes between them lies open here, and `speech`: in which language the server speaks to whom.
There are two ways to follow.

The way of a connection, from the network inwards:

    entrance.listening      the socket, and who sits on the port already
    entrance.doors          two of them: plain HTTP, and TLS with the restaurant's `certificate`
    entrance.accepting      takes a connection, if its device has not more than its share
    entrance.handshake      TLS in good time
    entrance.deadlines      a request in good time
    wires.admission         around all wires: may it call this server so, is there room at all
    wires.http_wire, wires.websocket_wire, wires.socketio_wire
                            what was sent, for the desk
    trust.access            whose token is it: makes a caller
    reception               makes a screen of a link that stays: who, is there room, its end
    screens                 all of them; `outbound` is the queue to each

The way of a command, from any wire, and back:

    desk                    reads it, asks whether this caller may, gives it on, answers
    trust.pace              slows down who shows no token
    trust.gate              lets no PIN and no code by as it was typed; `lockout` lets guessers wait
    (engine)                decides and keeps it: `engine.committer`
    publishing              tells each part that asked what a batch changed
    hub                     tells the screens that watch
    wires.seed_orders       the same in the words of seed 000
"""
