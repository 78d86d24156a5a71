"""A terminal without a window, as its own program: says what its link is told, a JSON object a line."""

import json
import sys
import time
from pathlib import Path

from restaurant.client.finding.finder import Finder
from restaurant.client.link import Link
from restaurant.client.notices import Notice, Offline, Online, Snapshot


def main(folder: Path) -> None:
    """Runs until the input ends; a line of it is the name of the restaurant that a person chooses."""
    finder = Finder(folder)

    def tell(notice: Notice) -> None:
        match notice:
            case Online():
                say("online", name=notice.restaurant_name, address=finder.known.address)
            case Offline():
                say("offline", reason=notice.reason, found=sorted(f.name for f in finder.found()))
            case Snapshot():
                say("shown", documents=sorted(notice.documents))

    link = Link(
        where=finder.where, role="customer", name="kiosk", audiences=["menu"], outbox=None,
        notice=tell,
    )  # fmt: skip
    finder.moved = link.hurry
    link.start()
    for line in sys.stdin:
        chosen = next(found for found in finder.found() if found.name == line.strip())
        finder.choose(chosen)
    link.stop()
    finder.stop()


def say(what: str, **more: object) -> None:
    """One line."""
    print(json.dumps({"what": what, "at": time.time(), **more}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
