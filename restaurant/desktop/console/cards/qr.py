"""The QR code of an address, as a picture of Tk: made in memory, sharp at any size."""

import tkinter as tk
from io import BytesIO

import segno

QUIET = 2
"""Modules of white around it: half of what the norm asks for, the card's own white does the rest."""


def qr_picture(master: tk.Misc, text: str, room: int, *, ink: str, ground: str) -> tk.PhotoImage:
    """The code as large as whole pixels a module allow in so many pixels, at least one pixel each."""
    code = segno.make_qr(text, error="m")
    modules, _ = code.symbol_size(scale=1, border=QUIET)
    png = BytesIO()
    code.save(
        png, kind="png", scale=max(1, room // int(modules)), border=QUIET, dark=ink, light=ground
    )
    return tk.PhotoImage(master=master, data=png.getvalue())
