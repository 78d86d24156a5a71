"""Modifiers: what a dish asks, which options answer it, and what they add to its price.

A choice names options by their labels. A label is the option's name; where several modifiers of the
dish offer that name, it says which one is meant: "Onions: No". A bare name is understood there too:
it goes to the first of these modifiers that has no such answer yet.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from restaurant.domain.errors import Refused
from restaurant.domain.values.menu import MenuItem, Modifier, Option

Choice = tuple[str, ...]
"""The labels of the chosen options, in the order in which they were chosen."""


class Offer(NamedTuple):
    """An option of a dish by its label; `asked` is the place of its modifier in the dish."""

    label: str
    asked: int
    option: Option


def can_be_answered(modifier: Modifier) -> bool:
    """Whether somebody can choose as few and as many options as the modifier asks for."""
    fewest, most = modifier.choose
    return fewest <= min(most, len(modifier.options))


def offered_twice(dish: MenuItem) -> Offer | None:
    """The first option with the label of one before it: nobody could say which of the two is meant."""
    labelled: set[str] = set()
    for offer in offers(dish):
        if offer.label in labelled:
            return offer
        labelled.add(offer.label)
    return None


def offers(dish: MenuItem) -> list[Offer]:
    """Every option of the dish, in its order."""
    names = [name for asked in dish.modifiers for name in {o.name for o in asked.options}]
    shared = {name for name in names if names.count(name) > 1} if len(dish.modifiers) > 1 else ()
    return [
        Offer(f"{asked.name}: {o.name}" if o.name in shared else o.name, place, o)
        for place, asked in enumerate(dish.modifiers)
        for o in asked.options
    ]


def labels(dish: MenuItem) -> tuple[tuple[str, ...], ...]:
    """The labels by modifier; nothing where every option goes by its name."""
    offered = offers(dish)
    if all(one.label == one.option.name for one in offered):
        return ()
    asked = range(len(dish.modifiers))
    return tuple(tuple(one.label for one in offered if one.asked == place) for place in asked)


def picked(dish: MenuItem, chosen: Sequence[str]) -> Iterator[Offer | None]:
    """What each entry of a choice means; None where the dish does not offer it, or not so often."""
    left, labelled = offers(dish) if chosen else [], set(chosen)
    for called in chosen:
        meant = [one for one in left if one.label == called] or [
            one for one in left if one.option.name == called and one.label not in labelled
        ]
        if meant:
            left.remove(meant[0])
        yield meant[0] if meant else None


def unit_price(dish: MenuItem, chosen: Sequence[str]) -> int:
    """What a portion costs, in minor units; an option that the dish does not offer adds nothing."""
    return dish.price + sum(one.option.price for one in picked(dish, chosen) if one is not None)


def checked_choice(dish: MenuItem, chosen: Sequence[str]) -> list[Offer]:
    """The chosen options. Raises Refused `wrong_options` if the dish does not offer them so."""
    if not chosen and not dish.modifiers:  # most dishes of most orders
        return []
    meant = list(picked(dish, chosen))
    for modifier in _unanswered(dish, meant):
        raise Refused("wrong_options", item=dish.name, modifier=modifier.name)
    for called, offer in zip(chosen, meant, strict=True):
        if offer is None:
            raise Refused("wrong_options", item=dish.name, modifier=called)
    return [offer for offer in meant if offer is not None]


def unanswered(dish: MenuItem, chosen: Sequence[str]) -> list[Modifier]:
    """The questions of the dish that have no proper answer yet, in its order."""
    return list(_unanswered(dish, list(picked(dish, chosen))))


def toggled(dish: MenuItem, chosen: Sequence[str], tapped: Offer) -> Choice:
    """The choice after a tap on an option: the oldest of its question gives way to one too many.

    Where exactly one has to be chosen, a tap on that one leaves it.
    """
    kept = [one for one in picked(dish, chosen) if one is not None]
    mine = [one for one in kept if one.asked == tapped.asked]
    least, most = dish.modifiers[tapped.asked].choose
    if tapped not in mine:
        gone = mine[: max(0, len(mine) + 1 - max(1, most))]
        kept = [*(one for one in kept if one not in gone), tapped]
    elif (least, most) != (1, 1):
        kept.remove(tapped)
    return tuple(one.label for one in kept)


def _unanswered(dish: MenuItem, meant: Sequence[Offer | None]) -> Iterator[Modifier]:
    for place, modifier in enumerate(dish.modifiers):
        fewest, most = modifier.choose
        if not fewest <= sum(one is not None and one.asked == place for one in meant) <= most:
            yield modifier
