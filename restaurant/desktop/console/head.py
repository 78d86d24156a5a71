"""The head of the server's window: the restaurant's name, what state its server is in, since when."""

from datetime import UTC, datetime

from restaurant.common.language.writing import moment
from restaurant.desktop.console.cards.fitted import Fitted
from restaurant.desktop.console.watched.state import Phase, ServerState
from restaurant.desktop.look.tokens import Tone
from restaurant.desktop.parts.words import words
from restaurant.desktop.window.shell import Shell

TONES: dict[Phase, Tone] = {
    "starting": "received",
    "serving": "ready",
    "pausing": "retry",
    "stopping": "received",
    "stopped": "muted",
    "cannot_start": "late",
}


class Head:
    """Name, version and state; and over the window's body a bar while the state needs a sentence."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        theme = shell.theme
        self.pill = shell.state_pill()
        self.about = words(shell.head, theme, tone="muted")
        self.about.pack(side="right")
        self.title = Fitted(shell.head, theme, ("far", "title", "section"))
        self.title.pack(
            side="left", fill="x", expand=True, padx=(theme.px(20), theme.gap), pady=theme.px(12)
        )
        self.title.show(shell.text("console.title"))

    def show(self, state: ServerState) -> None:
        """The state as it is now."""
        text = self._shell.text
        if state.restaurant is not None:
            self.title.show(state.restaurant.name)
            self._shell.root.title(f"{state.restaurant.name} – {text('console.title')}")
        if state.phase == "serving" and state.lost:
            self.pill.show(text("console.phase_lost"), "late")
        else:
            self.pill.show(text(f"console.phase_{state.phase}"), TONES[state.phase])
        self.about.configure(text=self._about(state))
        self._show_banner(state)

    def _about(self, state: ServerState) -> str:
        server = state.server
        if server is None or not (state.online and state.phase == "serving"):
            return ""
        return self._shell.text(
            "console.restarts" if state.restarts else "console.about",
            version=server.version, count=state.restarts,
            time=moment(self._shell.strings, server.started_at, datetime.now(UTC)),
        )  # fmt: skip

    def _show_banner(self, state: ServerState) -> None:
        banner, text = self._shell.banner, self._shell.text
        if state.phase in ("pausing", "stopping"):
            banner.show(text(f"console.{state.phase}"), TONES[state.phase])
        elif state.phase == "serving" and state.lost:
            banner.show(text("console.lost"), "retry")
        elif state.phase == "starting" and state.sentence:
            banner.show(state.sentence, TONES[state.phase])
        else:
            banner.hide()
