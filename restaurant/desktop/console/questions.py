"""What the server's window asks before it does what cannot be taken back; one question at a time."""

import tkinter as tk
from collections.abc import Callable

from restaurant.desktop.parts.popup import Choice, Popup, tell
from restaurant.desktop.window.shell import Shell


class Questions:
    """Each calls what it is given if the answer is yes; whoever only presses Return changes nothing."""

    def __init__(self, root: tk.Misc, shell: Shell) -> None:
        self._root, self._shell = root, shell
        self.popup: Popup | None = None

    def stop(self, terminals: int, yes: str, act: Callable[[], object]) -> None:
        """Whether to stop the server while so many are connected; `yes` says what is done."""
        text = self._shell.text
        name = {0: "none", 1: "one"}.get(terminals, "many")
        self._ask(
            text("console.ask_title"), text(f"console.ask_{name}", count=terminals),
            Choice(yes, act, "Danger"), keep=text("console.keep_running"),
        )  # fmt: skip

    def revoke(self, name: str, act: Callable[[], object]) -> None:
        """Whether to know the terminal of this name no longer."""
        text = self._shell.text
        self._ask(
            text("console.ask_revoke_title", name=name), text("console.ask_revoke"),
            Choice(text("console.revoke"), act, "Danger"), keep=text("console.keep_terminal"),
        )  # fmt: skip

    def reset_pin(self, act: Callable[[], object]) -> None:
        """Whether to give the first manager another PIN."""
        text = self._shell.text
        self._ask(
            text("console.ask_reset_title"), text("console.ask_reset"),
            Choice(text("console.reset_pin"), act, "Danger"), keep=text("console.keep_pin"),
        )  # fmt: skip

    def _ask(self, title: str, sentence: str, choice: Choice, *, keep: str) -> None:
        if self.popup is not None and self.popup.open:
            return
        self.popup = tell(
            self._root, self._shell.theme, title=title, text=sentence, tone="retry",
            choices=[choice, Choice(keep, kind="Main")],
        )  # fmt: skip
