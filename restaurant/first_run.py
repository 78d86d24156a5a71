"""First start from source: makes `.venv` beside launcher.py; standard library only.

A stamp is written last for each requirements file. No stamp means that a set-up never finished and
is done anew; a stamp of another content means that the requirements changed.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import TextIO

from restaurant.common.processes.children import await_child, console_flags, end_child, start_child
from restaurant.common.processes.patience import PROGRAM_IS_KILLED
from restaurant.setup_progress import Progress
from restaurant.setup_window import SetUpWindow

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements.txt"
TITLE = "Setting up, this once"
_OFFLINE = ("Failed to establish a new connection", "Retrying (", "name resolution", "timed out")
"""Words of pip where no package index can be reached."""


class SetUpFailed(Exception):
    """Setting up did not work; the text says why and what to do."""


def pins(requirements: Path) -> dict[str, str]:
    """The pinned versions of a requirements file, by name, but for those of other platforms.

    The only condition that stands there is `; sys_platform == "..."`.
    """
    lines = (line.split("#")[0] for line in requirements.read_text("utf-8").splitlines())
    asked = (
        (pin.strip(), only.strip()) for pin, _, only in (line.partition(";") for line in lines)
    )
    here = ("", f'sys_platform == "{sys.platform}"')
    return dict(pin.split("==", 1) for pin, only in asked if pin and only in here)


def installed(requirements: Path) -> bool:
    """Whether the running Python has every pinned version already."""
    try:
        return all(metadata.version(name) == wanted for name, wanted in pins(requirements).items())
    except metadata.PackageNotFoundError:
        return False


class Place:
    """The `.venv` of one checkout and what was installed into it."""

    def __init__(self, root: Path = ROOT) -> None:
        self.venv = root / ".venv"
        self._lock = root / ".venv.lock"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        windows = sys.platform == "win32"
        return self.venv / ("Scripts/python.exe" if windows else "bin/python")

    @property
    def log(self) -> Path:
        """What pip said."""
        return self.venv / "set-up.log"

    def ready(self, requirements: Path) -> bool:
        """Whether these requirements were installed to the end, for the Python that is there."""
        stamp = _read(self._stamp(requirements))
        return bool(stamp) and stamp == self._mark(requirements)

    def started(self, requirements: Path) -> bool:
        """Whether some version of these requirements was installed to the end."""
        return bool(_read(self._stamp(requirements)))

    def stamp(self, requirements: Path) -> None:
        """Says that these requirements are installed to the end."""
        self._stamp(requirements).write_text(self._mark(requirements), "utf-8")

    def _stamp(self, requirements: Path) -> Path:
        return self.venv / f"set-up-{requirements.stem}"

    def _mark(self, requirements: Path) -> str:
        # The version is asked for: a system upgrade changes the Python behind an old .venv.
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            ask = [str(self.python), "-I", "-c", "import sys; print(sys.version_info[:2])"]
            asked = _run(ask)
            asked.check_returncode()
            return hashlib.sha256(requirements.read_bytes()).hexdigest() + "\n" + asked.stdout
        return "no Python"

    def has_pip(self) -> bool:
        """Whether its Python runs and can install: an interrupted or upgraded one cannot."""
        with contextlib.suppress(OSError):
            ask = [str(self.python), "-m", "pip", "--version"]
            return _run(ask).returncode == 0
        return False

    def inside(self) -> bool:
        """Whether its own Python is running: it cannot be removed from under itself."""
        return Path(sys.prefix).resolve() == self.venv.resolve()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Waits until no other start is setting this place up."""
        with self._lock.open("a+b") as lock:
            _hold(lock.fileno())
            yield


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    """Runs a Python that has little to do, and keeps what it says. Raises OSError."""
    return subprocess.run(
        command, check=False, capture_output=True, text=True, errors="replace",
        creationflags=console_flags(),
    )  # fmt: skip


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""


