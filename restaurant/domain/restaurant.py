"""The whole restaurant: one `decide` and one `evolve` that hand each message to its topic.

Rules that hold for every topic:

- `decide` looks at the state and either returns the events that a command makes, or raises Refused.
  It changes nothing, knows no clock (`now` is a value) and throws no dice.
- `evolve` applies an event that was decided. It cannot fail, and replaying the journal runs nothing else.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from restaurant.domain import (
    business_day,
    commands,
    editing,
    events,
    menu,
    opening,
    order_entry,
    orders,
    people,
    settings,
)
from restaurant.domain.state import State
from restaurant.domain.values.people import Actor

Decide = Callable[[State, Any, Actor, datetime], list[events.Event]]
Evolve = Callable[[State, Any, datetime], State]


def _plain(decide: Callable[[State, Any], list[events.Event]]) -> Decide:
    """A rule that asks neither who sends nor what time it is."""
    return lambda state, command, _actor, _now: decide(state, command)


def _menu(evolve: Callable[[Any, Any], Any]) -> Evolve:
    return lambda state, event, _at: replace(state, menu=evolve(state.menu, event))


def _orders(evolve: Callable[[State, Any, datetime], Any]) -> Evolve:
    return lambda state, event, at: replace(state, orders=evolve(state, event, at))


def _people(evolve: Callable[[Any, Any], Any]) -> Evolve:
    return lambda state, event, _at: replace(state, people=evolve(state.people, event))


DECIDE: dict[type[commands.Command], Decide] = {
    commands.PutMenu: _plain(menu.put_menu),
    commands.PutMenuItem: _plain(menu.put_menu_item),
    commands.RemoveMenuItem: _plain(menu.remove_menu_item),
    commands.SetAvailability: _plain(menu.set_availability),
    commands.PutCategory: _plain(menu.put_category),
    commands.RemoveCategory: _plain(menu.remove_category),
    commands.NewOrder: order_entry.new_order,
    commands.EditOrder: lambda state, command, actor, _now: editing.edit_order(
        state, command, actor
    ),
    commands.SetOrderStatus: _plain(orders.set_order_status),
    commands.SetItemStatus: _plain(orders.set_item_status),
    commands.CancelOrder: _plain(orders.cancel_order),
    commands.VoidItem: _plain(orders.void_item),
    commands.SignIn: people.sign_in,
    commands.SignOut: people.sign_out,
    commands.PairTerminal: people.pair_terminal,
    commands.RemoveTerminal: _plain(people.remove_terminal),
    commands.UnlockTerminal: people.unlock_terminal,
    commands.UnpairTerminal: people.unpair_terminal,
    commands.RenameTerminal: _plain(people.rename_terminal),
    commands.PutStaff: _plain(people.put_staff),
    commands.RemoveStaff: _plain(people.remove_staff),
    commands.ResetManagerPin: _plain(people.reset_manager_pin),
    commands.Tick: lambda state, command, actor, now: [
        *business_day.tick(state, command, actor, now),
        *opening.turned(state, now),
    ],
    commands.PutSettings: _plain(settings.put_settings),
}

EVOLVE: dict[type[events.Event], Evolve] = {
    events.MenuItemPut: _menu(menu.menu_item_put),
    events.MenuItemRemoved: _menu(menu.menu_item_removed),
    events.AvailabilitySet: _menu(menu.availability_set),
    events.CategoryPut: _menu(menu.category_put),
    events.CategoryRemoved: _menu(menu.category_removed),
    events.OrderPlaced: _orders(order_entry.order_placed),
    events.OrderEdited: _orders(orders.order_changed),
    events.ItemStatusSet: _orders(orders.order_changed),
    events.ItemVoided: _orders(orders.order_changed),
    events.OrderCancelled: _orders(orders.order_changed),
    events.OrderClosed: _orders(orders.order_closed),
    events.SignedIn: _people(people.signed_in),
    events.SignedOut: _people(people.signed_out),
    events.TerminalPaired: _people(people.terminal_paired),
    events.TerminalRenamed: _people(people.terminal_renamed),
    events.TerminalRemoved: _people(people.terminal_removed),
    events.TerminalUnlocked: lambda state, _event, _at: state,
    events.StaffPut: _people(people.staff_put),
    events.StaffRemoved: _people(people.staff_removed),
    events.ManagerPinReset: _people(people.staff_put),
    events.DayBegan: _orders(business_day.day_began),
    events.ServiceTurned: lambda state, event, _at: replace(
        state, hours=opening.service_turned(state.hours, event)
    ),
    events.SettingsPut: lambda state, event, _at: settings.settings_put(state, event),
}

MADE: dict[type[events.Event], Callable[[Any], str]] = {
    events.OrderPlaced: lambda event: event.order.id,
    events.SignedIn: lambda event: event.session.id,
    events.TerminalPaired: lambda event: event.terminal.id,
    events.StaffPut: lambda event: event.member.id,
    events.ManagerPinReset: lambda event: event.member.id,
}
"""For each event that makes something: how to read the id of what it made."""


def decide(
    state: State, command: commands.Command, actor: Actor, now: datetime
) -> list[events.Event]:
    """The events that a command makes. Raises Refused."""
    return DECIDE[type(command)](state, command, actor, now)


def evolve(state: State, event: events.Event, at: datetime) -> State:
    """The state after an event that happened `at`."""
    return EVOLVE[type(event)](state, event, at)


def made(decided: Sequence[events.Event]) -> str | None:
    """The id of what a command made or put, which its sender is told and which a repeat tells again.

    Its letters before the first "-" say what it is: `ORD` an order, `S` a session, `T` a terminal,
    `P` somebody on the staff.
    """
    for event in decided:
        if (made_by := MADE.get(type(event))) is not None:
            return made_by(event)
    return None
