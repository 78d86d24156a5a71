"""Who works at this computer: a PIN takes it over, and whoever is signed in can sign out."""

from collections.abc import Callable

from restaurant.desktop.parts.popup import Choice
from restaurant.desktop.terminal.pin_check import PinCheck
from restaurant.desktop.touch.pin_pad import PinPad
from restaurant.desktop.window.pump import LinkLike
from restaurant.desktop.window.shell import Shell
from restaurant.domain.commands import SignIn, SignOut
from restaurant.protocol.messages import Person


class SigningIn:
    """`person` is who the server says is signed in; `call` gets back into Tk's thread."""

    def __init__(
        self, shell: Shell, link: LinkLike, call: Callable[[Callable[[], object]], object]
    ) -> None:
        self._shell, self._link, self._call = shell, link, call
        self.person: Person | None = None

    def ask(self) -> PinPad:
        """Opens the pad, for somebody to take over."""
        check = PinCheck(self._shell, self._link, self._call, lambda pin: SignIn(pin=pin))
        more = None
        if self.person is not None:
            text = self._shell.text("pin.sign_out", name=self.person.name)
            more = Choice(text, lambda: self._link.ask(SignOut()))
        return PinPad(self._shell, check, lambda: None, more=more)
