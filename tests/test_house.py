"""The house rules that no linter knows: who may name eventlet, and who may read the environment."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PRODUCT = [ROOT / "launcher.py", *sorted((ROOT / "restaurant").rglob("*.py"))]


def imported(file: Path) -> Iterator[str]:
    """The modules that a file imports anywhere, and those it names in a string to import."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def where(files: list[Path]) -> list[str]:
    return [file.relative_to(ROOT).as_posix() for file in files]


def test_one_file_names_eventlet() -> None:
    naming = [
        file
        for file in PRODUCT
        if any(name.partition(".")[0] in ("eventlet", "greenlet") for name in imported(file))
    ]
    assert where(naming) == ["restaurant/server/modes/green.py"]


def test_one_file_reads_the_environment() -> None:
    """The launcher hands it over; what starts other programs passes it on."""
    allowed = {
        "launcher.py",
        "restaurant/common/processes/children.py",
        "restaurant/system_packages.py",
    }
    reading = [
        file
        for file in PRODUCT
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb")
    ]
    assert set(where(reading)) <= allowed


MAPPED = ("client", "common", "domain", "engine", "protocol", "server", "storage")
ROOMS = [
    init for house in MAPPED for init in sorted((ROOT / "restaurant" / house).rglob("__init__.py"))
]


@pytest.mark.parametrize("init", ROOMS, ids=lambda init: ".".join(init.parts[-3:-1]))
def test_a_map_names_what_is_there_and_nothing_else(init: Path) -> None:
    room = init.parent
    text = ast.get_docstring(ast.parse(init.read_text("utf-8"))) or ""
    entries = re.findall(r"^    (\w[\w., ]*?)(?:  |$)", text, re.MULTILINE)
    quoted = {name.split(".")[-1] for name in re.findall(r"`([\w.]+)`", text)}
    named = {name.split(".")[-1] for entry in entries for name in entry.split(", ")}
    inside = {part.stem for part in room.iterdir() if part.stem != "__init__"} - {"__pycache__"}
    below = {file.stem for file in room.rglob("*.py")} | {part.name for part in room.rglob("*")}
    assert inside - named - quoted == set()
    assert named - below == set()


def test_every_module_says_what_it_is_for() -> None:
    silent = [file for file in PRODUCT if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]
    assert where(silent) == []


def test_what_builds_it_elsewhere_names_what_is_there() -> None:
    """Nobody here sees the workflow run, so a part that was moved would be missed for long."""
    workflow = (ROOT / ".github" / "workflows" / "build.yml").read_text("utf-8")
    systems = re.search(r"os: \[(.*)\]", workflow)
    assert systems is not None
    assert [name.partition("-")[0] for name in systems[1].split(", ")] == [
        "windows",
        "macos",
        "ubuntu",
    ]
    named = re.findall(
        r"\bpython3? ([\w/.]+\.py)", workflow + (ROOT / ".ci" / "run").read_text("utf-8")
    )
    assert {"build/package.py", "build/check.py"} <= set(named)
    assert [name for name in named if not (ROOT / name).is_file()] == []
    oldest = re.search(
        r"requires-python = \">=([\d.]+)\"", (ROOT / "pyproject.toml").read_text("utf-8")
    )
    versions = set(re.findall(r"python-version: \"([\d.]+)\"", workflow))
    assert oldest is None or versions == {oldest[1]}
