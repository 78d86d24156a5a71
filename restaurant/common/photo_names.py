"""Which names the photos of dishes may have: those of plain files in one folder, on every system."""

import re
from pathlib import PurePath

PHOTO_TYPES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".webp": "image/webp",
}
"""Media types by the end of a name."""

MOST_PHOTO_BYTES = 8 * 1024 * 1024
"""The largest photo that is served or kept: what a good telephone takes."""

_PLAIN = re.compile(r"""[^\x00-\x1f\x7f/\\:*?"<>|.][^\x00-\x1f\x7f/\\:*?"<>|]{0,99}""")
_DEVICES = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\..*)?", re.I)


def photo_type(name: str) -> str | None:
    """The media type of a photo of this name; None where no photo may be called that.

    A name comes from `menu.json` or from the network: it must not lead out of its folder, nor to
    what Windows takes for a device.
    """
    if not _PLAIN.fullmatch(name) or _DEVICES.fullmatch(name):
        return None
    return PHOTO_TYPES.get(PurePath(name).suffix.lower())
