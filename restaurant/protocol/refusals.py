"""Every refusal: one list of codes with their HTTP status, one shape on every native wire."""

import msgspec

from restaurant.common.language.hours_words import in_words
from restaurant.common.language.strings import Strings, Words
from restaurant.domain.errors import Refused
from restaurant.protocol.messages import Refusal

STATUS: dict[str, int] = {
    "malformed": 400,
    "unknown_command": 400,
    "bad_setting": 400,
    "not_signed_in": 401,
    "terminal_removed": 401,
    "wrong_code": 401,
    "code_expired": 401,
    "wrong_pin": 401,
    "needs_tls": 403,
    "not_allowed": 403,
    "wrong_host": 403,
    "no_such_audience": 404,
    "no_such_category": 404,
    "no_such_folder": 404,
    "no_such_item": 404,
    "no_such_order": 404,
    "no_such_page": 404,
    "no_such_tax": 404,
    "no_such_staff": 404,
    "no_such_terminal": 404,
    "closed": 409,
    "last_orders": 409,
    "not_now": 409,
    "no_table": 409,
    "unknown_table": 409,
    "not_on_menu": 409,
    "sold_out": 409,
    "too_few_left": 409,
    "too_many_items": 409,
    "wrong_options": 409,
    "option_twice": 409,
    "price_changed": 409,
    "order_closed": 409,
    "wrong_status": 409,
    "kitchen_began": 409,
    "nothing_left": 409,
    "nothing_to_change": 409,
    "tax_in_use": 409,
    "name_taken": 409,
    "changed_meanwhile": 409,
    "listed_twice": 409,
    "category_not_empty": 409,
    "has_orders": 409,
    "last_manager": 409,
    "pin_needed": 409,
    "pin_taken": 409,
    "other_protocol": 409,
    "id_used": 409,
    "too_large": 413,
    "locked": 429,
    "too_fast": 429,
    "fault": 500,
    "cannot_store": 503,
    "read_only": 503,
    "unknown_outcome": 503,
    "too_many_screens": 503,
    "stopping": 503,
}
"""Code to HTTP status. Each code has its text in `assets/strings` under `refusal.<code>`."""


STATES = {"status", "wanted"}
"""Parameters that are states, which people know by other words than programs."""


def refusal(refused: Refused, strings: Strings, command_id: str | None = None) -> dict[str, object]:
    """A refusal as it goes over a wire, its sentence in the language of `strings`."""
    spoken = {
        name: Words(f"status.{refused.params[name]}") for name in STATES & refused.params.keys()
    }
    message = strings.text(f"refusal.{refused.code}", **{**in_words(refused.params), **spoken})
    shape = Refusal(error=refused.code, message=message, id=command_id)
    return {**msgspec.to_builtins(refused.params), **msgspec.to_builtins(shape)}
