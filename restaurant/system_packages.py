"""What of Python itself may be missing (Tk, venv), and how each system's package manager brings it."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from restaurant.setup_progress import Progress


class Missing(Exception):
    """Something of Python is not there and could not be installed; the text names the command."""


class Manager(NamedTuple):
    """A package manager: its command, what to run before, and what each part of Python is called."""

    command: tuple[str, ...]
    before: tuple[str, ...]
    tk: str
    venv: str


_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
MANAGERS = {
    "apt-get": Manager(
        ("apt-get", "install", "-y", "--no-install-recommends"),
        ("apt-get", "update"),
        "python3-tk",
        f"python{_VERSION}-venv",
    ),
    "dnf": Manager(("dnf", "install", "-y"), (), "python3-tkinter", "python3-libs"),
    "pacman": Manager(("pacman", "-S", "--noconfirm"), (), "tk", "python"),
    "zypper": Manager(
        ("zypper", "--non-interactive", "install"),
        (),
        f"python{_VERSION.replace('.', '')}-tk",
        f"python{_VERSION.replace('.', '')}-base",
    ),
    "apk": Manager(("apk", "add"), (), "python3-tkinter", "python3"),
}


def missing_parts(*, windows: bool, venv: bool) -> list[str]:
    """Which of "tk" and "venv" this Python lacks, of those that are needed."""
    missing = []
    if windows and not tk_works():
        missing.append("tk")
    if venv and not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        missing.append("venv")
    return missing


def tk_works() -> bool:
    """Whether this Python has Tk; importing tells, as the module may be there without its library."""
    try:
        import _tkinter  # noqa: F401
    except ImportError:
        return False
    return True


def provide(parts: Sequence[str]) -> None:
    """Installs missing parts of Python if this user may, else raises Missing with what to type."""
    manager = next((each for name, each in MANAGERS.items() if shutil.which(name)), None)
    if manager is None or not _of_the_system():
        raise Missing(_by_hand(parts))
    packages = [getattr(manager, part) for part in parts]
    if not is_root():
        raise Missing(f"{_lacks(parts)} Type this, then start again: {_typed(manager, packages)}")
    install(manager, packages)
    importlib.invalidate_caches()
    if still := missing_parts(windows="tk" in parts, venv="venv" in parts):
        raise Missing(f"{_lacks(still)} Installing {' '.join(packages)} did not help.")


def install(manager: Manager, packages: Sequence[str]) -> None:
    """Installs system packages, as root; raises Missing."""
    with Progress("Setting up, this once") as progress:
        progress.say("installing " + " ".join(packages))
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in filter(None, (manager.before, (*manager.command, *packages))):
            ran = subprocess.run(command, check=False, capture_output=True, env=environment)
        if ran.returncode:
            raise Missing(f"This failed: {_typed(manager, packages)}")


def _of_the_system() -> bool:
    # The system's packages do nothing for a Python that somebody built or unpacked elsewhere.
    return Path(sys.base_prefix) == Path("/usr")


def is_root() -> bool:
    """Whether this user may install system packages."""
    return sys.platform != "win32" and os.geteuid() == 0


def _lacks(parts: Sequence[str]) -> str:
    names = {"tk": "Tk (for windows)", "venv": "venv (to install what is needed)"}
    return f"This Python lacks {' and '.join(names[part] for part in parts)}."


def _typed(manager: Manager, packages: Sequence[str]) -> str:
    return " ".join(("sudo", *manager.command, *packages))


def _by_hand(parts: Sequence[str]) -> str:
    if sys.platform == "win32":
        how = 'Run the Python installer again, choose "Modify" and tick "tcl/tk and IDLE" and "pip"'
    elif sys.platform == "darwin":
        how = f"Type: brew install python-tk@{_VERSION}"
    else:
        how = "Start launcher.py with your system's own Python 3.11 or newer"
    return f"{_lacks(parts)} {how} ({sys.executable} is running now)."
