"""What is sold out ("86"): a popup over the menu to sell out a dish, bring it back, or count it down."""

import tkinter as tk
from collections.abc import Callable, Collection

from restaurant.desktop.parts.buttons import Stepper, button
from restaurant.desktop.parts.fields import field, placeholder
from restaurant.desktop.parts.frames import row, rule
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.desktop.parts.words import Elided, Pill, words
from restaurant.desktop.waiter.composer.draft import read_typed
from restaurant.desktop.waiter.keys import on_return
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import Command, SetAvailability
from restaurant.domain.menu import name_key
from restaurant.domain.values.menu import MenuItem

WIDTH, HEIGHT = 960, 440
TURN_WIDTH = 160
MOST_LEFT = 999
AT_ONCE, A_TIME = 16, 4
"""Rows that are shown at once, a list full of them, and those that follow in each pause after."""


class AvailabilityPopup:
    """All dishes with their state, those that are sold out or counted first; `act` gets the commands.

    By the keyboard: some letters and Return sell the first dish out or bring it back, "5 burg" and
    Return count it down from five.
    """

    def __init__(
        self,
        shell: Shell,
        dishes: Collection[MenuItem],
        *,
        act: Callable[[Command], object],
        enabled: bool,
    ) -> None:
        self._shell, self._act = shell, act
        theme, text = shell.theme, shell.text
        self.popup = popup = Popup(shell.root, theme, text("waiter.availability"), width=WIDTH)
        top = row(popup.content)
        top.pack(fill="x", pady=(0, theme.px(12)))
        words(top, theme, text("waiter.availability"), font="section").pack(side="left")
        self.search = tk.StringVar(popup.top)
        self.field = find = field(top, theme, self.search, width=20)
        find.pack(side="right")
        placeholder(find, theme, self.search, text("customer.search"))
        on_return(find, self._act_on_first)
        hint = Elided(popup.content, theme, text("waiter.availability_keys"), tone="muted")
        hint.pack(fill="x", pady=(0, theme.px(12)))
        rule(popup.content, theme).pack(fill="x")
        self._list = Scrolled(popup.content, theme)
        self._list.view.configure(height=theme.px(HEIGHT))
        self._list.pack(fill="both", expand=True)
        self.rows: dict[str, DishRow] = {}
        """Those that were made so far, by dish."""
        self._dishes: dict[str, MenuItem] = {}
        self._listed: list[str] = []
        self._timer: str | None = None
        # As they stood when it opened: a row that moved away under the finger would be tapped in vain.
        self._first = {dish.id for dish in dishes if dish.sold_out or dish.left is not None}
        self.show(dishes, enabled=enabled)
        self.search.trace_add("write", lambda *_: self._search())
        popup.add(Choice(text("common.close"), kind="Plain"))
        popup.show(focus=find)

    def show(self, dishes: Collection[MenuItem], *, enabled: bool) -> None:
        """The dishes as they are now; `enabled` False while nothing can be sent."""
        self._dishes, self._enabled = {dish.id: dish for dish in dishes}, enabled
        for gone in self.rows.keys() - self._dishes.keys():
            self.rows.pop(gone).frame.destroy()
        for dish_id, made in self.rows.items():
            made.show(self._dishes[dish_id], enabled=enabled)
        found = self._found()
        if found != self._listed:
            self._list_dishes(found)

    def _search(self) -> None:
        self._list_dishes(self._found())
        self._list.to_top()

    def _found(self) -> list[str]:
        """The dishes that have the letters in their names, in the order in which they are listed."""
        sought = name_key(read_typed(self.search.get())[1])
        keys = ((dish_id, name_key(dish.name)) for dish_id, dish in self._dishes.items())
        found = [(i not in self._first, key, i) for i, key in keys if sought in key]
        return [dish_id for _, _, dish_id in sorted(found)]

    def _list_dishes(self, found: list[str]) -> None:
        if self._timer is not None:
            self.popup.top.after_cancel(self._timer)
        for made in self.rows.values():
            made.frame.pack_forget()
        self._listed = found
        self._add_rows(0, AT_ONCE)

    def _add_rows(self, start: int, count: int) -> None:
        """So many rows from there on, and others in the next pause."""
        if not self.popup.open:
            return
        end = start + count
        for dish_id in self._listed[start:end]:
            if dish_id not in self.rows:
                self.rows[dish_id] = DishRow(self._list.content, self._shell, self._act)
                self.rows[dish_id].show(self._dishes[dish_id], enabled=self._enabled)
            self.rows[dish_id].frame.pack(fill="x")
        more = end < len(self._listed)
        self._timer = self.popup.top.after(1, self._add_rows, end, A_TIME) if more else None

    def _act_on_first(self) -> None:
        typed = self.search.get()
        count, letters = read_typed(typed)
        found = self._found()
        if letters and found:
            self.rows[found[0]].act(count if letters != typed.strip() else None)
            self.search.set("")


