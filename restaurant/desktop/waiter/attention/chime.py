"""A short sound for what must be heard, by whatever this system plays sounds with, never in Tk's way."""

import logging
import shutil
import subprocess
import sys
import tempfile
import threading
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

from restaurant.common.processes.children import child_environment

LOG = logging.getLogger("restaurant.desktop")
PLAYERS = (("paplay",), ("pw-play",), ("aplay", "-q"))
"""What plays a file on Linux, the sound servers' own programs first."""
LONGEST_S = 10.0
"""A player that hangs (a sound card that is gone) is ended after that."""


class Chime:
    """One sound, in any volume; `bell` is called, on any thread, where nothing can play it."""

    def __init__(self, file: Path, *, bell: Callable[[], object]) -> None:
        self._file, self._bell = file, bell
        self._scaled = tempfile.TemporaryDirectory(prefix="restaurant-", ignore_cleanup_errors=True)
        self._playing = threading.Lock()

    def play(self, volume: int) -> None:
        """Plays it at 1 to 100 of 100; while it sounds another call adds nothing."""
        if volume > 0:
            threading.Thread(target=self._play, args=(volume,), name="chime", daemon=True).start()

    def close(self) -> None:
        """Removes what was made for it."""
        self._scaled.cleanup()

    def _play(self, volume: int) -> None:
        if not self._playing.acquire(blocking=False):
            return
        try:
            play_file(self._at(volume))
        except (OSError, RuntimeError, subprocess.SubprocessError, wave.Error) as error:
            LOG.info("the system's bell rings, as no sound can be played: %s", error)
            self._bell()
        finally:
            self._playing.release()

    def _at(self, volume: int) -> Path:
        """The file in that volume, made once."""
        path = Path(self._scaled.name) / f"{volume}.wav"
        if not path.exists():
            write_scaled(self._file, path, volume)
        return path


def write_scaled(source: Path, target: Path, volume: int) -> None:
    """A sound of 16 bits, made quieter: half the volume is a quarter of the swing, as ears have it."""
    with wave.open(str(source), "rb") as file:
        shape, frames = file.getparams(), file.readframes(file.getnframes())
    share = (min(volume, 100) / 100) ** 2
    samples = array("h", frames)
    if sys.byteorder == "big":
        samples.byteswap()
    quieter = array("h", (round(sample * share) for sample in samples))
    if sys.byteorder == "big":
        quieter.byteswap()
    with wave.open(str(target), "wb") as file:
        file.setparams(shape)
        file.writeframes(quieter.tobytes())


def play_file(path: Path) -> None:
    """Plays a file to its end. Raises OSError, RuntimeError or SubprocessError where nothing can."""
    if sys.platform == "win32":
        import winsound

        winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_NODEFAULT)
    elif sys.platform == "darwin":
        _run(("afplay",), path)
    else:
        _play_by_first(path)


def _play_by_first(path: Path) -> None:
    """By the first player that is there and can."""
    error: Exception = FileNotFoundError("no player is installed")
    for player in PLAYERS:
        if shutil.which(player[0]):
            try:
                _run(player, path)
            except (OSError, subprocess.SubprocessError) as failed:
                error = failed
            else:
                return
    raise error


def _run(player: tuple[str, ...], path: Path) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(
        [*player, str(path)], check=True, timeout=LONGEST_S, stdin=quiet, stdout=quiet, stderr=quiet,
        env=child_environment(),
    )  # fmt: skip
