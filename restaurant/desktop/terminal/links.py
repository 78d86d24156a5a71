"""The link of a window, and what is done beside it with what it tells."""

import contextlib
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

from restaurant.client.address import Where
from restaurant.client.finding.finder import Finder
from restaurant.client.kept.kept_menu import KeptMenu
from restaurant.client.link import Link
from restaurant.client.notices import Notice
from restaurant.common.remembered import remember_language, remembered_language
from restaurant.desktop.window.pump import LinkFactory, LinkLike


def link_factory(
    where: Where,
    role: str,
    audiences: Sequence[str],
    outbox: Path | None,
    *,
    local: Path,
    language: str,
    renew: Callable[[str], object] = lambda _token: None,
) -> LinkFactory:
    """Makes the link of a window; `local` is where servers on this machine leave their tokens."""

    def make(notice: Callable[[Notice], None]) -> LinkLike:
        return Link(
            where=where, role=role, name=socket.gethostname()[:60] or role,
            audiences=audiences, outbox=outbox, notice=notice, local=local, language=language,
            renew=renew,
        )  # fmt: skip

    return make


def with_language(make: LinkFactory, folder: Path, told: Callable[[str], object]) -> LinkFactory:
    """The same link, which keeps the restaurant's language for the next start and tells a new one."""
    known = remembered_language(folder)

    def take(notice: Notice) -> None:
        nonlocal known
        documents = getattr(notice, "documents", None) or getattr(notice, "put", None) or {}
        for document in documents.get("restaurant", {}).values():
            if document.language != known:
                known = document.language
                with contextlib.suppress(OSError):  # It is only asked anew at the next start.
                    remember_language(folder, known)
                told(known)

    def make_with_language(notice: Callable[[Notice], None]) -> LinkLike:
        def tell(one: Notice) -> None:
            notice(one)
            take(one)

        return make(tell)

    return make_with_language


def with_finder(make: LinkFactory, finder: Finder) -> LinkFactory:
    """The same link, which hurries once its server is known to be somewhere else."""

    def make_with_finder(notice: Callable[[Notice], None]) -> LinkLike:
        link = make(notice)
        finder.moved = link.hurry
        return link

    return make_with_finder


def with_kept_menu(make: LinkFactory, path: Path) -> LinkFactory:
    """The same link, but until it is up the window is shown the menu of last time."""

    def make_with_menu(notice: Callable[[Notice], None]) -> LinkLike:
        menu = KeptMenu(path)
        if (seen := menu.read()) is not None:
            notice(seen)

        def tell(told: Notice) -> None:
            menu.take(told)
            notice(told)

        return make(tell)

    return make_with_menu