class DishRow:
    """One dish."""

    def __init__(self, master: tk.Misc, shell: Shell, act: Callable[[Command], object]) -> None:
        self._shell, self._act = shell, act
        self._dish: MenuItem | None = None
        self._enabled = False
        theme, text = shell.theme, shell.text
        self.frame = row(master)
        line = row(self.frame)
        line.pack(fill="x", pady=theme.px(8))
        # A place of one width for its two words, or what stands beside it would move.
        place = tk.Frame(line, width=theme.px(TURN_WIDTH), height=theme.target)
        place.pack(side="right")
        place.pack_propagate(False)
        self.turn = button(place, theme, "", self._turn, width=0)
        self.turn.pack(fill="both", expand=True)
        self.count = button(line, theme, text("waiter.count"), self._count)
        self.count.pack(side="right", padx=theme.gap)
        self.left = Stepper(
            line, theme, least=0, most=MOST_LEFT, changed=lambda _n: self._offer(), none="–"
        )
        self.left.pack(side="right")
        self.state = Pill(line, theme)
        self.state.pack(side="right", padx=theme.px(12))
        self._name = Elided(line, theme, font="list_bold")
        self._name.pack(side="left", fill="x", expand=True)
        rule(self.frame, theme).pack(fill="x")

    def show(self, dish: MenuItem, *, enabled: bool) -> None:
        """The dish as it is now."""
        if dish != self._dish:
            self._dish = dish
            self._name.show(dish.name)
            self.left.show(dish.left or 0)
            self._show_state(dish)
        self._enabled = enabled
        self.turn.state(["!disabled" if enabled else "disabled"])
        self._offer()

    def act(self, left: int | None) -> None:
        """Counts down from so many; None sells out or brings back."""
        if not self._enabled:
            return
        if left is None:
            self._turn()
        else:
            self.left.show(left)
            self._count()

    def _show_state(self, dish: MenuItem) -> None:
        text = self._shell.text
        if dish.sold_out:
            self.state.show(text("customer.sold_out"), "late")
        elif dish.left is not None:
            self.state.show(text("waiter.left", left=dish.left), "preparing")
        else:
            self.state.show(text("waiter.on_sale"), "ready")
        self.turn.configure(
            text=text("waiter.back" if dish.sold_out else "waiter.sell_out"),
            style="Plain.TButton" if dish.sold_out else "Danger.TButton",
        )

    def _offer(self) -> None:
        """Counting is offered once the number is another than the menu's."""
        dish = self._dish
        other = dish is not None and self.left.value != (dish.left or 0)
        self.count.state(["!disabled" if other and self._enabled else "disabled"])

    def _turn(self) -> None:
        if self._dish is not None:
            self._act(SetAvailability(item_id=self._dish.id, available=self._dish.sold_out))

    def _count(self) -> None:
        if self._dish is not None:
            left = self.left.value or None
            self._act(SetAvailability(item_id=self._dish.id, available=True, left=left))
