"""What a replay says at its end, in words and figures."""

import math
from collections.abc import Iterator, Sequence

from build.replay.dishes import Dishes
from build.replay.ledger import Ledger, Sent
from build.replay.menu import Menu
from build.replay.orders_file import Bad

NAMED = 10
"""So many lines, orders or refusals are named, the others counted."""


def about_file(rows: int, orders: int, bad: Sequence[Bad], dishes: Dishes) -> Iterator[str]:
    """What was read, and what was odd."""
    yield f"file      {rows} rows, {orders} orders, {len(dishes.by_key)} dishes"
    for note, times in sorted(dishes.notes.items()):
        if times:
            yield f"          {times} {note}"
    for currency, times in dishes.currencies.most_common():
        as_is = "" if currency == dishes.currency else f" (taken as {dishes.currency})"
        yield f"          {times} prices name {currency}{as_is}"
    if bad:
        yield f"          {len(bad)} lines cannot be read:"
        yield from _some([f"line {line.line}: {line.reason}" for line in bad])


def about_menu(menu: Menu) -> Iterator[str]:
    """What it took to make the menu that of the file."""
    yield (
        f"menu      {menu.added} dishes added, {menu.changed} changed, "
        f"{menu.there} were so already ({menu.currency})"
    )
    if menu.refusals:
        yield f"          {len(menu.refusals)} refused:"
        yield from _some(menu.refusals)


def about_orders(ledger: Ledger, seconds: float, behind: float) -> Iterator[str]:
    """How the orders went, in milliseconds from send."""
    sent, accepted = len(ledger.sent), len(ledger.accepted)
    rate = accepted / seconds if seconds else 0.0
    yield f"orders    {sent} sent, {accepted} accepted in {seconds:.1f} s ({rate:.1f}/s)"
    yield f"          sent at most {1e3 * behind:.0f} ms after they were due"
    for code, times in ledger.refused.most_common():
        yield f"          {times} not taken: {code}"
    yield f"{'ms from send to':29}{'p50':>9}{'p95':>9}{'p99':>9}{'most':>9}{'orders':>9}"
    yield _waits("the acknowledgement", ledger.waits())
    yield _waits("a waiter's screen", ledger.waits(ledger.floor))
    yield _waits("a raw order_update", ledger.waits(ledger.listener))


def about_faults(ledger: Ledger) -> Iterator[str]:
    """Losses and doubles, by name."""
    for title, seen in (("waiter's screen", ledger.floor), ("raw listener", ledger.listener)):
        if seen.away:
            yield f"the {title} lost its link {seen.away} times"
    if ledger.listener.away:
        missed = len(ledger.missing(ledger.listener))
        yield f"the raw listener missed {missed} while it was away (a seed client has no snapshot)"
    lost = lost_orders(ledger)
    doubled = ledger.doubled()
    yield f"lost      {len(lost)}"
    yield from _some(lost)
    yield f"doubled   {len(doubled)}"
    yield from _some(doubled)


def lost_orders(ledger: Ledger) -> list[str]:
    """Each order that is lost, and where. A raw listener that was away missed what it missed."""
    lost = [f"{sent.name}: no answer" for sent in ledger.unanswered]
    lost += _missed(ledger.missing(ledger.floor), "the waiter's screen")
    if not ledger.listener.away:
        lost += _missed(ledger.missing(ledger.listener), "the raw listener")
    return lost


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile of sorted values; 0 of none."""
    if not values:
        return 0.0
    return values[min(len(values) - 1, max(0, math.ceil(share * len(values)) - 1))]


def _waits(name: str, waits: Sequence[float]) -> str:
    ordered = sorted(waits)
    figures = [percentile(ordered, share) for share in (0.5, 0.95, 0.99, 1.0)]
    return f"  {name:27}" + "".join(f"{ms:9.1f}" for ms in figures) + f"{len(ordered):9}"


def _missed(sent: Sequence[Sent], where: str) -> list[str]:
    return [f"{one.name}: {one.order_id} never came to {where}" for one in sent]


def _some(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"            {line}" for line in lines[:NAMED])
    if len(lines) > NAMED:
        yield f"            and {len(lines) - NAMED} more"
