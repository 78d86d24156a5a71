"""One look for every window: `tokens` are read, `shapes` drawn, and `theme` hands out what they make.

tokens                               assets/look.json as values, colours mixed and compared
scheme                               light or dark, as this computer has it
shapes, icons                        smooth pictures of boxes, lines and roles
theme                                colour, font and size by name: what every widget asks
styles, button_styles, style_parts   the styles of ttk, made of these
"""
