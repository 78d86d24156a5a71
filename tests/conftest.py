"""What every test may use: a virtual screen."""

import locale
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest


def pytest_configure() -> None:
    """What the programs that tests start have from them: English, and an ear for an interrupt.

    A shell that runs the tests in its background makes all of them deaf to that.
    """
    os.environ["LC_ALL"] = "C.UTF-8"
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of a screen that windows open on: the one that is there, else a new Xvfb."""
    present = os.environ.get("DISPLAY", "")
    if sys.platform != "linux" or present:
        yield present
    elif shutil.which("Xvfb"):
        with _virtual_screen() as name, pytest.MonkeyPatch.context() as patch:
            patch.setenv("DISPLAY", name)
            yield name
    elif os.environ.get("CI"):
        pytest.fail("Xvfb is missing")
    else:
        pytest.skip("Xvfb is missing")


@contextmanager
def _virtual_screen() -> Iterator[str]:
    """Runs Xvfb on a display that it finds free itself."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        try:
            with os.fdopen(read) as answer:
                yield ":" + answer.readline().strip()
        finally:
            server.terminate()
