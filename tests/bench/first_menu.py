"""How long a new terminal takes to its menu, from source or packed, on a network of two machines.

    python tests/bench/first_menu.py --program dist/restaurant --runs 5

From the start of the terminal's process, which a click on the role is, until its window bears the
restaurant's name, as it does once the menu is in it. Needs root, iproute2, Xvfb and xdotool.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import product  # noqa: E402
from tests.network.hosts import Host, HostedServer, Network  # noqa: E402
from tests.network.test_window import titles  # noqa: E402
from tests.waiting import until  # noqa: E402

NAME = "My Restaurant"


def main() -> int:
    """Runs it so often, prints the median."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, help="the packed file; the source if left out")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    program = [str(asked.program.resolve())] if asked.program else source()
    with screen() as display:
        runs = [round(one(program, display), 2) for _ in range(asked.runs)]
    print(f"{statistics.median(runs):.2f} s   {' '.join(map(str, runs))}")
    product.keep("first_menu", {"program": program[0], "seconds": runs})
    return 0


def source() -> list[str]:
    """What starts the program from source."""
    return [sys.executable, str(ROOT / "launcher.py")]


@contextmanager
def screen() -> Iterator[str]:
    """A display of its own."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        try:
            yield f":{server.stdout.readline().decode().strip()}"
        finally:
            server.terminate()


def one(program: list[str], display: str) -> float:
    """Seconds of one terminal that knows nothing."""
    network = Network()
    with tempfile.TemporaryDirectory(prefix="restaurant-bench-") as name:
        counter, door = network.host("10.97.0.1/24"), network.host("10.97.0.2/24")
        server = HostedServer(counter, Path(name) / "server")
        server.start()
        try:
            return _shown(program, door, Path(name) / "kiosk", display)
        finally:
            server.stop()
            network.remove()


def _shown(program: list[str], door: Host, folder: Path, display: str) -> float:
    command = door.command(*program, "--role", "customer", "--data", str(folder))
    began = time.monotonic()
    environment = {**os.environ, "DISPLAY": display}
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL) as terminal:
        try:
            until(lambda: NAME in titles(display))
            return time.monotonic() - began
        finally:
            terminal.terminate()


if __name__ == "__main__":
    sys.exit(main())
