"""Photos of dishes as a window shows them: fetched and sized down beside Tk's thread, each once."""

import logging
import queue
import threading
import tkinter as tk
from collections.abc import Callable
from io import BytesIO
from typing import Protocol

LOG = logging.getLogger("restaurant.desktop")

FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
MOST_PIXELS = 60_000_000
"""More than any telephone takes; a file that promises more is none to open."""

LOOK_MS = 40
"""How often a window that waits for a photo looks whether it is there."""

Size = tuple[int, int]
Key = tuple[str, Size]
Job = tuple[str, Size | None]
"""A photo to be made in a size, or without one to be asked for again."""
Result = tuple[str, Size | None, bytes | None]
"""What came of a job: the picture, or of asking again anything but None for another photo."""


class PhotoSource(Protocol):
    """What is wanted of `restaurant.client.kept.photos.KeptPhotos`."""

    def read(self, name: str) -> bytes | None: ...
    def renew(self, name: str) -> bool: ...


class Photos:
    """Pictures by name and size; `arrived` is told the name of one that is there now, or another one."""

    def __init__(self, root: tk.Misc, source: PhotoSource, *, ground: str) -> None:
        """What a picture lets through is `ground`."""
        self._root = root
        self.arrived: Callable[[str], object] = lambda _name: None
        self._pictures: dict[Key, tk.PhotoImage | None] = {}
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[Result] = queue.SimpleQueue()
        self._open = 0
        self._timer: str | None = None
        # It knows nothing of the window: what Tk has made must not go with the last of its thread.
        work = (source, ground, self._jobs, self._results)
        threading.Thread(target=_work, args=work, name="photos", daemon=True).start()

    def picture(self, name: str, size: Size) -> tk.PhotoImage | None:
        """The picture if it is there; if not, `arrived` tells when it is."""
        key = name, size
        if key not in self._pictures:
            self._pictures[key] = None
            self._put((name, size))
        return self._pictures[key]

    def renew(self) -> None:
        """The server is there again: it may have other photos by now, or those that were missing."""
        for name in {name for name, _size in self._pictures}:
            self._put((name, None))

    def stop(self) -> None:
        """Nothing is fetched or told from here on."""
        self._jobs.put(None)
        if self._timer is not None:
            self._root.after_cancel(self._timer)

    def _put(self, job: Job) -> None:
        self._open += 1
        self._jobs.put(job)
        if self._timer is None:
            self._timer = self._root.after(LOOK_MS, self._look)

    def _look(self) -> None:
        """Takes what is done, and looks again for as long as something is not."""
        self._timer = None
        while not self._results.empty():
            name, size, drawn = self._results.get()
            self._open -= 1
            if drawn is not None:
                self._take(name, size, drawn)
        if self._open and self._timer is None:
            self._timer = self._root.after(LOOK_MS, self._look)

    def _take(self, name: str, size: Size | None, drawn: bytes) -> None:
        if size is not None:
            picture = tk.PhotoImage(master=self._root, data=drawn, format="ppm")
            self._pictures[name, size] = picture
        else:
            for key in [key for key in self._pictures if key[0] == name]:
                del self._pictures[key]
        self.arrived(name)


def _work(
    source: PhotoSource,
    ground: str,
    jobs: "queue.SimpleQueue[Job | None]",
    results: "queue.SimpleQueue[Result]",
) -> None:
    """The thread: one job after another, each with a result."""
    while (job := jobs.get()) is not None:
        name, size = job
        try:
            drawn = _made(source, name, size, ground) if size else _renewed(source, name)
        except Exception:
            LOG.exception("a photo failed")
            drawn = None
        results.put((name, size, drawn))


def _made(source: PhotoSource, name: str, size: Size, ground: str) -> bytes | None:
    data = source.read(name)
    if data is None and source.renew(name):
        data = source.read(name)
    return None if data is None else fitted(data, size, ground)


def _renewed(source: PhotoSource, name: str) -> bytes | None:
    return b"" if source.renew(name) else None


def fitted(data: bytes, size: Size, ground: str) -> bytes | None:
    """A photo cut and sized to fill `size`, in the format that Tk draws without help; None for no photo."""
    from PIL import Image, ImageOps  # Here, for it takes as long as opening a window.

    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise ValueError(f"{image.width} x {image.height} pixels")
            image.draft("RGB", size)  # A JPEG can be read at an eighth, in an eighth of the time.
            upright = ImageOps.exif_transpose(image).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        LOG.warning("a photo cannot be read: %s", error)
        return None
    cut = ImageOps.fit(upright, size, Image.Resampling.LANCZOS)
    paper = Image.new("RGBA", size, ground)
    paper.alpha_composite(cut)
    return b"P6 %d %d 255\n" % size + paper.convert("RGB").tobytes()
