"""The same server on a disk that takes 300 ms for each sync."""

import os
import sys
from time import sleep  # the real one, kept before the server makes it green

SYNC_S = 0.3


def main() -> int:
    """Serve like `restaurant.server.main`, with the disk slowed down."""
    from restaurant.server.modes import green

    green.patch()
    from restaurant.common.files import sync_data
    from restaurant.common.options import parse
    from restaurant.server.serving import serve
    from restaurant.storage import journal_files

    def slow(descriptor: int) -> None:
        sleep(SYNC_S)
        sync_data(descriptor)

    vars(journal_files)["sync_data"] = slow
    return serve(parse(sys.argv[1:], os.environ), green.Green())


if __name__ == "__main__":
    sys.exit(main())
