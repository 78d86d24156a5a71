"""The language button of a customer terminal: a guest reads on in their own language."""

import tkinter as tk
from collections.abc import Callable
from functools import partial

from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.popup import Choice, Popup
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.languages import Language, offered
from restaurant.desktop.window.shell import Shell


class LanguageButton:
    """Shows the present language by its code; `speak` is told which one a guest has chosen."""

    def __init__(self, master: tk.Misc, shell: Shell, *, speak: Callable[[str], object]) -> None:
        self._shell, self._speak = shell, speak
        self.languages = offered(shell.root.tk.call("tk", "windowingsystem"))
        self.popup: Popup | None = None
        self.choices: dict[str, tk.Widget] = {}
        self.button = button(master, shell.theme, "", self.ask, kind="Quiet")
        self.button.configure(width=0)
        self.show()

    def show(self) -> None:
        """The language that the window speaks now."""
        self.button.configure(text=self._shell.strings.language.upper())

    def ask(self) -> None:
        """Offers all of them, each by its own name."""
        theme, text = self._shell.theme, self._shell.text
        self.popup = popup = Popup(self._shell.root, theme, text("customer.language"))
        words(popup.content, theme, text("customer.language"), font="section").pack(anchor="w")
        list_ = row(popup.content)
        list_.pack(fill="x", pady=(theme.px(12), 0))
        self.choices = {language.code: self._choice(list_, language) for language in self.languages}
        popup.add(Choice(text("common.close")))
        popup.show()

    def _choice(self, master: tk.Misc, language: Language) -> tk.Widget:
        theme = self._shell.theme
        made = button(master, theme, language.name, partial(self._chose, language.code))
        made.pack(fill="x", pady=(0, theme.gap))
        return made

    def _chose(self, code: str) -> None:
        if self.popup is not None:
            self.popup.close()
        self._speak(code)
