"""Which language is spoken on this computer: the chosen one, the restaurant's, the computer's, English."""

import io
import json
import sys
from pathlib import Path

from restaurant.common.language.strings import FALLBACK, Strings
from restaurant.common.machine import computers_language
from restaurant.common.options import Options
from restaurant.common.remembered import remembered_language


def chosen_language(options: Options) -> str | None:
    """What a person chose in the picker of this computer."""
    return remembered_language(options.data_folder(None))


def spoken_on(options: Options, restaurants: str | None) -> Strings:
    """The texts of a window; `restaurants` is the restaurant's language, if that is known."""
    return Strings(chosen_language(options) or restaurants or computers_language() or FALLBACK)


def spoken_in(folder: Path) -> Strings:
    """The texts for whoever starts a server in its data folder, before there is anybody to ask."""
    return Strings(language_of(folder) or computers_language() or FALLBACK)


def say_on_console(sentence: str) -> None:
    """Print a sentence in any language: a pipe on Windows gets letters that it does not take as codes."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    print(sentence)


def language_of(folder: Path) -> str | None:
    """What `settings.json` in a data folder says, as far as it can be read."""
    try:
        settings = json.loads((folder / "settings.json").read_text("utf-8-sig"))
    except (OSError, ValueError):
        return None
    language = settings.get("language") if isinstance(settings, dict) else None
    return language if isinstance(language, str) else None
