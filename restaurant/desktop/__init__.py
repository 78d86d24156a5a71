"""Windows of the program, each folder a part; they import downwards only, which the linter holds.

picker/              which role this computer has: the first window that a person sees
customer/ waiter/    the two terminals
console/             the server's window
set_up               the window of the first start, a process of its own
terminal/            what the two terminals share: the way to their server, pairing, how it is run
touch/               what a finger writes with: keyboard, keys, PIN pad
window/              what every window has: its frame, its pump, its languages
parts/               building blocks: words, buttons, popups, what scrolls
look/                tokens, colours, fonts and shapes, made into the styles of ttk
"""
