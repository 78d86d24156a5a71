"""What was answered to which command, so that a repeated command gets the same answer and does nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

KEPT = timedelta(hours=48)
"""How long an answer is remembered."""

PAGE_SIZE = 10_000
PAGE_TIME = timedelta(hours=1)


class Accepted(Struct, frozen=True, gc=False, array_like=True, omit_defaults=True):
    """A command was accepted as the `seq`-th; `made` is the id of what it made, if it made something."""

    seq: int
    made: str | None = None


class Page(Struct):
    """Answers of at most an hour by sender and command id; a page that is full never changes."""

    since: datetime
    answers: dict[str, Accepted] = {}


class Answers:
    """The answers of the last 48 hours, in pages, so that forgetting and saving cost little."""

    def __init__(self, pages: Iterable[Page] = ()) -> None:
        self._pages = list(pages)

    def find(self, sender: str, command_id: str) -> Accepted | None:
        """The answer that this sender's command got, or None."""
        key = f"{sender} {command_id}"
        for page in reversed(self._pages):
            if (answer := page.answers.get(key)) is not None:
                return answer
        return None

    def add(self, sender: str, command_id: str, answer: Accepted, at: datetime) -> None:
        """Remember an answer, and forget those that are older than is promised."""
        page = self._pages[-1] if self._pages else None
        if page is None or len(page.answers) >= PAGE_SIZE or abs(at - page.since) >= PAGE_TIME:
            page = self._turn_page(at)
        page.answers[f"{sender} {command_id}"] = answer

    def taken(self) -> tuple[Page, ...]:
        """The pages as they are now: full ones never change, the last is copied."""
        last = (Page(page.since, dict(page.answers)) for page in self._pages[-1:])
        return (*self._pages[:-1], *last)

    def _turn_page(self, at: datetime) -> Page:
        self._pages = [page for page in self._pages if at - page.since < KEPT + PAGE_TIME]
        page = Page(since=at, answers={})
        self._pages.append(page)
        return page
