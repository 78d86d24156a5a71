"""Part of something: the fields that a sender names, and what they make of the whole."""

from typing import TYPE_CHECKING, Any

from msgspec import UNSET, Struct, UnsetType, defstruct
from msgspec.structs import asdict, fields, replace

from restaurant.domain.values.settings import Limits, Settings

if TYPE_CHECKING:

    class ChangedLimits(Struct, frozen=True):
        """Limits of which only those count that are named."""

        def __init__(self, **named: int) -> None: ...

    class ChangedSettings(Struct, frozen=True):
        """Settings of which only those count that are named."""

        def __init__(self, **named: Any) -> None: ...

else:

    def _changed(kind: type[Struct], inner: dict[type, type]) -> type[Struct]:
        """The same fields, none of which has to be there: a new setting cannot be forgotten."""
        optional = [
            (field.encode_name, inner.get(field.type, field.type) | UnsetType, UNSET)
            for field in fields(kind)
        ]
        return defstruct(
            f"Changed{kind.__name__}", optional, frozen=True, forbid_unknown_fields=True,
            module=__name__, namespace={"__doc__": kind.__doc__},
        )  # fmt: skip

    ChangedLimits = _changed(Limits, {})
    ChangedSettings = _changed(Settings, {Limits: ChangedLimits})


def whole(settings: Settings) -> ChangedSettings:
    """All the settings, named."""
    return ChangedSettings(**asdict(settings))


def changed(settings: Settings, change: ChangedSettings) -> Settings:
    """The settings with those that are named in place of theirs."""
    named = _named(change)
    if isinstance(limits := named.get("limits"), Struct):
        named["limits"] = replace(settings.limits, **_named(limits))
    return replace(settings, **named)


def _named(change: Struct) -> dict[str, Any]:
    return {name: value for name, value in asdict(change).items() if value is not UNSET}
