"""An order that a waiter is putting together, new or edited; the server has the last word on prices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from restaurant.desktop.terminal.order_line import Line, priced
from restaurant.domain.commands import EditOrder, NewOrder
from restaurant.domain.menu import name_key
from restaurant.domain.modifiers import unanswered, unit_price
from restaurant.domain.taxes import rate_of, total_of
from restaurant.domain.values.basics import MOST_PORTIONS
from restaurant.domain.values.menu import Modifier
from restaurant.domain.values.orders import ChangedItem, WantedItem
from restaurant.protocol.documents import DishDocument, OrderDocument, RestaurantDocument

SHOWN = 60
"""Dishes that a search offers: more than fit on the screen, few enough to be drawn with each letter."""

Menu = Mapping[str, DishDocument]
"""The dishes by id."""


@dataclass(frozen=True, kw_only=True)
class DraftLine(Line):
    """A dish; `item` is its number in an edited order, `begun` says that the kitchen has it in hand.

    An open item has no `item_id`.
    """

    item: int | None = None
    begun: bool = False


class Draft:
    """The lines, and where they go; `order` is the one that is edited."""

    def __init__(self, order: OrderDocument | None = None) -> None:
        self.order = order
        self.table: str = ""
        self.name: str = ""
        self.note: str = ""
        self.lines: list[DraftLine] = list(_lines(order)) if order else []
        self._before = {line.item: line for line in self.lines}
        self._tax_added = order is not None and order.tax_added

    @property
    def total(self) -> int:
        """Minor units to pay for everything."""
        return total_of(priced(self.lines), added=self._tax_added)

    @property
    def changed(self) -> bool:
        """Whether there is something to send."""
        return self.lines != list(self._before.values())

    def add(self, line: DraftLine) -> int:
        """Adds portions, to a line that is chosen alike where one has room; its place."""
        for index, other in enumerate(self.lines):
            alike = replace(other, item=None, quantity=line.quantity, unit_price=line.unit_price)
            if alike == line and other.quantity + line.quantity <= MOST_PORTIONS:
                self.lines[index] = replace(other, quantity=other.quantity + line.quantity)
                return index
        self.lines.append(line)
        return len(self.lines) - 1

    def put(self, index: int, line: DraftLine) -> None:
        """Another quantity, note or choice of options; no portion takes the line out."""
        if self.lines[index].begun:
            return
        if line.quantity <= 0:
            del self.lines[index]
        else:
            self.lines[index] = replace(line, quantity=min(line.quantity, MOST_PORTIONS))

    def follow(self, menu: Menu, restaurant: RestaurantDocument | None = None) -> None:
        """Takes prices and taxes as they are now, but for dishes that stay as they were ordered."""
        rates = restaurant.tax_rates if restaurant else {}
        if self.order is None:
            self._tax_added = restaurant is not None and restaurant.tax_added
        self.lines = [self._repriced(line, menu, rates) for line in self.lines]

    def command(self) -> NewOrder | EditOrder:
        """What has to be sent."""
        return self._edit(self.order) if self.order is not None else self._new()

    def _repriced(self, line: DraftLine, menu: Menu, rates: Mapping[str, str]) -> DraftLine:
        before, dish = self._before.get(line.item), menu.get(line.item_id)
        if before is not None and replace(line, unit_price=before.unit_price) == before:
            return before
        if dish is None:
            return line
        price, rate = unit_price(dish, line.options), rate_of(dish.tax, rates)
        return replace(line, name=dish.name, unit_price=price, tax_rate=rate)

    def _new(self) -> NewOrder:
        return NewOrder(
            items=tuple(map(_wanted, self.lines)),
            table=int(self.table) if self.table else None,
            name=self.name.strip() or None,
            note=self.note.strip(),
            expected_total=self.total,
        )

    def _edit(self, order: OrderDocument) -> EditOrder:
        kept = {line.item for line in self.lines}
        return EditOrder(
            order_id=order.order_id,
            add=tuple(_wanted(line) for line in self.lines if line.item is None),
            change=tuple(
                ChangedItem(line.item, line.quantity, line.note, line.options)
                for line in self.lines
                if line.item is not None and line != self._before[line.item]
            ),
            remove=tuple(i for i in self._before if i is not None and i not in kept),
            expected_total=self.total,
        )


def problem(draft: Draft, menu: Menu) -> str | None:
    """Why a draft cannot be sent yet, as a key of the strings; None if it can."""
    if draft.order is None and (why := _no_place(draft)):
        return why
    if not draft.lines:
        return "waiter.draft_no_dish"
    if any(missing(line, menu) for line in draft.lines):
        return "waiter.draft_choose"
    if draft.order is not None and not draft.changed:
        return "waiter.draft_unchanged"
    return None


def _no_place(draft: Draft) -> str | None:
    if draft.table and not (draft.table.isascii() and draft.table.isdigit()):
        return "waiter.draft_bad_table"
    if draft.table or draft.name.strip():
        return None
    return "waiter.draft_no_place" if draft.lines else "waiter.draft_place_first"


def new_line(dish: DishDocument) -> DraftLine:
    """A portion of a dish as the menu has it."""
    return DraftLine(item_id=dish.id, name=dish.name, unit_price=dish.price)


def open_line(name: str) -> DraftLine:
    """A portion of what is not on the menu: it has no price."""
    return DraftLine(item_id="", name=name.strip(), unit_price=0)


def missing(line: DraftLine, menu: Menu) -> Modifier | None:
    """The first question of the dish that has no proper answer yet."""
    dish = menu.get(line.item_id)
    if dish is None or line.begun:
        return None
    return next(iter(unanswered(dish, line.options)), None)


def read_typed(typed: str) -> tuple[int, str]:
    """How many portions of what: "3 burg" means three."""
    count, space, letters = typed.strip().partition(" ")
    if space and count.isascii() and count.isdigit() and 1 <= int(count) <= MOST_PORTIONS:
        return int(count), letters.strip()
    return 1, typed.strip()


def find_dishes(dishes: Iterable[DishDocument], typed: str) -> list[DishDocument]:
    """The dishes that are meant by some letters: beginnings first, then initials, then any part."""
    letters = name_key(typed)
    ranked = [(_rank(name_key(dish.name), letters), dish) for dish in dishes]
    found = [(rank, dish) for rank, dish in ranked if rank is not None]
    found.sort(
        key=lambda one: (one[1].sold_out, not one[1].is_served, one[0], name_key(one[1].name))
    )
    return [dish for _, dish in found[:SHOWN]]


def _rank(name: str, letters: str) -> int | None:
    words = name.split()
    if name.startswith(letters):
        return 0
    if any(word.startswith(letters) for word in words):
        return 1
    if "".join(word[0] for word in words).startswith(letters):
        return 2
    return 3 if letters in name else None


def _wanted(line: DraftLine) -> WantedItem:
    return WantedItem(
        item_id=line.item_id or None,
        name=None if line.item_id else line.name,
        quantity=line.quantity,
        note=line.note,
        options=line.options,
    )


def _lines(order: OrderDocument) -> Iterable[DraftLine]:
    for item in order.items:
        if item.status != "voided":
            yield DraftLine(
                item_id=item.item_id or "",
                name=item.name,
                unit_price=item.unit_price or 0,
                quantity=item.quantity,
                note=item.note,
                options=item.options,
                tax_rate=item.tax_rate,
                item=item.item,
                begun=item.status != "received",
            )
