"""The same server on a disk that hangs for as long as the test wants.

Each sync leaves a byte in `SYNCS` of the server's folder, and then waits while `HANGS` is there.
"""

import os
import sys
from time import sleep  # the real one, kept before the server makes it green

HANGS = "disk-hangs"
SYNCS = "disk-syncs"
REST_S = 0.005


def main() -> int:
    """Serve like `restaurant.server.main`, on that disk."""
    from restaurant.server.modes import green

    green.patch()
    from restaurant.common.files import sync_data
    from restaurant.common.options import parse
    from restaurant.server.serving import serve
    from restaurant.storage import journal_files

    options = parse(sys.argv[1:], os.environ)
    folder = options.data_folder("server")

    def slow(descriptor: int) -> None:
        with (folder / SYNCS).open("ab", buffering=0) as syncs:
            syncs.write(b".")
        while (folder / HANGS).exists():
            sleep(REST_S)
        sync_data(descriptor)

    vars(journal_files)["sync_data"] = slow
    return serve(options, green.Green())


if __name__ == "__main__":
    sys.exit(main())
