"""The chosen order, large: its table, its dishes, and the actions that its state allows."""

import tkinter as tk
from collections.abc import Callable
from datetime import datetime
from functools import partial
from tkinter import ttk

from restaurant.common.language.writing import clock
from restaurant.desktop.parts.buttons import button, square_button
from restaurant.desktop.parts.frames import card, empty_state, row, rule
from restaurant.desktop.parts.scrolled import Scrolled
from restaurant.desktop.parts.words import Elided, Pill, sentence, words
from restaurant.desktop.terminal.status import ITEM_TONES, ORDER_TONES
from restaurant.desktop.waiter.orders.lines import age_of
from restaurant.desktop.waiter.orders.moves import (
    ORDER_TARGETS,
    may_edit,
    may_void,
    next_step,
    order_moves,
)
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import CancelOrder, Command, SetItemStatus, SetOrderStatus, VoidItem
from restaurant.domain.values.orders import ItemStatus, OrderStatus
from restaurant.protocol.documents import ItemDocument, OrderDocument

Act = Callable[[Command], object]
AskWhy = Callable[[str, Callable[[str], object]], object]
"""Asks for a reason (title, what to do with it)."""


class Details:
    """A card at the right; `act` gets commands, `ask_why` asks for the reason that some need.

    `edit` and `reprint` are asked for the order that is shown.
    """

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        *,
        act: Act,
        ask_why: AskWhy,
        edit: Callable[[], object],
        reprint: Callable[[], object],
    ) -> None:
        self._shell, self._act, self._ask_why = shell, act, ask_why
        self._edit, self._reprint = edit, reprint
        self.order: OrderDocument | None = None
        self.frame = card(master, shell.theme)
        self._empty: tk.Frame | None = None
        self._paper = row(self.frame)
        self.actions: dict[OrderStatus, ttk.Button] = {}
        self.rows: list[ItemRow] = []
        self._build()
        self.nothing()

    def nothing(self, sentence_: str | None = None) -> None:
        """No order is chosen; the sentence may say why."""
        self.order = None
        self._paper.pack_forget()
        if self._empty is not None:
            self._empty.destroy()
        text = self._shell.text
        self._empty = empty_state(
            self.frame, self._shell.theme, text("waiter.none_chosen_title"),
            sentence_ or text("waiter.none_chosen"), icon="waiter",
        )  # fmt: skip
        self._empty.pack(fill="both", expand=True)

    def show(self, order: OrderDocument, now: datetime, *, enabled: bool) -> None:
        """The order as it is now; `enabled` False while nothing can be sent."""
        if self._empty is not None:
            self._empty.destroy()
            self._empty = None
            self._paper.pack(fill="both", expand=True)
        if self.order is None or self.order.order_id != order.order_id:
            self._list.to_top()
        self.order = order
        text = self._shell.text
        place = text("waiter.place_table", table=order.table)
        self._place.show(
            place if order.table is not None else text("waiter.place_takeaway", name=order.name)
        )
        self._state.show(text(f"status.{order.status}"), ORDER_TONES[order.status])
        self.show_age(now)
        self._show_note(order.note)
        self._show_items(order, enabled)
        self._show_actions(order, enabled)

    def show_age(self, now: datetime) -> None:
        """The line with what does not change but the age."""
        order, text = self.order, self._shell.text
        if order is None:
            return
        at = clock(self._shell.strings, order.placed_at)
        parts = [order.order_id, at, age_of(order.placed_at, now, text), order.placed_by]
        self._about.show(" · ".join(filter(None, parts)))

    # -------------------------------------------------------------------------- building

    def _build(self) -> None:
        theme, paper = self._shell.theme, self._paper
        top = row(paper)
        top.pack(fill="x")
        self._state = Pill(top, theme, large=True)
        self._state.pack(side="right", padx=(theme.gap, 0))
        self._place = Elided(top, theme, font="far")
        self._place.pack(side="left", fill="x", expand=True)
        self._about = Elided(paper, theme, font="list", tone="muted")
        self._about.pack(fill="x", pady=(theme.px(4), theme.px(12)))
        self._note = ttk.Frame(paper, style="Inset.TFrame", padding=theme.px(12))
        self._note_text = sentence(self._note, theme, font="list")
        self._note_text.pack(fill="x")
        rule(paper, theme).pack(fill="x")
        self._build_foot()
        self._list = Scrolled(paper, theme)
        self._list.pack(fill="both", expand=True)

    def _build_foot(self) -> None:
        theme, text = self._shell.theme, self._shell.text
        foot = row(self._paper)
        foot.pack(side="bottom", fill="x", pady=(theme.px(12), 0))
        for column, target in enumerate(ORDER_TARGETS):
            made = button(
                foot, theme, text(f"waiter.to_{target}"), partial(self._move, target), width=0
            )
            made.grid(row=0, column=column, sticky="ew", padx=(theme.gap if column else 0, 0))
            foot.columnconfigure(column, weight=1, uniform="action")
            self.actions[target] = made
        self._build_lower(foot)
        rule(self._paper, theme).pack(side="bottom", fill="x")

    def _build_lower(self, foot: tk.Frame) -> None:
        """What is done now and then: as wide as its words ask for."""
        theme, text = self._shell.theme, self._shell.text
        lower = row(foot)
        lower.grid(row=1, column=0, columnspan=3, sticky="ew", pady=(theme.gap, 0))
        self.edit = button(lower, theme, text("waiter.edit"), self._edit, width=0)
        self.reprint = button(lower, theme, text("waiter.print"), self._reprint, width=0)
        self.cancel = button(
            lower, theme, text("waiter.cancel"), self._cancel, kind="Danger", width=0
        )
        for made in (self.edit, self.reprint, self.cancel):
            gap = 0 if made is self.edit else theme.gap
            made.pack(side="left", fill="x", expand=True, padx=(gap, 0))

    def _show_note(self, note: str) -> None:
        self._note_text.configure(text=note)
        if note:
            self._note.pack(fill="x", pady=(0, self._shell.theme.px(12)), after=self._about)
        else:
            self._note.pack_forget()

    def _show_items(self, order: OrderDocument, enabled: bool) -> None:
        while len(self.rows) > len(order.items):
            self.rows.pop().frame.destroy()
        while len(self.rows) < len(order.items):
            self.rows.append(
                ItemRow(self._list.content, self._shell, step=self._step, void=self._void)
            )
        for made, item in zip(self.rows, order.items, strict=True):
            made.show(item, enabled)

    def _show_actions(self, order: OrderDocument, enabled: bool) -> None:
        allowed = order_moves(order) if enabled else []
        for target, made in self.actions.items():
            main = bool(allowed) and target == allowed[0]
            made.configure(style=f"{'Main' if main else 'Plain'}.TButton")
            made.state(["!disabled" if target in allowed else "disabled"])
        self.cancel.state(["!disabled" if enabled and order.cancelled is None else "disabled"])
        self.edit.state(["!disabled" if enabled and may_edit(order) else "disabled"])

    def move_on(self) -> None:
        """Takes the whole order its next step, as the main button does."""
        if (order := self.order) is not None and (moves := order_moves(order)):
            self.actions[moves[0]].invoke()

    # --------------------------------------------------------------------------- actions

    def _move(self, target: OrderStatus) -> None:
        if self.order is not None:
            self._act(SetOrderStatus(order_id=self.order.order_id, status=target))

    def _step(self, item: int, status: ItemStatus) -> None:
        if self.order is not None:
            self._act(SetItemStatus(order_id=self.order.order_id, item=item, status=status))

    def _cancel(self) -> None:
        if (order := self.order) is not None:
            title = self._shell.text("waiter.cancel_title", order=order.order_id)
            self._ask_why(
                title, lambda why: self._act(CancelOrder(order_id=order.order_id, reason=why))
            )

    def _void(self, item: ItemDocument) -> None:
        if (order := self.order) is not None:
            title = self._shell.text("waiter.void_title", item=item.name)
            self._ask_why(
                title,
                lambda why: self._act(
                    VoidItem(order_id=order.order_id, item=item.item, reason=why)
                ),
            )


