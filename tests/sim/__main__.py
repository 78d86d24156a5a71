"""One simulated hour again: `python -m tests.sim 1234` prints what happened, or fails as the test did."""

import sys

from tests.sim.hour import run

if __name__ == "__main__":
    for seed in sys.argv[1:]:
        print(seed, run(int(seed)))
