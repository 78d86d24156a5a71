"""How the link is, shown the same on every window: a pill in the head, a bar while it is down."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from restaurant.client.notices import Offline, Online
from restaurant.desktop.shell import Shell


class Connection:
    """Whether the server answers, and what its clock says."""

    def __init__(self, shell: Shell, *, offline_hint: str) -> None:
        self._shell, self._hint = shell, offline_hint
        self.pill = shell.state_pill()
        self.help: Callable[[], object] | None = None
        """What a tap on the pill does while there is no link: asks a person where the server is."""
        self.pill.bind("<Button-1>", lambda _event: self._helped())
        self.online = False
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
            self.pill.show(self._shell.text("common.offline"), "late")
            self._explain()

    def looking(self, address: str) -> None:
        """Nothing is known yet."""
        self.pill.show(self._shell.text("common.connecting", address=address), "retry")

    def up(self, notice: Online) -> None:
        """The server answers."""
        self.online = self.was_online = True
        self._offset = notice.clock_offset
        self.pill.show(self._shell.text("common.online"), "ready")
        self._shell.banner.hide()

    def down(self, notice: Offline) -> None:
        """The server does not answer, or does not want this terminal; once it did, what goes on."""
        self.online, self._reason = False, notice.reason
        if notice.reason == "link.which_server":
            self._helped()
        self.pill.show(self._shell.text("common.offline"), "late")
        self._explain()

    def keeps(self, count: int) -> None:
        """So many commands wait here until the server is back."""
        self._kept = count
        if self._reason and not self.online:
            self._explain()

    def _helped(self) -> None:
        if self.help is not None and not self.online:
            self.help()

    def _explain(self) -> None:
        text = self._shell.text
        sentences = [text(self._reason)]
        if self.was_online:
            sentences.append(text(self._hint))
        elif self.help is not None:
            sentences.append(text("common.where"))
        if self._kept:
            sentences.append(text("common.kept", count=self._kept))
        self._shell.banner.show(" ".join(sentences), "late")
