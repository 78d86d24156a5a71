"""How long an orderly end may take, from the inside out: nobody is ended before what it waits for.

A process is asked to end by a signal, by its window, or by the end of its standard input: the
parent let it go or is gone (`ties`, `processes`). It ends in order what it is responsible for, and
whoever asked it waits longer than that may take, and kills only then:

    the server        lets the round of housekeeping under way end, commits what waits, saves a
                      snapshot, writes its last lines; where that hangs it ends itself
    the window        asks its server to end and kills it where it does not; then ends itself
    demo, self-test   let go of all their windows and servers at once, kill what is left
    the first start   on Windows waits for the program that it started, the demo perhaps

A terminal has no child and little to do, and gets a window's time like the server's own.
None of these times guards an order: what was acknowledged was synced before. A server that is killed
has no fresh snapshot, and its next start reads a little more of the journal.
"""

_MARGIN = 5.0
"""Between the end of one process and the patience of the one around it, on a slow machine."""

ROUND = 5.0
"""The server: for the round of housekeeping that is under way."""
LAST_WRITES = 15.0
"""The server: for committing what waits, the owner's files, and the last snapshot."""
LAST_LINES = 1.0
"""The server: for whoever reads what it prints, who may have stopped reading."""
GOODBYE = 2.0
"""The server: for whoever announces it to withdraw that, while the rest ends."""
SERVER_ENDS = ROUND + LAST_WRITES + GOODBYE + 2 * LAST_LINES + _MARGIN
"""After this a server that lost its parent ends itself."""

KILLED = 2.0
"""For a killed process to be gone, with all that it started."""
SERVER_IS_KILLED = SERVER_ENDS + _MARGIN
"""After this the window kills the server that it asked to end."""
WINDOW_ENDS = SERVER_IS_KILLED + KILLED + _MARGIN
"""After this a window that lost its parent ends itself."""

CHILD_IS_KILLED = WINDOW_ENDS + _MARGIN
"""After this demo and self-test kill the children that they let go."""
PROGRAM_ENDS = CHILD_IS_KILLED + KILLED + _MARGIN
"""After this whatever lost its parent and still hangs ends itself, whichever part it is."""
PROGRAM_IS_KILLED = PROGRAM_ENDS + _MARGIN
"""After this the first start kills the program that it started."""
