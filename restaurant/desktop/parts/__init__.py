"""Building blocks of every window: they know the look, and nothing of restaurants or servers.

words     texts that break, fit or stand for a state
buttons   what is pressed
fields    what is written in
frames    what these stand on: cards, rows, menus
scrolled  a frame with more in it than there is room for
popup     a question or a sentence over a window
"""
