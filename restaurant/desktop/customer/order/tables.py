"""Which table the guest sits at: what can be wrong with a number."""

from restaurant.domain.tables import is_table
from restaurant.protocol.documents import RestaurantDocument


class BadTable(Exception):
    """`key` of the strings says what is wrong with what was written."""

    def __init__(self, key: str, text: str) -> None:
        super().__init__(key, text)
        self.key, self.text = key, text


def read_table(text: str, restaurant: RestaurantDocument | None) -> int:
    """The number of a table of this restaurant. Raises BadTable."""
    text = text.strip()
    if not text:
        raise BadTable("customer.table_missing", text)
    if not text.isdecimal():
        raise BadTable("customer.table_not_numeric", text)
    number = int(text[:20])
    if restaurant is not None and not is_table(restaurant.tables, number):
        raise BadTable("customer.table_unknown", str(number))
    return number
