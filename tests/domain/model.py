"""A restaurant as a beginner would program it: the independent judge of the real rules."""

from dataclasses import dataclass, field
from datetime import date

STEPS = ["received", "preparing", "ready", "served"]


@dataclass
class Dish:
    """A dish of the menu."""

    name: str
    category: str
    price: int
    available: bool = True
    left: int | None = None


@dataclass
class Line:
    """A dish of an order."""

    name: str
    quantity: int
    price: int
    key: str | None = None
    status: str = "received"
    number: int = 0


@dataclass
class Ticket:
    """An order."""

    lines: list[Line]
    day: date
    cancelled: bool = False
    numbers: int = 0

    def __post_init__(self) -> None:
        for line in self.lines:
            self.take_number(line)

    def take_number(self, line: Line) -> None:
        """The next one, which no dish of the order ever had."""
        self.numbers += 1
        line.number = self.numbers

    def line(self, number: int) -> Line | None:
        """A dish by its number."""
        return next((line for line in self.lines if line.number == number), None)

    @property
    def live(self) -> list[Line]:
        """What is not called off."""
        return [] if self.cancelled else [line for line in self.lines if line.status != "voided"]

    @property
    def takings(self) -> int:
        """What the guests will pay."""
        return sum(line.price * line.quantity for line in self.live)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return any(line.status != "served" for line in self.live)

    @property
    def status(self) -> str:
        """In the words of an order."""
        behind = min((STEPS.index(line.status) for line in self.live), default=None)
        furthest = max((STEPS.index(line.status) for line in self.live), default=None)
        if behind is None:
            return "cancelled"
        if behind == 0 and furthest:
            return "preparing"
        return ["received", "preparing", "ready", "completed"][behind]


