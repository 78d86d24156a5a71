"""`--backup`, `--restore`, `--verify`: what is done with a data folder; a server may work there."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from restaurant.common.escaped import escaped
from restaurant.common.language.spoken import say_on_console, spoken_in
from restaurant.common.language.strings import Strings
from restaurant.common.language.writing import clock, day
from restaurant.common.options import Options
from restaurant.storage.backup import Moment, back_up, read_moment
from restaurant.storage.journal_reading import JournalDamaged
from restaurant.storage.restoring import BadBackup, FolderNotEmpty, is_backup, prove, restore
from restaurant.storage.verifying import verify

FAILED = 1
SHOWN_EVERY_S = 1.0


def run(options: Options) -> int:
    """Does the one that was asked for; returns the exit code, after a sentence for a person."""
    folder = options.data_folder("server")
    said = spoken_in(folder)
    try:
        if options.restore:
            done = _restore(said, options.restore, folder)
        elif options.backup:
            done = _back_up(said, options, options.backup)
        else:
            done = _verify(said, folder)
    except FolderNotEmpty:
        return _failed(said.text("backup.folder_not_empty", folder=folder))
    except BadBackup as bad:
        named = {name: escaped(str(value)) for name, value in bad.params.items()}
        return _failed(said.text(f"backup.{bad.code}", **named))
    except JournalDamaged as bad:
        return _failed(said.text(f"server.{bad.code}", file=bad.path, line=bad.line))
    except OSError as error:
        where = error.filename or folder
        return _failed(said.text("backup.cannot", file=where, reason=error.strerror or error))
    say_on_console(done)
    return 0


def _back_up(said: Strings, options: Options, target: Path) -> str:
    """Of a folder as it is now; or as it was at the moment that the server named which works there."""
    folder = options.data_folder("server")
    if target.exists() and not is_backup(target):
        raise BadBackup("other_file", file=target)
    if options.moment:
        moment = msgspec.json.decode(options.moment, type=Moment)
    else:
        _must_be_restaurant(folder)
        moment = read_moment(folder, _commands(said))
    show = _bytes(said, "backup.packing")
    back_up(folder, moment, target, now=datetime.now(UTC), progress=show)
    prove(target, moment)
    return said.text("backup.made", file=target, seq=moment.seq)


def _restore(said: Strings, file: Path, folder: Path) -> str:
    manifest = restore(file, folder, _bytes(said, "backup.unpacking"))
    made = manifest.made_at.astimezone()
    return said.text(
        "backup.restored",
        folder=folder,
        restaurant=escaped(manifest.restaurant),
        made=f"{day(said, made.date())}, {clock(said, made)}",
        seq=manifest.seq,
    )


def _verify(said: Strings, folder: Path) -> str:
    _must_be_restaurant(folder)
    found = verify(folder, _commands(said))
    lines = [said.text("backup.verified", seq=found.seq, orders=found.orders)]
    lines += [said.text("backup.behind", file=name) for name in found.behind]
    if found.torn:
        lines.append(said.text("backup.torn"))
    return "\n".join(lines)


def _must_be_restaurant(folder: Path) -> None:
    if not any((folder / "journal").glob("*.jsonl")):
        raise BadBackup("no_restaurant", folder=folder)


def _commands(said: Strings) -> Callable[[int], None]:
    return _every_second(lambda seq: said.text("server.reading_journal", seq=seq))


def _bytes(said: Strings, key: str) -> Callable[[int, int], None]:
    show = _every_second(lambda percent: said.text(key, percent=percent))
    return lambda done, total: show(100 * done // max(total, 1))


def _every_second(text: Callable[[int], str]) -> Callable[[int], None]:
    """Progress on standard error, for work that takes longer than a moment."""
    shown_at = time.monotonic()

    def show(value: int) -> None:
        nonlocal shown_at
        if time.monotonic() - shown_at >= SHOWN_EVERY_S:
            shown_at = time.monotonic()
            print(text(value), file=sys.stderr, flush=True)

    return show


def _failed(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED
