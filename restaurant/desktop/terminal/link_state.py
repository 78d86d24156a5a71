"""How the link is, shown the same on every window: a pill in the head, a bar while it is down."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from restaurant.client.link import UNKNOWN
from restaurant.client.no_link import UNPAIRED
from restaurant.client.notices import Offline, Online
from restaurant.desktop.window.shell import Shell
from restaurant.protocol.messages import Who

OTHER = "link.other_certificate"
NOT_PAIRED = UNPAIRED - {OTHER}
"""Reasons that mean: the server is there, and has no such terminal."""


class LinkState:
    """Whether the server answers and knows this terminal, and what its clock says.

    `asks_to_pair` has the question come by itself, where no guest stands before the screen.
    """

    def __init__(self, shell: Shell, *, offline_hint: str, asks_to_pair: bool = False) -> None:
        self._shell, self._hint, self._asks_to_pair = shell, offline_hint, asks_to_pair
        self.pill = shell.state_pill()
        self.help: Callable[[], object] | None = None
        """What a tap on the pill does while there is no link: asks a person where the server is."""
        self.pair: Callable[[], object] | None = None
        """What a tap on the pill does where pairing this terminal would help."""
        self.pill.bind("<Button-1>", lambda _event: self._helped())
        self.online = False
        self.unpaired = False
        """Whether the server answers and does not know this terminal, which so may only read."""
        self.was_online = False
        self._offset = timedelta()
        self._reason = ""
        self._kept = 0

    def now(self) -> datetime:
        """The server's time, as far as this machine knows."""
        return datetime.now(UTC) + self._offset

    def speak(self) -> None:
        """Says the same in the window's language."""
        if self.online:
            self.pill.show(self._shell.text("common.online"), "ready")
        elif self._reason:
            self._show_offline()

    def looking(self, address: str) -> None:
        """Nothing is known yet."""
        self.pill.show(self._shell.text("common.connecting", address=address), "retry")

    def up(self, notice: Online) -> None:
        """The server answers."""
        self.online = self.was_online = True
        self._offset = notice.clock_offset
        self.pill.show(self._shell.text("common.online"), "ready")
        self._shell.banner.hide()

    def taken_for(self, who: Who) -> None:
        """Whom the server takes this terminal for, now that it answers."""
        self.unpaired = who.role == UNKNOWN
        if self.unpaired:
            text = self._shell.text
            self.pill.show(text("common.unpaired"), "retry")
            sentences = [text("common.reads_only"), self._tap("common.unpaired")]
            self._shell.banner.show(" ".join(sentences), "retry")

    def down(self, notice: Offline) -> None:
        """The server does not answer, or does not want this terminal; once it did, what goes on."""
        self.online, self.unpaired, self._reason = False, False, notice.reason
        if notice.reason == "link.which_server" or (self._asks_to_pair and self._pairing_helps):
            self._helped()
        self._show_offline()

    def keeps(self, count: int) -> None:
        """So many commands wait here until the server is back."""
        self._kept = count
        if self._reason and not self.online:
            self._explain()

    @property
    def _pairing_helps(self) -> bool:
        if self.pair is None:
            return False
        return self.unpaired if self.online else self._reason in UNPAIRED

    def _helped(self) -> None:
        if self._pairing_helps and self.pair is not None:
            self.pair()
        elif self.help is not None and not self.online:
            self.help()

    @property
    def meets_another(self) -> bool:
        """Whether somebody else answers where this terminal's own server was."""
        return not self.online and self._reason == OTHER

    @property
    def is_turned_away(self) -> bool:
        """Whether the server answers and lets this terminal not even read."""
        return not self.online and self._reason in NOT_PAIRED

    @property
    def _state(self) -> str:
        """What the pill says while there is no link, as a key of the strings."""
        return "common.unpaired" if self.is_turned_away else "common.offline"

    def _show_offline(self) -> None:
        self.pill.show(self._shell.text(self._state), "late")
        self._explain()

    def _tap(self, state: str) -> str:
        text = self._shell.text
        return text("common.pair", state=text(state)) if self.pair is not None else ""

    def _explain(self) -> None:
        text = self._shell.text
        sentences = [text(self._reason)]
        if self._pairing_helps:
            sentences.append(self._tap(self._state))
        elif self.was_online:
            sentences.append(text(self._hint))
        elif self.help is not None:
            sentences.append(text("common.where"))
        if self._kept:
            sentences.append(text("common.kept", count=self._kept))
        self._shell.banner.show(" ".join(sentences), "late")
