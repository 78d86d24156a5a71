"""Modifiers: what a dish asks, which options answer it, and what they add to its price."""

from collections.abc import Iterable, Iterator

from restaurant.domain.errors import Refused
from restaurant.domain.values import MenuItem, Modifier, Option


def can_be_answered(modifier: Modifier) -> bool:
    """Whether somebody can choose as few and as many options as the modifier asks for."""
    fewest, most = modifier.choose
    return fewest <= min(most, len(modifier.options))


def unit_price(dish: MenuItem, chosen: Iterable[str]) -> int:
    """What a portion costs, in minor units; an option that the dish does not offer adds nothing."""
    return dish.price + sum(
        option.price for _, picked in _answers(dish, chosen) for option in picked
    )


def check_choice(dish: MenuItem, chosen: Iterable[str]) -> None:
    """Raises Refused `wrong_options` if the dish does not offer these options so."""
    left = list(chosen)
    for modifier, picked in _answers(dish, left):
        fewest, most = modifier.choose
        if not fewest <= len(picked) <= most:
            raise Refused("wrong_options", item=dish.name, modifier=modifier.name)
        for option in picked:
            left.remove(option.name)
    if left:
        raise Refused("wrong_options", item=dish.name, modifier=left[0])


def _answers(dish: MenuItem, chosen: Iterable[str]) -> Iterator[tuple[Modifier, list[Option]]]:
    """Each modifier with the options chosen of it; a name that two modifiers offer answers one a time."""
    left = list(chosen)
    for modifier in dish.modifiers:
        offered = {option.name: option for option in modifier.options}
        picked = [offered[name] for name in dict.fromkeys(left) if name in offered]
        for option in picked:
            left.remove(option.name)
        yield modifier, picked
