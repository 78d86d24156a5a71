"""Terminals as the owner knows them: who is connected and who is paired, one row for each; no Tk."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from restaurant.protocol.documents import PairedDocument, SeenDocument, TerminalDocument

ROLES = ("customer", "waiter", "kitchen", "host", "manager", "guest", "anybody")


class Row(Struct, frozen=True):
    """One terminal; `since` is None where it is not connected, `terminal_id` "" where it is not paired.

    `seen` is when it was here last, `lag_ms` and `version` what is known of that.
    """

    key: str
    name: str
    role: str
    terminal_id: str = ""
    address: str = ""
    since: datetime | None = None
    seen: datetime | None = None
    lag_ms: int | None = None
    version: str = ""

    @property
    def connected(self) -> bool:
        """Whether it is here now."""
        return self.since is not None

    @property
    def place(self) -> tuple[bool, int, str, str]:
        """Where it stands in the list: no terminal moves because it came, went, or lagged."""
        known = self.role in ROLES
        order = ROLES.index(self.role) if known else len(ROLES)
        return not self.terminal_id, order, self.name.casefold(), self.key


def rows_of(
    terminals: Mapping[str, TerminalDocument],
    paired: Mapping[str, PairedDocument],
    seen: Mapping[str, SeenDocument],
) -> list[Row]:
    """Paired terminals first, each once, then whoever else is connected."""
    found = {row.key: row for row in map(_visitor, terminals.items()) if not row.terminal_id}
    links = {t.terminal_id: t for t in terminals.values() if t.terminal_id}
    for terminal_id, known in paired.items():
        found[terminal_id] = _known(known, links.get(terminal_id), seen.get(terminal_id))
    return sorted(found.values(), key=lambda row: row.place)


def _visitor(entry: tuple[str, TerminalDocument]) -> Row:
    key, link = entry
    return Row(
        key=key, name=link.name, role=link.role, terminal_id=link.terminal_id, address=link.address,
        since=link.since, seen=link.since, lag_ms=link.lag_ms, version=link.version,
    )  # fmt: skip


def _known(known: PairedDocument, link: TerminalDocument | None, seen: SeenDocument | None) -> Row:
    last = link or seen
    return Row(
        key=known.terminal_id,
        name=known.name,
        role=known.role,
        terminal_id=known.terminal_id,
        address=last.address if last else "",
        since=link.since if link else None,
        seen=seen.at if seen else None,
        lag_ms=link.lag_ms if link else None,
        version=last.version if last else "",
    )
