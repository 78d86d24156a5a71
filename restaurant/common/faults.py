"""Faults that an operator can do something about: logged as ever, and told in plain words."""

from typing import Any

from restaurant.common.language.strings import Words


def fault(code: str, /, **params: Any) -> dict[str, Any]:
    """The `extra` of a log call whose record people are told by the text `fault.<code>`.

    A record without one is told by its exception, and that the log has the details.
    """
    return {"fault": Words(f"fault.{code}", params)}
