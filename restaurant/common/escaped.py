"""Text that others wrote, for a console: nothing in it can move the cursor or pass for a line of ours."""


def escaped(text: str) -> str:
    """The text with its control characters escaped, line ends among them."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