class ItemRow:
    """A dish of the order with its state, its next step, and a cross that calls it off."""

    def __init__(
        self,
        master: tk.Misc,
        shell: Shell,
        *,
        step: Callable[[int, ItemStatus], object],
        void: Callable[[ItemDocument], object],
    ) -> None:
        self._shell, self._step, self._void = shell, step, void
        self._item: ItemDocument | None = None
        theme = shell.theme
        self.frame = row(master)
        self.frame.pack(fill="x")
        self.frame.columnconfigure(1, weight=1)
        self._count = words(self.frame, theme, font="section", anchor="e", width=2)
        self._name = sentence(self.frame, theme, font="section")
        self._extra = sentence(self.frame, theme, font="list", tone="retry")
        self._state = Pill(self.frame, theme)
        self.next = button(self.frame, theme, "", self._do_step, width=-7)
        self.cross = square_button(self.frame, theme, "✕", self._do_void, kind="Quiet")
        top, low = theme.px(12), theme.px(12)
        self._count.grid(row=0, column=0, sticky="ne", padx=(0, theme.px(12)), pady=(top, 0))
        self._name.grid(row=0, column=1, sticky="new", pady=(top, 0))
        self._state.grid(row=2, column=1, sticky="w", pady=(theme.px(4), low))
        self.next.grid(row=0, column=2, rowspan=3, sticky="e", padx=theme.gap)
        self.cross.grid(row=0, column=3, rowspan=3, sticky="e")
        rule(self.frame, theme).grid(row=3, column=0, columnspan=4, sticky="ew")

    def show(self, item: ItemDocument, enabled: bool) -> None:
        """The dish as it is now."""
        self._item = item
        text, theme = self._shell.text, self._shell.theme
        self._count.configure(text=str(item.quantity))
        off = item.status == "voided"
        self._name.configure(text=item.name, foreground=theme.colour("muted" if off else "ink"))
        extra = " · ".join(filter(None, (", ".join(item.options), item.note)))
        self._extra.configure(text=extra)
        if extra:
            self._extra.grid(row=1, column=1, sticky="new")
        else:
            self._extra.grid_remove()
        self._state.show(text(f"status.{item.status}"), ITEM_TONES[item.status])
        self._show_buttons(item, enabled)

    def _show_buttons(self, item: ItemDocument, enabled: bool) -> None:
        status = next_step(item)
        if status is None:
            self.next.grid_remove()
        else:
            self.next.configure(text=self._shell.text(f"waiter.to_{status}"))
            self.next.grid()
            self.next.state(["!disabled" if enabled else "disabled"])
        if may_void(item):
            self.cross.grid()
            self.cross.state(["!disabled" if enabled else "disabled"])
        else:
            self.cross.grid_remove()

    def _do_step(self) -> None:
        status = next_step(self._item) if self._item else None
        if self._item is not None and status is not None:
            self._step(self._item.item, status)

    def _do_void(self) -> None:
        if self._item is not None:
            self._void(self._item)