@dataclass
class Model:
    """All that has happened, in plain lists. Each method says how the real rules have to refuse."""

    headings: set[str] = field(default_factory=set)
    dishes: dict[str, Dish] = field(default_factory=dict)
    tickets: list[Ticket] = field(default_factory=list)
    tables: tuple[int, ...] = ()
    day: date = date.min
    currency: str = "EUR"

    def put_dish(self, key: str, dish: Dish) -> str | None:
        """A dish comes or changes."""
        if dish.category not in self.headings:
            return "no_such_category"
        if any(k != key and other.name == dish.name for k, other in self.dishes.items()):
            return "name_taken"
        self.dishes[key] = dish
        return None

    def remove_dish(self, key: str) -> str | None:
        """A dish leaves."""
        return None if self.dishes.pop(key, None) else "no_such_item"

    def set_available(self, key: str, *, available: bool, left: int | None) -> str | None:
        """86, back, or counted."""
        if key not in self.dishes:
            return "no_such_item"
        self.dishes[key].available, self.dishes[key].left = available, left
        return None

    def remove_heading(self, key: str) -> str | None:
        """A heading leaves."""
        if key not in self.headings:
            return "no_such_category"
        if any(dish.category == key for dish in self.dishes.values()):
            return "category_not_empty"
        self.headings.remove(key)
        return None

    def put_menu(
        self, headings: list[str], dishes: list[tuple[str, Dish]], counted: set[str]
    ) -> str | None:
        """The whole menu at once, or nothing of it."""
        keys = [key for key, _ in dishes]
        if len(set(headings)) < len(headings) or len(set(keys)) < len(keys):
            return "listed_twice"
        for place, (_, dish) in enumerate(dishes):
            if dish.category not in headings:
                return "no_such_category"
            if dish.name in [other.name for _, other in dishes[:place]]:
                return "name_taken"
        for key, dish in dishes:
            if (old := self.dishes.get(key)) and key not in counted:
                dish.available, dish.left = old.available, old.left
        self.headings, self.dishes = set(headings), dict(dishes)
        return None

    def tick(self, today: date) -> None:
        """The clock goes on, not back."""
        self.day = max(self.day, today)

    def put_settings(self, currency: str, tables: tuple[int, ...]) -> str | None:
        """The owner decides."""
        if self.tickets and currency != self.currency:
            return "has_orders"
        self.currency, self.tables = currency, tables
        return None

    def order(
        self, table: int, wanted: list[tuple[str, int]], today: date, *, staff: bool
    ) -> str | None:
        """An order by names and quantities, each of another dish."""
        if self.tables and table not in self.tables:
            return "unknown_table"
        by_name = {dish.name: dish for dish in self.dishes.values()}
        keys = {dish.name: key for key, dish in self.dishes.items()}
        for name, _ in wanted:
            if name not in by_name:
                if not staff:
                    return "not_on_menu"
            elif not by_name[name].available or by_name[name].left == 0:
                return "sold_out"
        known = [(by_name[name], quantity) for name, quantity in wanted if name in by_name]
        if any(dish.left is not None and quantity > dish.left for dish, quantity in known):
            return "too_few_left"
        for dish, quantity in known:
            dish.left = None if dish.left is None else dish.left - quantity
        lines = [
            Line(name, quantity, by_name[name].price if name in by_name else 0, keys.get(name))
            for name, quantity in wanted
        ]
        self.tick(today)
        self.tickets.append(Ticket(lines, self.day))
        return None

    def _ticket(self, number: int) -> Ticket | str:
        if not 1 <= number <= len(self.tickets):
            return "no_such_order"
        ticket = self.tickets[number - 1]
        return ticket if ticket.is_open else "order_closed"

    def step(self, number: int, item: int, status: str) -> str | None:
        """One dish moves on."""
        ticket = self._ticket(number)
        if isinstance(ticket, str):
            return ticket
        line = ticket.line(item)
        if line is None:
            return "no_such_item"
        if line.status == "voided" or STEPS.index(status) != STEPS.index(line.status) + 1:
            return "wrong_status"
        line.status = status
        return None

    def step_all(self, number: int, status: str) -> str | None:
        """All dishes that are behind move on."""
        ticket = self._ticket(number)
        if isinstance(ticket, str):
            return ticket
        behind = [x for x in ticket.live if STEPS.index(x.status) < STEPS.index(status)]
        for line in behind:
            line.status = status
        return None if behind else "wrong_status"

    def void(self, number: int, item: int) -> str | None:
        """One dish is called off."""
        ticket = self._ticket(number)
        if isinstance(ticket, str):
            return ticket
        line = ticket.line(item)
        if line is None:
            return "no_such_item"
        if line.status == "voided":
            return "wrong_status"
        self._give_back([line])
        line.status = "voided"
        return None

    def edit(
        self, number: int, add: list[tuple[str, int]], change: dict[int, int], remove: set[int]
    ) -> str | None:
        """Dishes come by name, get another quantity, or go; what goes is not changed."""
        ticket = self._ticket(number)
        if isinstance(ticket, str):
            return ticket
        change = {item: quantity for item, quantity in change.items() if item not in remove}
        for item in [*change, *sorted(remove)]:
            line = ticket.line(item)
            if line is None:
                return "no_such_item"
            if line.status != "received":
                return "kitchen_began"
            if item in change and self._is_more_of_a_gone_dish(line, change[item]):
                return "no_such_item"
        after = self._edited(ticket, add, change, remove)
        if [vars(line) for line in after] == [vars(line) for line in ticket.lines]:
            return "nothing_to_change"
        if all(line.status == "voided" for line in after):
            return "nothing_left"
        if add and all(line.status != "received" for line in ticket.live):
            return "kitchen_began"
        return self._put(ticket, after)

    def _is_more_of_a_gone_dish(self, line: Line, quantity: int) -> bool:
        return line.key is not None and line.key not in self.dishes and quantity > line.quantity

    def _edited(
        self,
        ticket: Ticket,
        add: list[tuple[str, int]],
        change: dict[int, int],
        remove: set[int],
    ) -> list[Line]:
        by_name = {dish.name: (key, dish) for key, dish in self.dishes.items()}
        after = []
        for line in ticket.lines:
            if line.number in remove:
                continue
            if line.number not in change:
                after.append(line)
                continue
            dish = self.dishes.get(line.key or "")
            name, price = (dish.name, dish.price) if dish else (line.name, line.price)
            after.append(Line(name, change[line.number], price, line.key, line.status, line.number))
        for place, (name, quantity) in enumerate(add, 1):
            key, dish = by_name.get(name, (None, None))
            price = dish.price if dish else 0
            after.append(Line(name, quantity, price, key, number=ticket.numbers + place))
        return after

    def _put(self, ticket: Ticket, after: list[Line]) -> str | None:
        def portions(lines: list[Line], key: str) -> int:
            return sum(x.quantity for x in lines if x.key == key and x.status == "received")

        more = {
            key: portions(after, key) - portions(ticket.lines, key)
            for key in {line.key for line in (*ticket.lines, *after)} & set(self.dishes)
            if key is not None
        }
        wanted = [(self.dishes[key], count) for key, count in more.items()]
        if any(count > 0 and (not d.available or d.left == 0) for d, count in wanted):
            return "sold_out"
        if any(d.left is not None and count > 0 and count > d.left for d, count in wanted):
            return "too_few_left"
        for dish, count in wanted:
            dish.left = None if dish.left is None else dish.left - count
        ticket.lines = after
        ticket.numbers = max([ticket.numbers, *(line.number for line in after)])
        return None

    def cancel(self, number: int) -> str | None:
        """Everything is called off."""
        ticket = self._ticket(number)
        if isinstance(ticket, str):
            return ticket
        self._give_back(ticket.lines)
        ticket.cancelled = True
        return None

    def _give_back(self, lines: list[Line]) -> None:
        """What the kitchen has not begun can be sold again."""
        for line in lines:
            dish = self.dishes.get(line.key or "")
            if line.status == "received" and dish is not None and dish.left is not None:
                dish.left += line.quantity
