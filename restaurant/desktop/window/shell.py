"""What every window has: a head, a bar for what is wrong, room in the middle, and an orderly end."""

import logging
import tkinter as tk
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Protocol

from restaurant.common.assets import asset
from restaurant.common.language.strings import Strings
from restaurant.desktop.look.theme import Theme, sharpen
from restaurant.desktop.look.tokens import Scheme, Tone
from restaurant.desktop.parts.frames import rule
from restaurant.desktop.parts.scrolled import Touch
from restaurant.desktop.parts.words import Elided, Pill
from restaurant.desktop.window.collector import Collector

LOG = logging.getLogger("restaurant.desktop")
LEAST_SIZE = (1024, 700)
FIRST_SIZE = (1366, 768)
NOTICE_MS = 8000
"""How long a passing sentence stays: long enough to read two of them."""


def open_root(title: str, *, least: tuple[int, int] = LEAST_SIZE) -> tk.Tk:
    """The one window of a process, as large as it likes to be and no larger than the screen."""
    sharpen()
    root = tk.Tk(className="Restaurant")
    root.title(title)
    root.iconphoto(True, tk.PhotoImage(master=root, file=str(asset("icon.png"))))
    screen = root.winfo_screenwidth(), root.winfo_screenheight()
    wide, high = (
        max(low, min(first, room))
        for low, first, room in zip(least, FIRST_SIZE, screen, strict=True)
    )
    root.geometry(
        f"{wide}x{high}+{max(0, (screen[0] - wide) // 2)}+{max(0, (screen[1] - high) // 3)}"
    )
    root.minsize(*least)
    Collector(root)
    return root


class Banner(Protocol):
    """Where a window says for how long something is wrong."""

    @property
    def text(self) -> str:
        """What it says now; empty if it says nothing."""

    def show(self, text: str, tone: Tone) -> None:
        """Says a sentence."""

    def hide(self) -> None:
        """Says nothing."""


class Shell:
    """The frame of a window: `head` (left side free), `body`, bars, and what happens at its end."""

    def __init__(
        self, root: tk.Tk, strings: Strings, *, scheme: Scheme = "light", headed: bool = True
    ) -> None:
        self.root = root
        self.strings = strings
        self.theme = theme = Theme(root, scheme, few=not headed)
        self.touch = Touch(root, theme)
        self.on_close: Callable[[], object] = self.close
        """Called when a person wants to close the window."""
        self._endings: list[Callable[[], object]] = []
        self._notice_timer: str | None = None
        root.protocol("WM_DELETE_WINDOW", lambda: self.on_close())
        root.bind("<Destroy>", self._destroyed, add="+")
        root.report_callback_exception = self.fault
        self.head = tk.Frame(root, background=theme.colour("surface"))
        self._line = rule(root, theme)
        if headed:
            self.head.pack(fill="x")
            self._line.pack(fill="x")
        self.body = tk.Frame(root, background=theme.colour("background"))
        self.banner: Banner = _Bar(root, theme, before=self.body)
        self.body.pack(fill="both", expand=True)
        self.notice = _Bar(root, theme, foot=True, close=strings.text("common.close"))
        self.fault_bar = _Bar(root, theme, foot=True, close=strings.text("common.close"))

    def title(self, text: str) -> Elided:
        """The title, at the left of the head."""
        theme = self.theme
        label = Elided(self.head, theme, text, font="title")
        label.pack(
            side="left", fill="x", expand=True, padx=(theme.px(20), theme.gap), pady=theme.px(12)
        )
        return label

    def state_pill(self) -> Pill:
        """A state, at the right of the head."""
        pill = Pill(self.head, self.theme, large=True)
        pill.pack(side="right", padx=(self.theme.gap, self.theme.px(16)), pady=self.theme.px(12))
        return pill

    def text(self, key: str, /, **params: object) -> str:
        """A text of this window's language."""
        return self.strings.text(key, **params)

    def say(self, text: str, tone: Tone) -> None:
        """Shows a sentence at the foot for a while."""
        self.notice.show(text, tone)
        if self._notice_timer is not None:
            self.root.after_cancel(self._notice_timer)
        self._notice_timer = self.root.after(NOTICE_MS, self.notice.hide)

    def attempt(self, function: Callable[..., object], *args: object) -> None:
        """Does what must not hold up what comes after it; if it fails, the window says what is wrong."""
        try:
            function(*args)
        except Exception as error:  # noqa: BLE001 - whatever it is, the window says it
            self.fault(type(error), error, error.__traceback__)

    def fault(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """A callback failed: the log gets all of it, the window a sentence."""
        LOG.error("callback failed\n%s", "".join(traceback.format_exception(kind, error, trace)))
        what = " ".join(str(error).split())[:120] or kind.__name__
        self.fault_bar.show(self.text("common.window_fault", what=what), "late")

    def at_end(self, function: Callable[[], object]) -> None:
        """Something to be done when the window goes."""
        self._endings.append(function)

    def close(self) -> None:
        """Ends the window, whatever one of its endings does."""
        self._end()
        self.root.destroy()

    def _end(self) -> None:
        while self._endings:
            try:
                self._endings.pop()()
            except Exception:
                LOG.exception("an ending failed")

    def _destroyed(self, event: "tk.Event[tk.Misc]") -> None:
        """The window went without being closed: a system that shuts down does that."""
        if event.widget is self.root:
            self._end()


class _Bar:
    """A sentence over the whole width in a full colour, there only when there is something to say."""

    def __init__(
        self,
        root: tk.Misc,
        theme: Theme,
        *,
        before: tk.Widget | None = None,
        foot: bool = False,
        close: str = "",
    ) -> None:
        self._theme = theme
        self._place = {"side": "bottom"} if foot else {"before": before}
        self._frame = tk.Frame(root)
        self._label = tk.Label(
            self._frame, font=theme.font("list_bold"), foreground=theme.colour("on_fill"),
            anchor="w", justify="left", padx=theme.px(20), pady=theme.px(12),
        )  # fmt: skip
        self._label.pack(side="left", fill="x", expand=True)
        self._label.bind("<Configure>", self._wrap)
        if close:
            self._close = tk.Label(
                self._frame, text="✕", font=theme.font("section"), foreground=theme.colour("on_fill"),
                padx=theme.px(20), cursor="hand2",
            )  # fmt: skip
            self._close.pack(side="right", fill="y")
            self._close.bind("<Button-1>", lambda _event: self.hide())

    @property
    def text(self) -> str:
        """What it says now; empty if it is not there."""
        return str(self._label.cget("text")) if self._frame.winfo_manager() else ""

    def show(self, text: str, tone: Tone) -> None:
        """Says a sentence."""
        colour = self._theme.colour(tone)
        for widget in (self._frame, *self._frame.winfo_children()):
            widget.configure(background=colour)  # type: ignore[call-arg]
        self._label.configure(text=text)
        if not self._frame.winfo_manager():
            self._frame.pack(fill="x", **self._place)

    def hide(self) -> None:
        """Says nothing."""
        self._frame.pack_forget()

    def _wrap(self, event: "tk.Event[tk.Misc]") -> None:
        self._label.configure(wraplength=max(1, event.width - 2 * self._theme.px(20)))
