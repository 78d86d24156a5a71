"""Makes the sounds in assets/sounds: python build/sounds.py. Run it after changing one here."""

import math
import wave
from array import array
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "assets" / "sounds"
RATE = 16000
"""Samples a second: enough for a bell, whose highest overtone here is 4,700 Hz."""
BELL = ((1.0, 1.0), (2.0, 0.35), (3.0, 0.12))
"""Overtones of a small bell: times the frequency, loudness."""
NEW_ORDER = ((0.0, 1174.7), (0.16, 1568.0))
"""Two strokes, a fourth apart: when (seconds) and how high (Hz)."""
SECONDS = 0.75
FADE = 7.0
"""How fast a stroke dies away: e-fold times a second."""
LOUDEST = 0.8


def strokes(notes: tuple[tuple[float, float], ...], seconds: float) -> list[int]:
    """Samples of 16 bits of some strokes of the bell, as loud as they may be together."""
    raw = [
        sum(_stroke(n / RATE - at, hertz) for at, hertz in notes) for n in range(_count(seconds))
    ]
    # The last hundredth of a second goes to nothing, so that it does not click.
    end = [min(1.0, (len(raw) - n) / (RATE / 100)) for n in range(len(raw))]
    loud = LOUDEST * 32767 / max(map(abs, raw))
    return [round(sample * gone * loud) for sample, gone in zip(raw, end, strict=True)]


def _count(seconds: float) -> int:
    return round(seconds * RATE)


def _stroke(seconds: float, hertz: float) -> float:
    if seconds < 0:
        return 0.0
    attack = min(1.0, seconds * 400)
    tones = (loud * math.sin(2 * math.pi * hertz * times * seconds) for times, loud in BELL)
    return attack * math.exp(-FADE * seconds) * sum(tones)


def write(path: Path, samples: list[int]) -> None:
    """One channel, 16 bits: what every system plays."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(array("h", samples).tobytes())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    write(FOLDER / "new_order.wav", strokes(NEW_ORDER, SECONDS))
