"""The look of every screen as CSS custom properties, made from `assets/look.json`."""

from collections.abc import Iterator, Mapping
from typing import Any


def look_css(look: Mapping[str, Any]) -> str:
    """A style sheet: colours in light, in dark where the system asks for it, and sizes in pixels."""
    sizes = {name: f"{value}px" for name, value in look.items() if isinstance(value, int)}
    sizes |= {f"type_{name}": f"{value}px" for name, value in look["type"].items()}
    sizes["motion"] = f"{look['motion_ms']}ms"
    del sizes["motion_ms"]
    light = _rule(look["light"] | sizes | {"color_scheme": "light dark"})
    return f"{light}@media (prefers-color-scheme: dark) {{\n{_rule(look['dark'])}}}\n"


def _rule(values: Mapping[str, str]) -> str:
    return f":root {{\n{''.join(_lines(values))}}}\n"


def _lines(values: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        written = name.replace("_", "-")
        yield f"  {'' if name == 'color_scheme' else '--'}{written}: {value};\n"
