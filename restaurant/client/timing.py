"""How long a link waits for what, in one place so that tests can be impatient."""

from msgspec import Struct


class Timing(Struct, frozen=True, kw_only=True):
    """Seconds.

    A terminal has to be right within three seconds of the server's return, so it tries that often. A
    link counts as dead after `silence` without a byte, before the system's own pauses between what it
    sends again have grown longer; `ping` makes the server send some.
    """

    reach: float = 1.0
    """For the network connection alone."""
    greet: float = 5.0
    """For the server's answer to each step of the greeting."""
    answer: float = 10.0
    """For the answer to a command, before the link is given up and the command sent again."""
    ping: float = 1.0
    silence: float = 3.0
    first_pause: float = 0.25
    longest_pause: float = 0.8
    first_look: float = 3.0
    """For a terminal that was only just started to find the server, before it says that there is none."""
    refused_pause: float = 2.0
    """Between tries at a server that is there and does not want this terminal."""
    first_again: float = 1.0
    longest_again: float = 5.0
    """Between tries of a command that the server cannot take now."""
