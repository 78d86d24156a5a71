"""What screens are shown, made from the state: the server's side of `documents`."""

from heapq import nsmallest

from restaurant.domain import modifiers
from restaurant.domain.orders import status_of
from restaurant.domain.state import State
from restaurant.domain.taxes import rate_text
from restaurant.domain.values.menu import MenuItem
from restaurant.domain.values.orders import Order, OrderItem
from restaurant.domain.values.people import StaffMember, Terminal
from restaurant.protocol.documents import (
    BestDish,
    DishDocument,
    FiguresDocument,
    ItemDocument,
    OrderDocument,
    PairedDocument,
    RestaurantDocument,
    StaffDocument,
)

BEST = 5
"""How many of the day's dishes are told: what fits beside the other figures, and costs little to send."""


def item_document(item: OrderItem) -> ItemDocument:
    """A dish of an order as screens see it."""
    return ItemDocument(
        item=item.number,
        name=item.name,
        quantity=item.quantity,
        unit_price=item.unit_price,
        note=item.note,
        options=item.options,
        station=item.station,
        status=item.status,
        item_id=item.item_id,
        tax_rate=item.tax_rate,
    )


def order_document(order: Order) -> OrderDocument:
    """An order as screens see it."""
    return OrderDocument(
        order_id=order.id,
        number=order.number,
        table=order.table,
        name=order.name,
        status=status_of(order),
        placed_at=order.placed_at,
        changed_at=order.changed_at or order.placed_at,
        placed_by=order.placed_by,
        items=tuple(item_document(item) for item in order.items),
        total=order.total,
        note=order.note,
        cancelled=order.cancelled,
        waiter=order.waiter,
        taxes=order.taxes,
        tax_added=order.tax_added,
    )


def paired_document(terminal: Terminal) -> PairedDocument:
    """A paired terminal as the owner sees it."""
    return PairedDocument(
        terminal_id=terminal.id,
        name=terminal.name,
        role=terminal.role,
        paired_at=terminal.paired_at,
        paired_by=terminal.paired_by,
    )


def staff_document(member: StaffMember) -> StaffDocument:
    """Somebody on the staff as the owner sees them: without their PIN."""
    return StaffDocument(staff_id=member.id, name=member.name, role=member.role)


def restaurant_document(state: State) -> RestaurantDocument:
    """The restaurant as screens see it."""
    settings = state.settings
    return RestaurantDocument(
        name=settings.name,
        number=settings.number,
        language=settings.language,
        currency=settings.currency,
        tables=settings.tables,
        outbox_minutes=settings.limits.outbox_minutes,
        service=state.hours.restaurant,
        tax_rates={name: rate_text(rate) for name, rate in settings.tax_rates.items()},
        tax_added=not settings.prices_include_tax,
    )


def dish_document(state: State, item_id: str) -> DishDocument | None:
    """A dish of the menu as screens see it."""
    item = state.menu.items.get(item_id)
    if item is None:
        return None
    fields = {name: getattr(item, name) for name in MenuItem.__struct_fields__}
    service = state.hours.dishes.get(item_id)
    return DishDocument(**fields, service=service, labels=modifiers.labels(item))


def figures_document(state: State) -> FiguresDocument:
    """Today's figures."""
    orders = state.orders
    served = orders.day_served
    best = nsmallest(BEST, orders.day_dishes.items(), key=lambda dish: (-dish[1], dish[0]))
    return FiguresDocument(
        day=orders.day,
        orders=orders.day_orders,
        open_orders=len(orders.open),
        takings=orders.day_takings,
        currency=state.settings.currency,
        minutes=round(orders.day_served_seconds / served / 60, 1) if served else None,
        best=tuple(BestDish(name, portions) for name, portions in best),
    )
