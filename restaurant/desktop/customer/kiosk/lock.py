"""Kiosk mode: the window fills the screen, and only a staff PIN closes it."""

from restaurant.desktop.customer.talk import Talk
from restaurant.desktop.touch.pin_pad import Check, PinPad
from restaurant.desktop.window.shell import Shell


class Kiosk:
    """Makes a window a kiosk; `check` asks the server about the PIN of whoever wants to leave."""

    def __init__(self, shell: Shell, talk: Talk, *, check: Check) -> None:
        self._shell, self._talk, self._check = shell, talk, check
        self.pad: PinPad | None = None
        root = shell.root
        root.attributes("-fullscreen", True)
        # Where no window manager carries out "full screen", the size does.
        root.geometry(f"{root.winfo_screenwidth()}x{root.winfo_screenheight()}+0+0")
        shell.on_close = self.ask

    def ask(self) -> None:
        """Somebody wants to leave."""
        if self.pad is None or not self.pad.popup.open:
            self._talk.close()
            text = self._shell.text
            self.pad = PinPad(
                self._shell, self._check, self._shell.close,
                hint=text("kiosk.ask"), close=text("kiosk.stay"),
            )  # fmt: skip

    def close(self) -> None:
        """Whoever wanted to leave has gone."""
        if self.pad is not None and self.pad.popup.open:
            self.pad.popup.close()
