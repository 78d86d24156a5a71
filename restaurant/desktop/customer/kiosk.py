"""Kiosk mode: the window fills the screen, and only a staff PIN closes it."""

from collections.abc import Callable
from concurrent.futures import Future

from restaurant.desktop.customer.talk import Talk
from restaurant.desktop.popup import Choice, Popup
from restaurant.desktop.shell import Shell
from restaurant.desktop.widgets import button, row, sentence, words

Unlock = Callable[[str], "Future[bool]"]
"""Whether a PIN is a member of staff's; asked of the server, so the answer comes later."""

LOOK_MS = 50
MOST_DIGITS = 12


class Kiosk:
    """Makes a window a kiosk; without `unlock` it ends only with its process, and says so."""

    def __init__(self, shell: Shell, talk: Talk, *, unlock: Unlock | None) -> None:
        self._shell, self._talk, self._unlock = shell, talk, unlock
        self.panel: PinPanel | None = None
        root = shell.root
        root.attributes("-fullscreen", True)
        # Where no window manager carries out "full screen", the size does.
        root.geometry(f"{root.winfo_screenwidth()}x{root.winfo_screenheight()}+0+0")
        shell.on_close = self.ask

    def ask(self) -> None:
        """Somebody wants to leave."""
        text = self._shell.text
        if self._unlock is None:
            self._talk.tell(text("kiosk.no_pin_title"), text("kiosk.no_pin"), "received")
            return
        if self.panel is None or not self.panel.popup.open:
            self._talk.close()
            self.panel = PinPanel(self._shell, self._unlock, right=self._shell.close)

    def close(self) -> None:
        """Whoever wanted to leave has gone."""
        if self.panel is not None and self.panel.popup.open:
            self.panel.popup.close()


class PinPanel:
    """Asks for a PIN by keys on the screen; `right` is called when the server knows it."""

    def __init__(self, shell: Shell, unlock: Unlock, *, right: Callable[[], object]) -> None:
        self._shell, self._unlock, self._right = shell, unlock, right
        self._pin = ""
        self._asked: Future[bool] | None = None
        theme, text = shell.theme, shell.text
        self.popup = popup = Popup(shell.root, theme, text("kiosk.title"), width=360)
        words(popup.content, theme, text("kiosk.title"), font="section").pack(anchor="w")
        self.said = sentence(popup.content, theme, text("kiosk.ask"), tone="muted")
        self.said.pack(fill="x", pady=(theme.px(4), theme.px(8)))
        self.dots = words(popup.content, theme, " ", font="title", anchor="center")
        self.dots.pack(fill="x", pady=(0, theme.px(8)))
        self._build_keys()
        popup.add(Choice(text("kiosk.stay")))
        popup.top.bind("<Key>", lambda event: self._typed(event.char, event.keysym))
        popup.show(focus=popup.top)

    def press(self, key: str) -> None:
        """A key was tapped."""
        if self._asked is not None:
            return
        if key == "ok":
            self._ask()
        elif key == "back":
            self._show(self._pin[:-1])
        else:
            self._show((self._pin + key)[:MOST_DIGITS])

    def _build_keys(self) -> None:
        theme = self._shell.theme
        keys = row(self.popup.content)
        keys.pack(fill="x")
        for place, key in enumerate([*"123456789", "back", "0", "ok"]):
            sign = {"back": "⌫", "ok": self._shell.text("common.ok")}.get(key, key)
            made = button(
                keys, theme, sign, lambda key=key: self.press(key),  # type: ignore[misc]
                kind="Main" if key == "ok" else "Plain", width=3,
            )  # fmt: skip
            made.configure(takefocus=False)
            made.grid(
                row=place // 3, column=place % 3, sticky="nsew", padx=theme.px(2), pady=theme.px(2)
            )
            keys.columnconfigure(place % 3, weight=1, uniform="key")

    def _typed(self, char: str, keysym: str) -> None:
        key = {"BackSpace": "back", "Return": "ok"}.get(keysym, char)
        if key in ("back", "ok") or (key.isdecimal() and key.isascii()):
            self.press(key)

    def _show(self, pin: str) -> None:
        self._pin = pin
        self.dots.configure(text="●" * len(pin) or " ")

    def _ask(self) -> None:
        if self._pin:
            self._asked = self._unlock(self._pin)
            self._look()

    def _look(self) -> None:
        """The answer comes on another thread; Tk looks for it."""
        asked = self._asked
        if asked is None or not self.popup.open:
            return
        if not asked.done():
            self.popup.top.after(LOOK_MS, self._look)
            return
        self._asked = None
        if asked.exception() is None and asked.result():
            self.popup.close()
            self._right()
            return
        key = "kiosk.no_answer" if asked.exception() else "kiosk.wrong"
        self.said.configure(text=self._shell.text(key), foreground=self._shell.theme.colour("late"))
        self._show("")
