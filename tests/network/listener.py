"""What a discovery finds, as its own program: the names on one line at each change, - for none."""

import sys

from restaurant.client.finding.discovery import Discovery


def main() -> None:
    """Runs until the input ends."""

    def changed() -> None:
        print(", ".join(found.name for found in discovery.found()) or "-", flush=True)

    discovery = Discovery(changed)
    discovery.start()
    sys.stdin.read()
    discovery.stop()


if __name__ == "__main__":
    main()
