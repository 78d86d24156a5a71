"""The languages that there are, for tests that look at each: a further file is tested like the first."""

from restaurant.common.language.strings import FALLBACK
from restaurant.desktop.window.languages import offered

DRAWN = [language.code for language in offered("x11")]
"""Those that windows here can show."""
FOREIGN = [code for code in DRAWN if code != FALLBACK]
