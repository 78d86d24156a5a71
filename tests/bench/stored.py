"""With 100,000 orders stored against none: rate, p50, p99, and how long a start takes.

    python tests/bench/stored.py --rounds 11 --seconds 2 --starts 5 [--program dist/restaurant]

`cpu_us` is the server's own processor time for an order in microseconds: other programs on the
machine change the rate several times as much as that.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import history, product  # noqa: E402

VARIANTS: dict[str, dict[str, Any]] = {
    "none": {"orders": 0, "closed": False, "days": 1},
    "closed": {"closed": True, "days": 300},  # years of service: what a restaurant comes to
    "closed in a day": {"closed": True, "days": 0.5},  # every answer still remembered
    "open": {"closed": False, "days": 0.5},  # never served: what a load test leaves behind
}
BARE = "no snapshot"
SHOWN = ("orders_s", "cpu_us", "ack_p50", "ack_p99", "ticket_p50", "ticket_p99", "lost")


def main() -> int:
    """Makes the folders, measures in turns, prints medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--orders", type=int, default=100_000)
    parser.add_argument("--program", help="a packed file to start instead of the source")
    asked = parser.parse_args()
    program = (asked.program,) if asked.program else product.FROM_SOURCE
    with tempfile.TemporaryDirectory(prefix="restaurant-bench-") as name:
        folder = Path(name)
        for variant, wanted in VARIANTS.items():
            history.make(folder / variant, **{"orders": asked.orders, **wanted})
        starts = _starts(folder, asked.starts, program)
        _show_starts(starts)
        rows = _rates(folder, asked.rounds, asked.seconds, program)
        _show_rates(rows)
    product.keep("stored", {"asked": vars(asked), "starts": starts, "rates": rows})
    return 0


def _starts(folder: Path, rounds: int, program: tuple[str, ...]) -> dict[str, list[float]]:
    """Seconds to /healthz by variant, and with nothing to go by but the journal and its files."""
    found: dict[str, list[float]] = {}
    for turn in range(rounds):
        for variant in VARIANTS:
            for bare in (False, True) if variant != "none" else (False,):
                with _copy(folder / variant) as copy:
                    if bare:
                        (copy / "snapshot.json").unlink()
                    with product.server(copy, program=program) as running:
                        name = f"{variant}, {BARE}" if bare else variant
                        found.setdefault(name, []).append(round(running.serving_after, 3))
        print(f"starts, turn {turn + 1} of {rounds}", file=sys.stderr)
    return found


def _rates(
    folder: Path, rounds: int, seconds: float, program: tuple[str, ...]
) -> dict[str, list[dict[str, Any]]]:
    """Rows of the closed loop by variant: all servers stay up, and are driven in turns.

    A shared machine is twice as fast in one minute as in the next; turns of seconds are compared.
    """
    found: dict[str, list[dict[str, Any]]] = {variant: [] for variant in VARIANTS}
    with ExitStack() as stack:
        servers = {
            variant: stack.enter_context(product.server(folder / variant, program=program))
            for variant in VARIANTS
        }
        for turn in range(rounds):
            for variant in _in_turn(list(servers), turn):
                row = _turn(servers[variant], folder / variant / "snapshot.json", seconds)
                found[variant].append(row)
                print(f"{turn + 1}/{rounds} {variant:16} {row}", file=sys.stderr)
    return found


def _turn(running: product.Running, snapshot: Path, seconds: float) -> dict[str, Any]:
    """One load; over when the server has saved what it keeps for a quiet moment."""
    before = running.cpu_seconds()
    row = product.load(running.port, seconds=seconds)
    row["cpu_us"] = round((running.cpu_seconds() - before) / row["acked"] * 1e6)
    end = time.time()
    while time.time() < end + 15 and snapshot.stat().st_mtime < end:
        time.sleep(0.1)
    return row


def _in_turn(names: list[str], turn: int) -> list[str]:
    """Every turn begins with another one."""
    shift = turn % len(names)
    return names[shift:] + names[:shift]


@contextmanager
def _copy(source: Path) -> Iterator[Path]:
    """A copy of a folder, on the same disk, for one run."""
    copy = source.with_name("copy")
    shutil.copytree(source, copy)
    try:
        yield copy
    finally:
        shutil.rmtree(copy)


def _show_starts(starts: dict[str, list[float]]) -> None:
    print("seconds from start to /healthz ok")
    for name, seconds in starts.items():
        print(f"  {name:28}{_median(seconds):6.2f}   runs {' '.join(map(str, seconds))}")


def _show_rates(rows: dict[str, list[dict[str, Any]]]) -> None:
    print(f"closed loop, 20 waiters, 16 customers\n  {'':18}" + "".join(f"{n:>12}" for n in SHOWN))
    for name, runs in rows.items():
        print(f"  {name:18}" + "".join(f"{_median(run[n] for run in runs):12.2f}" for n in SHOWN))
        print(f"  {'  against none':18}" + "".join(f"{_ratio(rows, name, n):>12}" for n in SHOWN))
    for name, runs in rows.items():
        print(f"  {name:18}orders/s " + " ".join(str(run["orders_s"]) for run in runs))


def _ratio(rows: dict[str, list[dict[str, Any]]], name: str, figure: str) -> str:
    """The median over the turns of what a variant did against what none did in the same turn."""
    pairs = zip(rows[name], rows["none"], strict=True)
    ratios = [run[figure] / none[figure] for run, none in pairs if none[figure]]
    return f"{_median(ratios):.2f}x" if ratios else ""


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    sys.exit(main())
