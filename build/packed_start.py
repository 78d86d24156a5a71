"""Runs first in the packed file, before the launcher."""

import _thread
import os
import sys

import pyimod02_importers

# Time zones come from one zip, for systems that have none (Windows).
sys.path.append(os.path.join(sys._MEIPASS, "tzdata.zip"))  # type: ignore[attr-defined]  # noqa: PTH118

# A lock that is never taken twice by one thread: as an RLock, eventlet would warn that it is there.
pyimod02_importers._pyz_tree_lock = _thread.allocate_lock()
