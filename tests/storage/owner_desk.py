"""A folder with the owner's two files, edited as its owner edits them."""

import json
from pathlib import Path
from typing import Any

from restaurant.domain import restaurant
from restaurant.domain.events import (
    CategoryPut,
    Event,
    MenuItemPut,
)
from restaurant.domain.state import State
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.storage.owner_files import OwnerFiles
from tests.domain.histories import NOON, Happened, actor, state_after

DISHES = {
    name: MenuItem(id=name.lower(), name=name, category="mains", price=100 * n, order=n)
    for n, name in enumerate(["Burger", "Pasta", "Soup", "Salad"])
}
HISTORY: tuple[Happened, ...] = (
    CategoryPut(category=Category("mains", "Mains", 1)),
    CategoryPut(category=Category("drinks", "Drinks", 2)),
    *(MenuItemPut(item=item) for item in DISHES.values()),
    MenuItemPut(item=MenuItem("cola", "Cola", "drinks", 300)),
)
STATE = state_after(*HISTORY)


class Desk:
    """A folder with both files, and the state that its edits lead to."""

    def __init__(self, folder: Path, state: State = STATE) -> None:
        self.folder, self.state = folder, state
        self.files = OwnerFiles(folder)
        self.files.write(state)

    def edit(self, name: str, change: Any) -> None:
        """Open a file in an editor, change its object, save it."""
        path = self.folder / name
        plain = json.loads(path.read_text("utf-8"))
        change(plain)
        path.write_text(json.dumps(plain, indent=2, ensure_ascii=False), "utf-8")

    def take(self) -> list[Event]:
        """The events of what was edited, each file being a command that nobody may refuse."""
        taken: list[Event] = []
        for path in self.files.edited():
            command = self.files.change(path, self.state)
            if command is not None:
                for event in restaurant.decide(self.state, command, actor("manager"), NOON):
                    self.state = restaurant.evolve(self.state, event, NOON)
                    taken.append(event)
            self.files.took(path)
        return taken

    def names(self) -> list[str]:
        """The dishes in the order of the file that the state makes."""
        self.files.write(self.state)
        return [i["name"] for i in json.loads((self.folder / "menu.json").read_bytes())["items"]]


def by_name(plain: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in plain["items"] if item["name"] == name)
