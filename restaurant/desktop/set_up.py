"""The window of the first start, a process of its own: shows what it reads, a JSON object a line."""

import json
import queue
import sys
import threading
import tkinter as tk
from collections.abc import Iterable
from typing import Any

from restaurant.common.language.strings import FALLBACK, Strings
from restaurant.common.machine import computers_language
from restaurant.desktop.parts.buttons import button
from restaurant.desktop.parts.frames import row
from restaurant.desktop.parts.words import Elided, sentence
from restaurant.desktop.window.shell import Shell, open_root

SIZE = (640, 300)
EVERY_MS = 50
MARGIN = 20
BAR = 8


def main() -> int:
    """Shows what standard input says, until that ends or the window is closed."""
    strings = Strings(computers_language() or FALLBACK)
    root = open_root(strings.text("setup.title"), least=SIZE)
    window = SetUpWindow(root, strings)
    window.follow(sys.stdin)
    root.mainloop()
    return 0


class SetUpWindow:
    """What is being done and how far it is; or why it failed, with a button to close."""

    def __init__(self, root: tk.Tk, strings: Strings) -> None:
        self.root = root
        self.shell = Shell(root, strings)
        self.theme = theme = self.shell.theme
        wide, high = (theme.px(pixels) for pixels in SIZE)
        left, top = (root.winfo_screenwidth() - wide) // 2, (root.winfo_screenheight() - high) // 3
        root.geometry(f"{wide}x{high}+{left}+{top}")
        self._told: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._build()
        self._timer = root.after(EVERY_MS, self._empty)
        self.shell.at_end(lambda: root.after_cancel(self._timer))

    def follow(self, lines: Iterable[str]) -> None:
        """Shows what the lines say, as they come; closes when they end."""

        def read() -> None:
            for line in lines:
                self._told.put(json.loads(line))
            self._told.put(None)

        threading.Thread(target=read, daemon=True).start()

    def _build(self) -> None:
        theme, margin = self.theme, self.theme.px(MARGIN)
        self.title = self.shell.title(self.shell.text("setup.title"))
        body = row(self.shell.body)
        body.pack(fill="both", expand=True, padx=margin, pady=margin)
        self.why = sentence(body, theme, self.shell.text("setup.why"), font="list")
        self.why.pack(fill="x")
        self.foot = row(body)
        self.foot.pack(side="bottom", fill="x")
        self.doing = Elided(self.foot, theme, tone="muted")
        self.doing.pack(fill="x")
        self._track = tk.Frame(self.foot, height=theme.px(BAR), background=theme.colour("line"))
        self._track.pack(fill="x", pady=(theme.px(12), 0))
        self.bar = tk.Frame(self._track, background=theme.colour("accent"))
        self.bar.place(relheight=1, relwidth=0)

    def _empty(self) -> None:
        self._timer = self.root.after(EVERY_MS, self._empty)
        while not self._told.empty():
            message = self._told.get()
            if message is None:
                self.shell.close()
                break
            self.take(message)

    def take(self, message: dict[str, Any]) -> None:
        """Shows one message: `text` and `share`, or `failed`."""
        if "failed" in message:
            self._fail(message["failed"])
        else:
            self.doing.show(message["text"])
            self.bar.place(relwidth=message["share"])

    def _fail(self, why: str) -> None:
        theme = self.theme
        for widget in self.foot.winfo_children():
            widget.destroy()
        self.title.show(self.shell.text("setup.failed"))
        self.title.configure(foreground=theme.colour("late"))
        self.why.configure(text=why)
        text = self.shell.text("common.close")
        self.button = button(self.foot, theme, text, self.shell.close, kind="Main")
        self.button.pack(side="right")
        self.button.focus_set()
        self.root.update_idletasks()
        self.root.geometry(f"{self.root.winfo_width()}x{self.root.winfo_reqheight()}")
        self.root.lift()


if __name__ == "__main__":
    sys.exit(main())
