"""Where a person's restaurant files are on this machine."""

import os
import sys
from pathlib import Path

from restaurant.common.options import user_data_folder


def home() -> Path:
    """The folder of this program among the user's data, one subfolder a role."""
    return user_data_folder(os.environ, sys.platform) / "restaurant"


def local_tokens(port: int) -> Path:
    """Where the server on this machine and port leaves tokens that only the same user can read."""
    return home() / "local" / f"{port}.json"
