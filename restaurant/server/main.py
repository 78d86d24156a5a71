"""The headless server process: patches first, then loads everything else."""

import gc

from restaurant.common.options import Options


def run(options: Options) -> int:
    """Serve until told to stop; returns the process's exit code (2: it could not start)."""
    gc.disable()  # until everything is loaded: a collector would only look for what is not there
    from restaurant.server.modes import green  # patches nothing by itself

    green.patch()
    from restaurant.server.serving import serve

    return serve(options, green.Green())
