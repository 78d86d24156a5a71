"""Journals live for years: older schemas are brought up, newer ones refused, old releases' start for ever."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from restaurant.domain import events
from restaurant.domain.events import AnyEvent
from restaurant.storage import lines
from restaurant.storage.journal_reading import JournalDamaged
from restaurant.storage.lines import FIRST_HASH, UPCASTERS, VERSION
from tests.storage.golden.history import BATCHES, GOLDEN, summary
from tests.storage.shop import Shop, check_together, contents, journal_file


def rewritten(folder: Path, change: Callable[[dict[str, Any]], dict[str, Any]], first: int) -> None:
    """Write lines from the `first` on as another release would have, well sealed."""
    seal = FIRST_HASH
    written = []
    for number, line in enumerate(journal_file(folder).read_bytes().splitlines(), 1):
        plain = json.loads(line)
        del plain["hash"]
        body = msgspec.json.encode(change(plain) if number >= first else plain)[:-1]
        seal = lines.line_hash(seal, body)
        written.append(body + b',"hash":"%s"}\n' % seal.encode())
    journal_file(folder).write_bytes(b"".join(written))


def as_version_0(line: dict[str, Any]) -> dict[str, Any]:
    """A schema that never was: times under another name, senders in one string."""
    commits = [
        {"when": c["at"], "who": f"{c['by']['role']}/{c['by']['id']}/{c['by']['name']}", **c}
        for c in line["commits"]
    ]
    plain = [{k: v for k, v in commit.items() if k not in ("at", "by")} for commit in commits]
    return {**line, "v": 0, "commits": plain}


def from_version_0(line: dict[str, Any]) -> dict[str, Any]:
    for commit in line["commits"]:
        role, sender, name = commit.pop("who").split("/")
        commit["by"] = {"role": role, "id": sender, "name": name}
        commit["at"] = commit.pop("when")
    return line


def test_rewriting_alone_changes_nothing(served: Path) -> None:
    before = journal_file(served).read_bytes()
    rewritten(served, lambda line: line, 1)
    assert journal_file(served).read_bytes() == before


def test_an_older_schema_is_brought_up(served: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Shop(served) as shop:
        state = shop.state
    rewritten(served, as_version_0, 1)
    monkeypatch.setitem(UPCASTERS, 0, from_version_0)
    with Shop(served) as shop:
        assert shop.state == state
        shop.order("new", "Pasta")
        check_together(shop)
    assert [json.loads(line)["v"] for line in journal_file(served).read_bytes().splitlines()] == [
        0,
        0,
        0,
        0,
        0,
        VERSION,
    ]
    with Shop(served) as shop:
        assert shop.engine.seq == 13


def test_every_version_below_this_one_has_an_upcaster() -> None:
    assert set(UPCASTERS) == set(range(1, VERSION))


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("journal_newer", lambda line: {**line, "v": VERSION + 1}),
        ("journal_newer", lambda line: {"v": VERSION + 1, "another": "shape"}),
        ("journal_damaged", as_version_0),  # without its upcaster
        ("journal_damaged", lambda line: {**line, "v": -1}),
        ("journal_damaged", lambda line: {**line, "v": "1"}),
        ("journal_damaged", lambda line: {**line, "commits": []}),
        ("journal_damaged", lambda line: {**line, "commits": [{"type": "never_was"}]}),
        ("journal_damaged", lambda line: {"v": 1}),
        ("journal_gap", lambda line: {**line, "seq": line["seq"] + 1}),
    ],
)
def test_what_this_program_cannot_read(
    served: Path, code: str, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    rewritten(served, change, 4)
    before = contents(served)
    with pytest.raises(JournalDamaged) as caught:
        Shop(served)
    assert (caught.value.code, caught.value.line) == (code, 4)
    assert contents(served) == before


def test_optional_fields_of_a_later_release_are_passed_over(served: Path) -> None:
    def add_field(line: dict[str, Any]) -> dict[str, Any]:
        for commit in line["commits"]:
            for event in commit["events"]:
                event["one_day"] = {"we": "know more"}
        return line

    with Shop(served) as shop:
        state = shop.state
    rewritten(served, add_field, 2)
    with Shop(served) as shop:
        assert shop.state == state


def test_a_snapshot_of_a_release_that_knew_no_people(served: Path) -> None:
    path = served / "snapshot.json"
    with Shop(served) as shop:
        state, answers = shop.state, shop.engine.answers.taken()
        shop.save_snapshot()
    stored = json.loads(path.read_bytes().splitlines()[0])
    del stored["state"]["people"]
    body = msgspec.json.encode(stored)
    path.write_bytes(body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n")
    with Shop(served) as shop:
        assert shop.opened.snapshot_seq == shop.engine.seq  # it was taken
        assert (shop.state, shop.engine.answers.taken()) == (state, answers)


def test_a_snapshot_keeps_people(tmp_path: Path) -> None:
    with Shop(tmp_path) as shop:
        for batch in BATCHES:
            shop.send(*batch)
        before = summary(shop)
        shop.close()
    with Shop(tmp_path) as shop:
        assert shop.opened.snapshot_seq == shop.engine.seq
        assert summary(shop) == before
        assert before["sessions"]


# ----------------------------------------------------------------------------- golden


@pytest.mark.parametrize("release", sorted(path.parent.name for path in GOLDEN.glob("*/journal")))
def test_a_journal_of_each_release_starts_for_ever(release: str, tmp_path: Path) -> None:
    folder = tmp_path / release
    shutil.copytree(GOLDEN / release / "journal", folder / "journal")
    expected = json.loads((GOLDEN / release / "expected.json").read_text("utf-8"))
    with Shop(folder) as shop:
        found = summary(shop)
        assert {key: found[key] for key in expected} == expected  # it knew no more
        check_together(shop)
    before = journal_file(GOLDEN / release).read_bytes()
    assert journal_file(folder).read_bytes() == before


def test_the_golden_journals_of_this_version_have_every_event() -> None:
    seen = {
        event["type"]
        for journal in GOLDEN.glob(f"v{VERSION}*/journal")
        for line in journal_file(journal.parent).read_bytes().splitlines()
        for commit in json.loads(line)["commits"]
        for event in commit["events"]
    }
    assert seen == {events.snake_case(event.__name__) for event in get_args(AnyEvent)}


def test_every_event_is_in_the_journal_s_alphabet() -> None:
    """Else a line would be written that no start can read."""
    assert set(get_args(AnyEvent)) == set(events.Event.__subclasses__())
