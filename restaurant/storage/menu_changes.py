"""What a menu that was read from a table would change, dish by dish, and the command that does it."""

import hashlib
from collections.abc import Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from restaurant.common.language.strings import Strings
from restaurant.domain.commands import PutMenu
from restaurant.domain.menu import name_key
from restaurant.domain.money import write_money
from restaurant.domain.state import MenuState
from restaurant.domain.values.menu import Category, MenuItem
from restaurant.storage.menu_cells import COLUMNS, heading, write_cells
from restaurant.storage.menu_file import in_order


class WrongLine(Struct, frozen=True):
    """A line that does not fit, and why, in a sentence."""

    line: int
    name: str
    reason: str


class ChangedDish(Struct, frozen=True):
    """A dish that would change: each column with what stands there now and what would."""

    line: int
    name: str
    changes: tuple[tuple[str, str, str], ...]


class NewDish(Struct, frozen=True):
    """A dish that would come onto the menu, its price as people write it."""

    line: int
    name: str
    category: str
    price: str


class Preview(Struct, frozen=True):
    """What a file would do; `takes` is whether that is anything, `problem` why nothing of it can be read.

    `digest` tells this outcome from every other.
    """

    new: tuple[NewDish, ...] = ()
    changed: tuple[ChangedDish, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    kept: int = 0
    new_categories: tuple[str, ...] = ()
    wrong: tuple[WrongLine, ...] = ()
    takes: bool = False
    digest: str = ""
    problem: str = ""


class MenuRead(Struct, frozen=True):
    """What a table says: its dishes by id with their lines, all categories by id, and what does not fit."""

    items: Mapping[str, MenuItem]
    lines: Mapping[str, int]
    categories: Mapping[str, Category]
    wrong: tuple[WrongLine, ...]


class Comparison:
    """A menu as it is beside one that was read; sentences are said in the language of `said`."""

    def __init__(self, menu: MenuState, read: MenuRead, currency: str, said: Strings) -> None:
        self._menu, self._read, self._currency, self._said = menu, read, currency, said

    def outcome(self, *, removes: bool) -> tuple[Preview, PutMenu | None]:
        """What all the lines together make of the menu; no command where they change nothing.

        `removes` takes dishes off the menu that are not in the table.
        """
        listed = self._placed()
        missing = [i for i in in_order(self._menu) if i.id not in self._read.items]
        names = {name_key(item.name) for item in listed}
        # A dish that is kept gives way where a line took its name.
        kept = [] if removes else [i for i in missing if name_key(i.name) not in names]
        removed = [item.name for item in missing if item not in kept]
        touched = tuple(i.id for i in listed if self._changes_availability(i))
        categories = tuple(self._read.categories.values())
        items = (*listed, *kept)
        command = PutMenu(categories=categories, items=items, availability_of=touched)
        new, changed, unchanged = self._told(listed)
        takes = bool(new or changed or removed) or self._is_reordered(listed)
        preview = Preview(
            new=new,
            changed=changed,
            unchanged=unchanged,
            removed=tuple(removed),
            kept=len(kept),
            new_categories=tuple(c.name for c in categories if c.id not in self._menu.categories),
            wrong=self._read.wrong,
            takes=takes,
            digest=_digest(command),
        )
        return preview, command if takes else None

    def _placed(self) -> list[MenuItem]:
        """The dishes in the file's order, which is left alone where it is the menu's own."""
        listed = list(self._read.items.values())
        if not self._is_reordered(listed) and all(i.id in self._menu.items for i in listed):
            return listed
        return [replace(item, order=place) for place, item in enumerate(listed)]

    def _is_reordered(self, listed: list[MenuItem]) -> bool:
        here = [item.id for item in listed if item.id in self._menu.items]
        kept = set(here)
        return here != [item.id for item in in_order(self._menu) if item.id in kept]

    def _changes_availability(self, item: MenuItem) -> bool:
        old = self._menu.items.get(item.id)
        now = (item.available, item.left)
        return old is None or now != (old.available, old.left)

    def _told(
        self, listed: list[MenuItem]
    ) -> tuple[tuple[NewDish, ...], tuple[ChangedDish, ...], int]:
        new, changed, unchanged = [], [], 0
        for item in listed:
            old, line = self._menu.items.get(item.id), self._read.lines[item.id]
            if old is None:
                category = self._read.categories[item.category].name
                price = write_money(item.price, self._currency)
                new.append(NewDish(line, item.name, category, price))
            elif changes := self._changes(old, item):
                changed.append(ChangedDish(line, item.name, changes))
            else:
                unchanged += 1
        return tuple(new), tuple(changed), unchanged

    def _changes(self, old: MenuItem, item: MenuItem) -> tuple[tuple[str, str, str], ...]:
        before, after = (
            write_cells(each, self._read.categories, self._currency, self._said)
            for each in (old, item)
        )
        return tuple(
            (heading(self._said, column), before[column], after[column])
            for column in COLUMNS
            if before[column] != after[column]
        )


def _digest(command: PutMenu) -> str:
    """Of what a file means; what the desk counts meanwhile is no part of that."""
    touched = set(command.availability_of)
    items = tuple(
        item if item.id in touched else replace(item, available=True, left=None)
        for item in command.items
    )
    return hashlib.sha256(msgspec.json.encode(replace(command, items=items))).hexdigest()
