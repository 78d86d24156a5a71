"""The house rules that no linter knows: who may name eventlet, and who may read the environment."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

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
    assert where(naming) == ["restaurant/server/green.py"]


def test_one_file_reads_the_environment() -> None:
    """The launcher hands it over; what starts other programs passes it on."""
    allowed = {
        "launcher.py",
        "restaurant/common/processes.py",
        "restaurant/system_packages.py",
    }
    reading = [
        file
        for file in PRODUCT
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb")
    ]
    assert set(where(reading)) <= allowed


def test_the_map_of_the_server_names_nothing_that_is_gone() -> None:
    package = ROOT / "restaurant" / "server"
    text = ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8"))) or ""
    steps = re.findall(r"^    (\w[\w, ]*?)(?:  |$)", text, re.MULTILINE)
    named = {name for step in steps for name in step.split(", ")} | set(
        re.findall(r"`(\w+)`", text)
    )
    there = {file.stem for file in package.glob("*.py")}
    assert {"listening", "desk", "socketio_wire", "pairing"} <= named
    assert named - there == set()


def test_every_module_says_what_it_is_for() -> None:
    silent = [file for file in PRODUCT if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]
    assert where(silent) == []
