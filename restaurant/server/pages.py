"""Pages that the server makes: so far the one that says where to go from here."""

from html import escape

from restaurant.common.strings import Strings
from restaurant.domain.state import State

PLACES = ("/protocol", "/openapi.json", "/asyncapi.json", "/healthz")


def start_page(state: State, strings: Strings) -> str:
    """The page at `/`: which restaurant this is, and what can be reached here."""
    name = escape(state.settings.name)
    links = "".join(
        f'<li><a href="{place}">{place}</a> {escape(strings.text("server.page" + place))}</li>'
        for place in PLACES
    )
    return (
        f'<!doctype html><html lang="{escape(strings.language)}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{name}</title><link rel="icon" href="/icon.png">'
        f'<link rel="stylesheet" href="/style.css"></head><body><main><h1>{name}</h1>'
        f"<p>{escape(strings.text('server.start_page'))}</p><ul>{links}</ul></main></body></html>"
    )
