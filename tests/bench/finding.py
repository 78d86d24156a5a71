"""How long a terminal takes to its server on a network of namespaces; needs root and iproute2.

    python tests/bench/finding.py --runs 5

From source, all machines being this one: seconds from the first line of the terminal's process, or from
the moment of the change, until the link has what it shows.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import product  # noqa: E402
from tests.network.conftest import HostedTerminal  # noqa: E402
from tests.network.hosts import Host, HostedServer, Network  # noqa: E402

CUT_S = 10.0


def main() -> int:
    """Runs each case so often, prints medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    seconds: dict[str, list[float]] = {}
    for _ in range(asked.runs):
        for name, took in one_evening().items():
            seconds.setdefault(name, []).append(round(took, 2))
    for name, runs in seconds.items():
        print(f"{name:36}{statistics.median(runs):6.2f} s   {' '.join(map(str, runs))}")
    product.keep("finding", {"seconds": seconds})
    return 0


def one_evening() -> dict[str, float]:
    """Every case once, on a fresh network."""
    network = Network()
    with tempfile.TemporaryDirectory(prefix="restaurant-bench-") as name:
        counter, door = network.host("10.98.0.1/24"), network.host("10.98.0.2/24")
        server = HostedServer(counter, Path(name) / "server")
        server.start()
        try:
            return _measured(counter, door, Path(name) / "kiosk")
        finally:
            server.stop()
            network.remove()


def _measured(counter: Host, door: Host, folder: Path) -> dict[str, float]:
    took: dict[str, float] = {}
    began = time.time()
    kiosk = HostedTerminal(door, folder)
    took["nothing known, menu shown"] = kiosk.next("shown")["at"] - began
    kiosk.stop()
    began = time.time()
    kiosk = HostedTerminal(door, folder)
    took["known, menu shown"] = kiosk.next("shown")["at"] - began
    try:
        took["moved, menu shown"] = _after(kiosk, 2, lambda: _move(counter))
        took[f"cut {CUT_S:.0f} s, after the cut"] = _after(kiosk, 3, lambda: _cut(counter))
    finally:
        kiosk.stop()
    return took


def _after(kiosk: HostedTerminal, number: int, change: Callable[[], None]) -> float:
    change()
    began = time.time()
    return float(kiosk.next("shown", number, within=60)["at"]) - began


def _move(counter: Host) -> None:
    counter.drop("10.98.0.1/24")
    counter.add("10.98.0.7/24")


def _cut(counter: Host) -> None:
    counter.down()
    time.sleep(CUT_S)
    counter.up()


if __name__ == "__main__":
    sys.exit(main())
