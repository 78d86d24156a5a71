"""How soon terminals are right again after a cut, and that nothing is lost; needs root and iproute2.

    python tests/bench/cuts.py --cuts 100

From source, all machines being this one. Seconds from when the server can be reached until each of two
paired terminals shows what the server has, while both order twice a second.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import product  # noqa: E402
from tests.network.cuts import KINDS, Evening, Recovery, schedule  # noqa: E402

LENGTHS = (1.0, 3.0, 10.0)
BAR_S = 3.0


def main() -> int:
    """Cuts, counts and prints; 1 if an order was lost or doubled, or somebody was late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    took: list[Recovery] = []
    with tempfile.TemporaryDirectory(prefix="restaurant-bench-") as name:
        evening = Evening(Path(name))
        try:
            evening.go()
            for cut in schedule(asked.seed, asked.cuts, LENGTHS):
                took += evening.cut(cut)
                print(
                    cut, *(f"{one.terminal} {one.seconds:.2f} s" for one in took[-2:]), flush=True
                )
            count = evening.count()
        finally:
            evening.close()
    load = " ".join(Path("/proc/loadavg").read_text("ascii").split()[:3])  # Linux, as all of this
    for kind in (*KINDS, "all"):
        seconds = sorted(one.seconds for one in took if kind in (one.kind, "all"))
        if len(seconds) > 1:
            cuts = statistics.quantiles(seconds, n=20, method="inclusive")
            print(
                f"{kind:10} p50 {cuts[9]:.2f} s   p95 {cuts[18]:.2f} s   worst {seconds[-1]:.2f} s"
            )
    print(f"{count.sent} orders, {len(count.lost)} lost, {len(count.doubled)} doubled; load {load}")
    product.keep("cuts", {"took": took, "sent": count.sent, "lost": count.lost,
                          "doubled": count.doubled, "load": load})  # fmt: skip
    late = [one for one in took if one.seconds > BAR_S]
    return 1 if count.lost or count.doubled or late else 0


if __name__ == "__main__":
    sys.exit(main())