def _hold(file: int) -> None:
    """Takes the lock of an open file, which goes with the process."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            with contextlib.suppress(OSError):  # It gives up after ten seconds; a set-up may not.
                msvcrt.locking(file, msvcrt.LK_LOCK, 1)
                return
    import fcntl

    fcntl.flock(file, fcntl.LOCK_EX)


def ready(requirements: Sequence[Path], *, root: Path = ROOT) -> bool:
    """Whether nothing is left to be set up."""
    place = Place(root)
    return all(map(installed, requirements)) or all(map(place.ready, requirements))


def python_with(
    requirements: Sequence[Path], *, root: Path = ROOT, window: SetUpWindow | None = None
) -> Path:
    """A Python that has all these requirements: the running one, or that of `.venv`, made if needed.

    Raises SetUpFailed, and KeyboardInterrupt if the window is closed meanwhile.
    """
    if all(installed(file) for file in requirements):
        return Path(sys.executable)
    place = Place(root)
    if all(place.ready(file) for file in requirements):
        return place.python
    try:
        _set_up(place, requirements, window)
    except OSError as wrong:
        raise SetUpFailed(
            f"Setting up needs to write {place.venv} and could not: {wrong}."
        ) from None
    return place.python


def _set_up(place: Place, requirements: Sequence[Path], window: SetUpWindow | None) -> None:
    count = sum(len(pins(file)) for file in requirements)
    with Progress(TITLE, window=window, count=count) as progress:
        progress.say("another start is doing it, waiting")
        with place.alone():
            if not (place.started(requirements[0]) and place.has_pip()):
                progress.say("making a Python of its own, .venv")
                _make_venv(place)
            for file in requirements:
                if not place.ready(file):
                    _install(place, file, progress)


def _make_venv(place: Place) -> None:
    if place.inside():
        return
    if place.venv.exists():
        shutil.rmtree(place.venv)
    make = [sys.executable, "-m", "venv", str(place.venv)]
    made = _run(make)
    if made.returncode:
        raise SetUpFailed(
            f"Making {place.venv} failed: {_last_of((made.stdout + made.stderr).splitlines())}"
        )


def _install(place: Place, file: Path, progress: Progress) -> None:
    progress.say("starting pip")
    pip = [str(place.python), "-m", "pip", "install", "--no-input", "--progress-bar=off"]
    pip += ["--disable-pip-version-check", "-r", str(file)]
    with (
        place.log.open("a", encoding="utf-8") as log,
        subprocess.Popen(
            pip,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            creationflags=console_flags(),
        ) as running,
    ):
        try:
            said = [_follow(line, progress, log) for line in running.stdout or ()]
        except KeyboardInterrupt:
            running.kill()
            raise
    if running.returncode:
        raise SetUpFailed(_why(said, place.log))
    place.stamp(file)


def _follow(line: str, progress: Progress, log: TextIO) -> str:
    """Passes one line of pip on, in words: "Collecting flask==3.1.3 (from ...)" is "flask"."""
    log.write(line)
    word, _, rest = line.strip().partition(" ")
    if word == "Collecting":
        progress.step("getting " + rest.split("==")[0].split(" ")[0])
    elif word == "Installing":
        progress.say("installing what was fetched")
    return line


def _why(said: Sequence[str], log: Path) -> str:
    if any(word in line for line in said for word in _OFFLINE):
        return (
            "This computer needs the internet once, to get what the program is made of, and could "
            "not reach it. Connect it and start again; or copy the packed file `restaurant` here, "
            f"which needs nothing. Details: {log}"
        )
    return f"Installing what requirements.txt lists failed: {_last_of(said)} Details: {log}"


def _last_of(lines: Sequence[str]) -> str:
    said = [line.strip() for line in lines if line.strip()]
    errors = [line for line in said if line.lower().startswith("error")]
    return (errors or said or ["no reason was given."])[-1]


def run_again(python: Path, argv: Sequence[str]) -> int:
    """Runs launcher.py afresh with this Python; on POSIX in this very process: never returns there."""
    command = [str(python), str(ROOT / "launcher.py"), *argv, "--ready"]
    if sys.platform != "win32":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(command[0], command)
    # Windows' execv detaches: the console would not wait for the program.
    child = start_child(command)
    try:
        return await_child(child)
    except KeyboardInterrupt:
        return end_child(child, patience=PROGRAM_IS_KILLED)
