"""Opens a folder or a page of the web in the system's own program for that."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from restaurant.common.processes.children import child_environment


def open_outside(what: Path | str, failed: Callable[[], object]) -> None:
    """Shows a folder or an address; `failed` is called, on any thread, where nothing can show it."""
    threading.Thread(target=_open, args=(what, failed), name="open-outside", daemon=True).start()


def _open(what: Path | str, failed: Callable[[], object]) -> None:
    try:
        if sys.platform == "win32":
            import os

            os.startfile(what)
        else:
            _open_by(["open" if sys.platform == "darwin" else "xdg-open", str(what)])
    except (OSError, subprocess.CalledProcessError):
        failed()


def _open_by(command: list[str]) -> None:
    """Some of these programs stay as long as the folder is shown, so this may take an evening."""
    quiet = subprocess.DEVNULL
    subprocess.run(
        command, check=True, stdin=quiet, stdout=quiet, stderr=quiet, env=child_environment(),
        start_new_session=True,
    )  # fmt: skip
