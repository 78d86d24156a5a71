"""What a translation lacks: `python3 build/strings.py de` lists what `de.json` has not, in English.

With `--add` they are written into the file, to be translated there; what English lost is taken out.
"""

import argparse
import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "assets" / "strings"


def main() -> int:
    """Returns 0 if nothing is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", help="two letters, such as de")
    parser.add_argument("--add", action="store_true", help="write them into the file, in English")
    asked = parser.parse_args()
    english, file = _read(FOLDER / "en.json"), FOLDER / f"{asked.language}.json"
    known = _read(file) if file.exists() else {}
    missing = english.keys() - known.keys()
    for key in sorted(missing):
        print(f"{key}: {english[key]}")
    for key in sorted(known.keys() - english.keys()):
        print(f"{key}: English has it no longer")
    if asked.add:
        whole = {key: known.get(key, text) for key, text in sorted(english.items())}
        file.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return int(bool(missing))


def _read(file: Path) -> dict[str, str]:
    texts: dict[str, str] = json.loads(file.read_text("utf-8"))
    return texts


if __name__ == "__main__":
    raise SystemExit(main())
