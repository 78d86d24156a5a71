"""What a kiosk shows while nobody uses it: the restaurant's name, and where to begin."""

import tkinter as tk
from collections.abc import Callable

from restaurant.common.language.hours_words import opens
from restaurant.desktop.customer.order.cart_panel import closed_title
from restaurant.desktop.look import icons
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.shell import Shell
from restaurant.domain.values.hours import Service


class StartScreen:
    """Lies over the whole window until it is touched anywhere, then tells `begin`."""

    def __init__(self, shell: Shell, *, begin: Callable[[], object]) -> None:
        self._shell, self._begin = shell, begin
        theme = shell.theme
        ground = theme.colour("background")
        self.frame = tk.Frame(shell.root, background=ground, cursor="hand2")
        middle = tk.Frame(self.frame, background=ground)
        middle.place(relx=0.5, rely=0.45, anchor="center")
        image = icons.picture(
            shell.root, "customer", theme.px(168), theme.colour("on_fill"),
            ground=ground, plate=theme.colour("accent"),
        )  # fmt: skip
        plate = tk.Label(middle, image=image, background=ground)
        plate.image = image  # type: ignore[attr-defined]
        plate.pack(pady=(0, theme.px(24)))
        self._name = words(middle, theme, font="title", tone="muted", anchor="center")
        self._name.pack()
        self.call = words(middle, theme, shell.text("customer.begin"), font="far", anchor="center")
        self.call.pack(pady=(theme.px(8), 0))
        self._shell = shell
        self.opens = words(middle, theme, font="section", tone="muted", anchor="center")
        for widget in (self.frame, middle, plate, self._name, self.call, self.opens):
            # Let go, not pressed: or the same touch would go on to what lies below.
            widget.bind("<ButtonRelease-1>", lambda _event: self._touched())
        self.frame.bind("<Key>", lambda _event: self._touched())

    @property
    def shown(self) -> bool:
        """Whether it lies over the window."""
        return bool(self.frame.winfo_manager())

    def name(self, text: str) -> None:
        """The restaurant's name."""
        self._name.configure(text=text)

    def stand(self, closed: Service | None) -> None:
        """That the restaurant is closed, and when it opens; None is open. The menu can be read anyway."""
        text = self._shell.text
        if closed is None:
            self.call.configure(text=text("customer.begin"))
            self.opens.pack_forget()
            return
        words_ = opens(closed)
        self.call.configure(text=closed_title(closed, text))
        self.opens.configure(text=text(words_.key, **words_.params))
        self.opens.pack(pady=(self._shell.theme.px(8), 0))

    def show(self) -> None:
        """Waits for the next guest."""
        self.frame.place(relwidth=1.0, relheight=1.0)
        self.frame.lift()
        self.frame.focus_set()

    def _touched(self) -> None:
        self.frame.place_forget()
        self._begin()
