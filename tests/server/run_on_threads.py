"""The same server on plain threads: what the tests start to prove that only one file needs eventlet."""

import os
import sys

from restaurant.common.options import parse
from restaurant.server.modes.threads import Threads
from restaurant.server.serving import serve


class WithoutEventlet(Threads):
    """Threads, and a look at what is loaded once the server serves."""

    @staticmethod
    def spawn(function, *args):  # type: ignore[no-untyped-def]
        if "eventlet" in sys.modules:
            os._exit(70)
        Threads.spawn(function, *args)


if __name__ == "__main__":
    sys.exit(serve(parse(sys.argv[1:], os.environ), WithoutEventlet()))
