"""What the terminal says to the guest in a popup: one at a time, and some go by themselves."""

from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.popup import Choice, Popup, tell
from restaurant.desktop.window.shell import Shell

PASSING_MS = 20000
"""A confirmation goes by itself, so that the next guest finds a free terminal."""


class Talk:
    """The popup that is open, if one is."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self.popup: Popup | None = None
        self._timer: str | None = None
        shell.at_end(self._stop_timer)

    def tell(
        self, title: str, text: str, tone: Tone, *choices: Choice, passing: bool = False
    ) -> Popup:
        """Says it; the one before gives way. Without choices there is OK."""
        self.close()
        choices = choices or (Choice(self._shell.text("common.ok"), kind="Main"),)
        self.popup = popup = tell(
            self._shell.root, self._shell.theme, title=title, text=text, tone=tone, choices=choices
        )
        if passing:
            self._timer = self._shell.root.after(PASSING_MS, self.close)
        return popup

    def close(self) -> None:
        """Takes away what is said now."""
        self._stop_timer()
        if self.popup is not None and self.popup.open:
            self.popup.close()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._shell.root.after_cancel(self._timer)
            self._timer = None
