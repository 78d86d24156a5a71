"""The server as its window knows it, without Tk: the process, the link to it, what both have told.

process          started, watched, started again, ended
child            its command, and a link to it
asking           what it is asked, and who waits for the answer
state            all that is known, made of what process and link tell
terminals        who is connected and who is paired, one row each
happenings       what happened, newest first
known_address    the address that was noted at an earlier start
"""
