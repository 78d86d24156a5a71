"""A terminal's side: it finds its server, holds a link to it, and keeps what must not be lost.

    link            one thread: connects, greets, subscribes, sends and tells, again and again
    sending         which command is sent when, under one id until it is answered
    watching        what is watched, subscribed anew after each cut; `views` reads the messages of it
    notices         what a link tells its screen; `mirror` is the screen's copy of what it is shown
    address         where a server is, and through which door; `no_link` is why there is none
    timing          how long is waited for what

    finding         which server, and where it is now
    connecting      one connection to it, from reaching it to losing it
    kept            what a terminal keeps on its disk

A command on its way: `link.send` keeps it in `kept.outbox`; `sending` hands it to the link's present
`connecting.connection`; the answer comes back by way of the link's queue, and only then is it forgotten.
"""
