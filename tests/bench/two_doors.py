"""What TLS for the staff costs: the same load on the plain door and on both, and on the `node` peer likewise.

    BENCH=... python tests/bench/two_doors.py [--turns 5] [--seconds 4] [--mode closed|RATE]

Each turn runs all rows one after the other; printed are the rows, and the medians of the ratios.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from restaurant.common.network.ports import free_port
from tests.bench.product import cpu_seconds, keep
from tests.certificates import put_certificate
from tests.server.running import RunningServer

HERE = Path(__file__).resolve().parent
NODE_PEER = HERE / "node_both_doors.cjs"
WAITERS, CUSTOMERS = "20", "16"
Row = dict[str, Any]


def load(staff: str, guests: str, asked: argparse.Namespace) -> Row:
    """One row of two_doors.mjs."""
    numbers = (asked.waiters, asked.customers, str(asked.seconds), asked.mode)
    command = ["node", str(HERE / "two_doors.mjs"), staff, guests, *numbers]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=180).stdout
    row: Row = json.loads(said)
    return row


@contextmanager
def product() -> Iterator[RunningServer]:
    """This project's server."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "server", "--trust-lan").start()
        try:
            yield server
        finally:
            server.stop()


@contextmanager
def node() -> Iterator[int]:
    """The official server at this port, and by TLS at the next."""
    port = free_port("127.0.0.1")
    with tempfile.TemporaryDirectory() as folder:
        put_certificate(Path(folder))
        ports = (str(port), str(port + 1))
        process = subprocess.Popen(["node", str(NODE_PEER), *ports, f"{folder}/journal", folder])
        try:
            time.sleep(1)
            yield port
        finally:
            process.kill()
            process.wait()


def on_plain(asked: argparse.Namespace) -> Row:
    """Everybody on the plain door."""
    return _on("http", asked)


def on_both(asked: argparse.Namespace) -> Row:
    """Waiters on TLS, customers not."""
    return _on("https", asked)


def _on(scheme: str, asked: argparse.Namespace) -> Row:
    with product() as server:
        port = server.tls_port if scheme == "https" else server.port
        before = cpu_seconds(server.process.pid)
        row = load(f"{scheme}://127.0.0.1:{port}", f"http://127.0.0.1:{server.port}", asked)
        spent = cpu_seconds(server.process.pid) - before
        return {**row, "cpu_ms": round(1000 * spent / max(1, row["orders_s"] * asked.seconds), 3)}


def on_node(asked: argparse.Namespace) -> Row:
    """The peer, everybody on its plain door."""
    with node() as port:
        return load(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port}", asked)


def on_node_by_tls(asked: argparse.Namespace) -> Row:
    """The peer, the waiters on TLS: the program that makes the load reads TLS here too."""
    with node() as port:
        return load(f"https://127.0.0.1:{port + 1}", f"http://127.0.0.1:{port}", asked)


ROWS: dict[str, Callable[[argparse.Namespace], Row]] = {
    "plain": on_plain,
    "both doors": on_both,
    "node": on_node,
    "node, both doors": on_node_by_tls,
}


def main() -> None:
    """Take turns, print rows and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--mode", default="closed")
    parser.add_argument("--waiters", default=WAITERS)
    parser.add_argument("--customers", default=CUSTOMERS)
    asked = parser.parse_args()
    rows: dict[str, list[Row]] = {name: [] for name in ROWS}
    for _ in range(asked.turns):
        for name, run in ROWS.items():
            rows[name].append(run(asked))
            print(f"{name:<18}{json.dumps(rows[name][-1])}", flush=True)
    for other in ("plain", "node", "node, both doors"):
        ratios = {
            key: round(
                median(
                    a[key] / b[key]
                    for a, b in zip(rows["both doors"], rows[other], strict=True)
                    if b[key]
                ),
                2,
            )
            for key in ("orders_s", "ticket_p50", "ticket_p99", "answer_p50", "answer_p99")
        }
        print(f"both doors : {other} {ratios}")
    keep(f"two_doors_{asked.mode}", {"processors": os.cpu_count(), "rows": rows})


if __name__ == "__main__":
    main()
