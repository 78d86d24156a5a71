"""Structured logs: one JSON object a line, in the log file and on standard error."""

import json
import logging
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from restaurant.common.language.strings import Words

FILE_BYTES = 5 << 20
FILES = 5
EXTRAS = ("command", "seq", "restaurant", "fault")


class JsonLines(logging.Formatter):
    """A record as a line: time, level, where, message, and what it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in EXTRAS if hasattr(record, name)}
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=_plain)


class LogFile(RotatingFileHandler):
    """The log file, which nobody hears of while its disk is full: the line stands on standard error too.

    The library would write a traceback there for each line, itself and not beside, so that a console
    that stands still stopped the program after all.
    """

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Leave it at that."""


def _plain(value: object) -> object:
    """What JSON knows in place of what it does not."""
    return asdict(value) if isinstance(value, Words) else str(value)


def start_logs(folder: Path, name: str, beside: logging.Handler | None = None) -> None:
    """Log to `folder/name.log`, turned over at 5 MB, and to standard error. Raises OSError.

    `beside` writes the latter where a console that stands still must not stop the program.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.log"
    handlers: list[logging.Handler] = [
        LogFile(path, maxBytes=FILE_BYTES, backupCount=FILES, encoding="utf-8")
    ]
    if beside is not None:
        handlers.append(beside)
    elif sys.stderr is not None:  # a windowed program on Windows has none
        handlers.append(logging.StreamHandler())
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    for handler in handlers:
        handler.setFormatter(JsonLines())
        root.addHandler(handler)
