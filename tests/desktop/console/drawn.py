"""What a list shows that is drawn on a canvas."""

from typing import Any

from restaurant.desktop.console.lists.drawn import DrawnList


def drawn(made: DrawnList) -> list[str]:
    """All words on its paper."""
    paper: Any = made.paper
    return [paper.itemcget(i, "text") for i in paper.find_all() if paper.type(i) == "text"]
