"""The sound of a new order: the file, its volume, and each system's way to play it."""

import importlib
import shutil
import subprocess
import sys
import threading
import types
import wave
from array import array
from pathlib import Path
from typing import Any

import pytest

from restaurant.common.assets import asset
from restaurant.desktop.waiter.attention import chime
from restaurant.desktop.waiter.attention.chime import Chime, play_file, write_scaled
from tests.waiting import PATIENCE

FILE = asset("sounds/new_order.wav")


def samples(path: Path) -> "array[int]":
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        found = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        found.byteswap()
    return found


def test_the_file_is_small_and_what_its_program_makes() -> None:
    made = importlib.import_module("build.sounds")
    expected = made.strokes(made.NEW_ORDER, made.SECONDS)
    assert FILE.stat().st_size < 32_000
    # One apart: sines differ in their last bit from system to system.
    assert all(abs(a - b) <= 1 for a, b in zip(samples(FILE), expected, strict=True))
    assert max(samples(FILE)) > 20_000
    assert abs(samples(FILE)[-1]) < 300


@pytest.mark.parametrize(("volume", "share"), [(100, 1), (50, 0.25), (10, 0.01), (400, 1)])
def test_a_volume_scales_the_samples(tmp_path: Path, volume: int, share: float) -> None:
    write_scaled(FILE, tmp_path / "scaled.wav", volume)
    loud, scaled = samples(FILE), samples(tmp_path / "scaled.wav")
    assert all(abs(a * share - b) <= 1 for a, b in zip(loud, scaled, strict=True))


# -------------------------------------------------------------------------------- platforms


class Ran:
    """Stands for `subprocess.run`; the players in `failing` fail."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str], **options: Any) -> None:
        self.commands.append(command)
        assert options["timeout"]
        if command[0] in self.failing:
            raise subprocess.CalledProcessError(1, command)


def players(patch: pytest.MonkeyPatch, platform: str, *there: str, failing: str = "") -> Ran:
    ran = Ran(failing)
    patch.setattr(sys, "platform", platform)
    patch.setattr(shutil, "which", lambda name: name if name in there else None)
    patch.setattr(subprocess, "run", ran)
    return ran


def test_windows_plays_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    played: list[tuple[str, int]] = []
    winsound = types.ModuleType("winsound")
    winsound.SND_FILENAME, winsound.SND_NODEFAULT = 0x20000, 2  # type: ignore[attr-defined]
    winsound.PlaySound = lambda *args: played.append(args)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "winsound", winsound)
    monkeypatch.setattr(sys, "platform", "win32")
    play_file(FILE)
    assert played == [(str(FILE), 0x20002)]


def test_macos_plays_by_its_own_program(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = players(monkeypatch, "darwin")
    play_file(FILE)
    assert ran.commands == [["afplay", str(FILE)]]


@pytest.mark.parametrize(
    ("there", "command"),
    [
        (("paplay", "aplay"), ["paplay"]),
        (("pw-play", "aplay"), ["pw-play"]),
        (("aplay",), ["aplay", "-q"]),
    ],
)
def test_linux_plays_by_the_first_player_that_is_there(
    monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], command: list[str]
) -> None:
    ran = players(monkeypatch, "linux", *there)
    play_file(FILE)
    assert ran.commands == [[*command, str(FILE)]]


def test_a_player_that_fails_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = players(monkeypatch, "linux", "paplay", "aplay", failing="paplay")
    play_file(FILE)
    assert [command[0] for command in ran.commands] == ["paplay", "aplay"]


# -------------------------------------------------------------------------------- the chime


class Rung:
    """A chime whose file is played by the test; it knows when the bell rang."""

    def __init__(self, patch: pytest.MonkeyPatch, error: Exception | None = None) -> None:
        self.rang = threading.Event()
        self.played = threading.Event()
        self.go_on = threading.Event()
        self.paths: list[Path] = []
        self._error = error
        patch.setattr(chime, "play_file", self._play)
        self.chime = Chime(FILE, bell=self.rang.set)

    def _play(self, path: Path) -> None:
        self.paths.append(path)
        self.played.set()
        assert self.go_on.wait(PATIENCE)
        if self._error is not None:
            raise self._error


def join() -> None:
    """Until no chime sounds any more."""
    for thread in threading.enumerate():
        if thread.name == "chime":
            thread.join(PATIENCE)


def test_it_never_holds_up_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    rung = Rung(monkeypatch)
    rung.chime.play(50)  # returns although the player waits
    assert rung.played.wait(PATIENCE)
    rung.go_on.set()
    join()
    assert not rung.rang.is_set()
    rung.chime.close()


def test_one_sound_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    rung = Rung(monkeypatch)
    rung.chime.play(50)
    assert rung.played.wait(PATIENCE)
    sounding = [thread for thread in threading.enumerate() if thread.name == "chime"]
    rung.chime.play(50)
    for thread in threading.enumerate():
        if thread.name == "chime" and thread not in sounding:
            thread.join(PATIENCE)
    assert len(rung.paths) == 1
    rung.go_on.set()
    join()
    rung.chime.close()


def test_no_volume_is_no_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    rung = Rung(monkeypatch)
    rung.chime.play(0)
    join()
    assert rung.paths == []
    rung.chime.close()


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError("no player"),
        RuntimeError("no sound card"),
        subprocess.TimeoutExpired("aplay", 10),
        subprocess.CalledProcessError(1, "aplay"),
    ],
)
def test_where_nothing_can_play_it_the_bell_rings(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    rung = Rung(monkeypatch, error)
    rung.go_on.set()
    rung.chime.play(50)
    assert rung.rang.wait(PATIENCE)
    join()
    rung.chime.close()


def test_what_was_made_for_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    rung = Rung(monkeypatch)
    rung.go_on.set()
    rung.chime.play(30)
    join()
    [path] = rung.paths
    assert path.exists()
    rung.chime.close()
    assert not path.exists()
