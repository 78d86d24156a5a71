"""What every window has: a frame with its bars, the way of notices into Tk's thread, languages, an end.

shell        head, body, bars, faults that are told, an orderly end
pump         from a link's thread into Tk's
collector    Python's garbage collected in Tk's thread only
languages    which languages Tk can draw here
awake        the screen stays on
"""
