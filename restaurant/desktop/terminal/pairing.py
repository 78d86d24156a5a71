"""Pairs this terminal: the code that the server's window shows, a name, and somebody's PIN."""

import threading
import tkinter as tk
from collections.abc import Callable
from functools import partial
from tkinter import ttk
from typing import Protocol

from restaurant.client.finding.pairing import CannotPair, Proven
from restaurant.client.no_link import NoLink
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.fields import field
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.popup import SIDE, Choice, Popup
from restaurant.desktop.parts.words import words
from restaurant.desktop.terminal.code_field import CodeField
from restaurant.desktop.touch.pin_pad import Denied, PinPad
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.basics import NAME_LENGTH
from restaurant.protocol.pairing import ALPHABET, LENGTH

WIDTH = 680
COLUMNS = 11
BACK = "⌫"
ABOUT_THE_CODE = ("wrong_code", "code_expired")
"""Refusals that another PIN does not help against."""

Call = Callable[[Callable[[], object]], object]
"""Has something done in Tk's thread, from any thread."""


class Pairs(Protocol):
    """Who speaks with the server; each of these takes a while and may raise NoLink or CannotPair."""

    def check(self, code: str) -> Proven: ...
    def pair(self, proven: Proven, *, pin: str, name: str) -> None: ...


class PairingDialog:
    """First the code and the name, then a PIN; one more choice may stand at the foot of the first."""

    def __init__(
        self, shell: Shell, pairs: Pairs, *, name: str, call: Call, more: Choice | None = None
    ) -> None:
        self._shell, self._pairs, self._call, self._more = shell, pairs, call, more
        self._first_name = name[:NAME_LENGTH]
        self._name = self._first_name
        self.pad: PinPad | None = None
        self._ask_code()

    @property
    def popup(self) -> Popup:
        """The one that is shown now, or was last."""
        return self._popup if self.pad is None else self.pad.popup

    # -------------------------------------------------------------------------- the code

    def _ask_code(self, problem: str = "") -> None:
        self.pad = None
        theme, text = self._shell.theme, self._shell.text
        self._popup = popup = Popup(self._shell.root, theme, text("pairing.title"), width=WIDTH)
        paper, room = popup.content, theme.px(WIDTH - 2 * SIDE)
        words(paper, theme, text("pairing.title"), font="section").pack(anchor="w")
        words(
            paper, theme, text("pairing.ask"), font="list", tone="muted", wraplength=room
        ).pack(anchor="w", pady=(theme.px(4), theme.px(8)))  # fmt: skip
        self.code = CodeField(paper, theme, changed=self._offer)
        self.code.entry.pack(fill="x")
        self._build_keys(paper)
        words(paper, theme, text("pairing.name"), tone="muted").pack(
            anchor="w", pady=(theme.px(8), theme.px(4))
        )
        self.name = tk.StringVar(popup.top, self._name)
        field(paper, theme, self.name).pack(fill="x")
        self.problem = words(paper, theme, problem, font="list", tone="late", wraplength=room)
        self.problem.pack(fill="x", pady=(theme.px(8), 0))
        self._build_foot()
        self._offer()
        popup.show(focus=self.code.entry)

    def _build_keys(self, paper: tk.Misc) -> None:
        """The signs of a code, for whoever has no keyboard."""
        theme = self._shell.theme
        board = row(paper)
        board.pack(fill="x", pady=(theme.px(8), 0))
        self.keys: dict[str, ttk.Button] = {}
        for place, key in enumerate([*ALPHABET, BACK]):
            made = button(
                board, theme, key, partial(self.press, key), width=2, takefocus=False
            )  # fmt: skip
            line, column = divmod(place, COLUMNS)
            made.grid(row=line, column=column, sticky="nsew", padx=1, pady=1)
            board.columnconfigure(column, weight=1, uniform="key")
            self.keys[key] = made

    def _build_foot(self) -> None:
        theme, text, popup = self._shell.theme, self._shell.text, self._popup
        if self._more is not None:
            popup.add(self._more)
        popup.add(Choice(text("common.close")))
        self.go_on = button(popup.foot, theme, text("pairing.next"), self.check, kind="Main")
        self.go_on.pack(side="left", fill="x", expand=True, padx=(theme.gap, 0))
        popup.top.bind("<Return>", lambda _event: self.go_on.invoke())

    def press(self, key: str) -> None:
        """A key was tapped."""
        if key == BACK:
            self.code.take_back()
        else:
            self.code.add(key)

    def _offer(self) -> None:
        """Going on is offered once the code is whole."""
        signs = self.code.signs
        self.go_on.state(["!disabled" if len(signs) == LENGTH else "disabled"])
        self.keys[BACK].state(["!disabled" if signs else "disabled"])

    def check(self) -> None:
        """Lets the server prove that it shows this code."""
        self._name = " ".join(self.name.get().split())[:NAME_LENGTH] or self._first_name
        self.go_on.state(["disabled"])
        self._say(self._shell.text("pairing.asking"), "muted")
        self._beside(self._prove, self.code.signs)

    def _prove(self, code: str) -> None:
        try:
            proven = self._pairs.check(code)
        except (NoLink, CannotPair) as failed:
            self._call(partial(self._not_proven, self._sentence(failed)))
        else:
            self._call(partial(self._ask_pin, proven))

    def _not_proven(self, sentence: str) -> None:
        if self._popup.open:
            self.go_on.state(["!disabled"])
            self._say(sentence, "late")

    # --------------------------------------------------------------------------- the PIN

    def _ask_pin(self, proven: Proven) -> None:
        if not self._popup.open:
            return
        self._popup.close()
        text = self._shell.text
        self.pad = PinPad(
            self._shell, partial(self._check_pin, proven), partial(self._done, proven),
            hint=text("pairing.pin", restaurant=proven.restaurant),
        )  # fmt: skip

    def _check_pin(
        self, proven: Proven, pin: str, answered: Callable[[Denied | None], object]
    ) -> None:
        self._beside(self._pair, proven, pin, answered)

    def _pair(self, proven: Proven, pin: str, answered: Callable[[Denied | None], object]) -> None:
        try:
            self._pairs.pair(proven, pin=pin, name=self._name)
        except (NoLink, CannotPair, OSError) as failed:
            sentence = self._sentence(failed)
            if isinstance(failed, CannotPair) and failed.code in ABOUT_THE_CODE:
                self._call(partial(self._ask_again, sentence))
                return
            seconds = failed.seconds if isinstance(failed, CannotPair) else 0
            self._call(partial(answered, Denied(sentence, seconds)))
        else:
            self._call(partial(answered, None))

    def _ask_again(self, problem: str) -> None:
        if self.pad is not None and self.pad.popup.open:
            self.pad.popup.close()
            self._ask_code(problem)

    def _done(self, proven: Proven) -> None:
        done = self._shell.text("pairing.done", name=self._name, restaurant=proven.restaurant)
        self._shell.say(done, "ready")

    # -------------------------------------------------------------------------- sentences

    def _sentence(self, failed: NoLink | CannotPair | OSError) -> str:
        text = self._shell.text
        match failed:
            case NoLink(reason=reason):
                return text(reason)
            case CannotPair(message=message):
                return message or text("pairing.wrong_code")
            case _:
                return text("pairing.cannot_keep", what=failed.strerror or failed)

    def _say(self, text: str, tone: Tone) -> None:
        self.problem.configure(text=text, foreground=self._shell.theme.colour(tone))

    @staticmethod
    def _beside(work: Callable[..., object], *args: object) -> None:
        threading.Thread(target=work, args=args, daemon=True).start()
