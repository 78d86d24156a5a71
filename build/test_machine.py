"""What the checks need of the system itself: installed by apt for root on Debian, elsewhere named."""

import ctypes.util
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from restaurant import system_packages

_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


class Need(NamedTuple):
    """A Debian package, what it is for, and whether its part is there already."""

    package: str
    reason: str
    there: Callable[[], bool]


def _has(command: str) -> Callable[[], bool]:
    return lambda: shutil.which(command) is not None


def _has_file(path: str) -> Callable[[], bool]:
    return lambda: Path(path).exists()


def _has_libpython() -> bool:
    # Only Debian keeps it apart from Python; one that somebody built brings its own or cannot pack.
    own = Path(sys.base_prefix) != Path("/usr")
    return own or ctypes.util.find_library(f"python{_VERSION}") is not None


NEEDS = (
    Need("xvfb", "a virtual screen", _has("Xvfb")),
    Need("xauth", "xvfb-run", _has("xauth")),
    Need("xdotool", "keys and clicks", _has("xdotool")),
    Need("imagemagick", "screenshots", _has("import")),
    Need("fonts-dejavu-core", "text", _has_file("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")),
    Need("iproute2", "networks of several machines", _has("ip")),
    Need("chromium", "the pages", _has("chromium")),
    Need("chromium-driver", "the pages", _has("chromedriver")),
    Need("binutils", "packing", _has("objdump")),
    Need(f"libpython{_VERSION}", "packing", _has_libpython),
)


def prepare() -> None:
    """Sees to it that the machine can run every check; raises Missing with what to type."""
    parts = system_packages.missing_parts(windows=True, venv=True)
    if parts:
        system_packages.provide(parts)
    if sys.platform != "linux":  # Windows and macOS have a screen, and their own tools.
        return
    missing = [need for need in NEEDS if not need.there()]
    if missing:
        _provide(missing)


def _provide(missing: list[Need]) -> None:
    packages = [need.package for need in missing]
    apt = system_packages.MANAGERS["apt-get"]
    if not shutil.which("apt-get"):
        named = ", ".join(f"{need.package} ({need.reason})" for need in missing)
        raise system_packages.Missing(
            f"The tests need what Debian calls: {named}. Install it, then start again."
        )
    if not system_packages.is_root():
        typed = " ".join(("sudo", *apt.command, *packages))
        raise system_packages.Missing(f"The tests need more. Type this, then start again: {typed}")
    system_packages.install(apt, packages)
