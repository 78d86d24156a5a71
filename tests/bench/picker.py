"""How long dist/restaurant takes to show its picker, against a one-file binary with an empty Tk window.

    python tests/bench/picker.py --runs 15

Both are packed by the same PyInstaller; build dist/restaurant first (`python3 build/package.py`).
"""

import argparse
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import product  # noqa: E402
from tests.bench.x_windows import Display, virtual_display  # noqa: E402

BINARY = ROOT / "dist" / "restaurant"
EMPTY = "import tkinter\ntkinter.Tk().mainloop()\n"
PATIENCE_S = 30.0


def main() -> int:
    """Packs the empty window, measures both in turns, prints medians and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    asked = parser.parse_args()
    seconds: dict[str, list[float]] = {"empty": [], "picker": []}
    with (
        tempfile.TemporaryDirectory(prefix="restaurant-bench-") as name,
        virtual_display() as display,
    ):
        folder = Path(name)
        programs = {"empty": _pack_empty(folder), "picker": BINARY}
        for turn in range(asked.runs + 1):
            for which, program in programs.items():
                took = _until_visible(program, display, folder)
                if turn:  # the first of each only warms the disk's cache
                    seconds[which].append(round(took, 3))
        megabytes = {which: round(file.stat().st_size / 1e6, 1) for which, file in programs.items()}
    _show(seconds, megabytes)
    product.keep("picker", {"seconds": seconds, "megabytes": megabytes})
    return 0


def _pack_empty(folder: Path) -> Path:
    source = folder / "empty.py"
    source.write_text(EMPTY, "utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--onefile", "--log-level=ERROR"]
    places = ["--distpath", folder, "--workpath", folder / "work", "--specpath", folder]
    subprocess.run([*command, *map(str, places), str(source)], check=True)
    return folder / "empty"


def _until_visible(program: Path, display: Display, home: Path) -> float:
    if sys.platform != "linux":
        raise NotImplementedError
    environment = {**os.environ, "DISPLAY": display.name, "XDG_DATA_HOME": str(home / "home")}
    began = time.perf_counter()
    with subprocess.Popen([str(program)], env=environment, start_new_session=True) as running:
        try:
            _await(display, there=True, running=running)
            return time.perf_counter() - began
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(PATIENCE_S)
            _await(display, there=False)


def _await(
    display: Display, *, there: bool, running: "subprocess.Popen[bytes] | None" = None
) -> None:
    deadline = time.perf_counter() + PATIENCE_S
    while display.shows_window() is not there:
        if time.perf_counter() > deadline or (running and running.poll() is not None):
            raise SystemExit("no window came" if there else "a window stayed")
        time.sleep(0.002)


def _show(seconds: dict[str, list[float]], megabytes: dict[str, float]) -> None:
    for which, runs in seconds.items():
        print(f"{which:8}{statistics.median(runs):7.3f} s   runs {' '.join(map(str, runs))}")
    pairs = zip(seconds["picker"], seconds["empty"], strict=True)
    print(f"ratio   {statistics.median(picker / empty for picker, empty in pairs):7.2f}")
    print(f"megabytes {megabytes}")


if __name__ == "__main__":
    sys.exit(main())
