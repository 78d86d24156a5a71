"""What the fields of a form may hold, read from the types that commands are checked against."""

from typing import Any

import msgspec

BOUNDS = ("default", "enum", "maxLength", "maximum", "minLength", "minimum", "pattern")


def field_limits(*kinds: type[msgspec.Struct]) -> dict[str, dict[str, dict[str, Any]]]:
    """The bounds of each field by type and name, in the words of JSON Schema; {} where there are none."""
    _, components = msgspec.json.schema_components(kinds)
    return {
        name: {field: _bounds(schema) for field, schema in component["properties"].items()}
        for name, component in components.items()
        if "properties" in component
    }


def _bounds(schema: dict[str, Any]) -> dict[str, Any]:
    """Of a value, of the entries of a list of them, or of what may be there or not."""
    inside = (schema.get("items"), *schema.get("prefixItems", ()), *schema.get("anyOf", ()))
    for inner in inside:
        if isinstance(inner, dict) and inner.get("type") != "null":
            schema = {**schema, **_bounds(inner)}
    return {name: schema[name] for name in BOUNDS if name in schema}
