"""What the other values are made of: names, texts, counts and sums, each with its bounds."""

from typing import Annotated

from msgspec import Meta

NAME_LENGTH = 60
Name = Annotated[str, Meta(min_length=1, max_length=NAME_LENGTH, pattern=r"\S")]
TEXT_LENGTH = 500
Text = Annotated[str, Meta(max_length=TEXT_LENGTH)]
Identifier = Annotated[str, Meta(min_length=1, max_length=64)]
LAST_TABLE = 999
TableNumber = Annotated[int, Meta(ge=1, le=LAST_TABLE)]
MOST_PORTIONS = 99
Quantity = Annotated[int, Meta(ge=1, le=MOST_PORTIONS)]
Count = Annotated[int, Meta(ge=0, le=9999)]
Minutes = Annotated[int, Meta(ge=0, le=24 * 60)]
Money = Annotated[int, Meta(ge=0, le=10**11)]  # minor units of the restaurant's currency
