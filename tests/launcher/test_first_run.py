"""The first start from source: `.venv` is made, kept, redone when something changed, and repaired."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from restaurant import first_run
from tests.launcher.conftest import PATIENCE, Stage

BARE = str(getattr(sys, "_base_executable", sys.executable))
SERVER = ("--role", "server", "--headless", "--port", "0")


def put_wheel(folder: Path, version: str) -> None:
    """A package of one line, so that setting up needs no network."""
    about = f"tinydish-{version}.dist-info"
    with zipfile.ZipFile(folder / f"tinydish-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tinydish.py", f"version = {version!r}\n")
        named = f"Metadata-Version: 2.1\nName: tinydish\nVersion: {version}\n"
        wheel.writestr(f"{about}/METADATA", named)
        wheel.writestr(
            f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{about}/RECORD", "")


@pytest.fixture
def bare(stage: Stage) -> Stage:
    """A copy that requires one package, which the running Python does not have."""
    put_wheel(stage.root, "1.0")
    put_wheel(stage.root, "1.1")
    require(stage, "1.0")
    return stage


@pytest.fixture(scope="module")
def made_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tests that need a `.venv`, and not its making, have one from: it takes seconds."""
    return tmp_path_factory.mktemp("made-before") / ".venv"


@pytest.fixture
def set_up(bare: Stage, made_before: Path) -> Stage:
    """The same, set up before."""
    if made_before.exists():
        shutil.copytree(made_before, bare.root / ".venv", symlinks=True)
    else:
        serve(bare)
        shutil.copytree(bare.root / ".venv", made_before, symlinks=True)
    return bare


def require(stage: Stage, version: str) -> None:
    (stage.root / "requirements.txt").write_text(f"# Why\ntinydish=={version}  # tiny\n")


def serve(stage: Stage, **environ: str) -> tuple[Any, str]:
    """Starts the server with a bare Python; what the stand-in told, and standard error."""
    started = stage.start(
        *SERVER,
        python=BARE,
        **{"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(stage.root), **environ},
    )
    with stage.visitor() as link, link.makefile() as lines:
        seen = json.loads(lines.readline())
        link.sendall(b"x")
        _, said = started.communicate(timeout=PATIENCE)
    assert started.returncode == 7
    return seen, said


def version_in(stage: Stage) -> str:
    python = first_run.Place(stage.root).python
    ask = [str(python), "-c", "import tinydish; print(tinydish.version)"]
    return subprocess.run(ask, check=True, capture_output=True, text=True).stdout.strip()


@pytest.mark.slow
def test_a_set_up_that_was_killed_while_it_made_the_folder_is_done_anew(bare: Stage) -> None:
    (bare.root / ".venv" / "lib").mkdir(parents=True)
    seen, said = serve(bare)
    assert Path(seen["prefix"]) == bare.root / ".venv"
    assert version_in(bare) == "1.0"
    assert "\rSetting up" not in said  # Standard error is no terminal here.


@pytest.mark.slow
def test_it_sets_up_once_and_again_when_requirements_change(set_up: Stage) -> None:
    log = first_run.Place(set_up.root).log
    before = log.read_bytes()
    assert serve(set_up)[1] == ""
    assert log.read_bytes() == before

    require(set_up, "1.1")
    serve(set_up)
    assert version_in(set_up) == "1.1"


@pytest.mark.slow
def test_a_python_that_was_removed_or_replaced_is_made_anew(set_up: Stage) -> None:
    first_run.Place(set_up.root).python.unlink()
    serve(set_up)
    assert version_in(set_up) == "1.0"


@pytest.mark.slow
def test_two_first_starts_at_once_make_one_venv(bare: Stage) -> None:
    both = [
        bare.start(*SERVER, python=BARE, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(bare.root))
        for _ in range(2)
    ]
    for _ in both:
        with bare.visitor() as link, link.makefile() as lines:
            assert Path(json.loads(lines.readline())["prefix"]) == bare.root / ".venv"
            link.sendall(b"x")
    for one in both:
        one.communicate(timeout=PATIENCE)
        assert one.returncode == 7
    log = first_run.Place(bare.root).log.read_text()
    assert log.count("Successfully installed") == 1


@pytest.mark.slow
def test_without_a_console_a_window_shows_the_set_up_and_its_failure(
    bare: Stage, display: str
) -> None:
    """The window's place is taken by a script that keeps what it is told and is closed at once.

    All of the set-up is done, as nothing is told of one that fails within its first second.
    """
    require(bare, "2.0")
    told = bare.root / "told"
    (bare.root / "restaurant" / "desktop" / "set_up.py").write_text(
        "import sys\n"
        f"with open({str(told)!r}, 'w') as kept:\n"
        "    for line in sys.stdin:\n"
        "        kept.write(line)\n"
        "        if 'failed' in line:\n"
        "            break\n"
    )
    place = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(bare.root), "DISPLAY": display}
    started = bare.start("--role", "waiter", python=BARE, **place)
    _, err = started.communicate(timeout=PATIENCE)
    assert started.returncode == 2
    first, *_, last = [json.loads(line) for line in told.read_text().splitlines()]
    assert 0 < first["share"] < 1
    assert "tinydish==2.0" in last["failed"]
    assert last["failed"] in err


@pytest.mark.slow
def test_what_cannot_be_fetched_is_said_in_a_sentence_and_tried_again(set_up: Stage) -> None:
    require(set_up, "2.0")
    started = set_up.start(*SERVER, python=BARE, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(set_up.root))
    out, err = started.communicate(timeout=PATIENCE)
    assert started.returncode == 2
    assert out == ""
    assert "tinydish==2.0" in err
    assert "Traceback" not in err
    require(set_up, "1.0")
    serve(set_up)
    assert version_in(set_up) == "1.0"


def test_a_python_that_has_everything_gets_no_venv(bare: Stage) -> None:
    shutil.copy(Path(__file__).resolve().parents[2] / "requirements.txt", bare.root)
    if not first_run.installed(bare.root / "requirements.txt"):
        pytest.fail("the tests run in a Python that lacks requirements.txt")
    started = bare.start(*SERVER)
    with bare.visitor() as link, link.makefile() as lines:
        assert json.loads(lines.readline())["prefix"] == sys.prefix
        link.sendall(b"x")
    assert started.communicate(timeout=PATIENCE) == ("", "")
    assert not (bare.root / ".venv").exists()


@pytest.mark.parametrize("line", ["no-such-package==1.0", "pytest==0.1"])
def test_a_missing_or_other_version_counts_as_not_installed(tmp_path: Path, line: str) -> None:
    file = tmp_path / "requirements.txt"
    file.write_text("# nothing\n\n")
    assert first_run.installed(file)
    file.write_text(line + "\n")
    assert not first_run.installed(file)


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_what_another_platform_needs_is_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    file = tmp_path / "requirements.txt"
    file.write_text('pytest==1.0  # why\nno-such-package==1.0; sys_platform == "win32"  # why\n')
    assert ("no-such-package" in first_run.pins(file)) == (platform == "win32")
    assert first_run.pins(file)["pytest"] == "1.0"


def test_every_requirement_is_pinned_and_has_its_reason() -> None:
    needed = first_run.REQUIREMENTS.read_text()
    own, brought = needed.split("# What the above bring along")
    for text in (own, (first_run.ROOT / "build" / "requirements-checks.txt").read_text()):
        for line in filter(None, (line.strip() for line in text.splitlines())):
            assert line.startswith("#") or ("==" in line and "  # " in line), line
    assert {"flask", "flask-socketio", "python-socketio", "eventlet", "pyinstaller"} <= set(
        first_run.pins(first_run.REQUIREMENTS)
    )
    assert "==" in brought


def test_no_network_is_told_apart() -> None:
    log = Path("set-up.log")
    offline = ["WARNING: Retrying (Retry(total=4)): Failed to establish a new connection"]
    assert "internet once" in first_run._why(offline, log)
    assert "packed file" in first_run._why(offline, log)
    assert "No space" in first_run._why(["x", "ERROR: No space left on device", "", "hint"], log)
    assert "no reason" in first_run._why([], log)


def test_on_windows_the_program_runs_in_a_tied_child(monkeypatch: pytest.MonkeyPatch) -> None:
    class Child:
        def wait(self, timeout: float) -> int:
            return 7

    asked = []

    def start_child(args: list[str]) -> Child:
        asked.append(args)
        return Child()

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(first_run, "start_child", start_child)
    assert first_run.run_again(Path("python.exe"), ["--demo"]) == 7
    ((python, launcher, *args),) = asked
    assert (python, Path(launcher).name, args) == (
        "python.exe",
        "launcher.py",
        ["--demo", "--ready"],
    )
    assert first_run.Place(Path("here")).python == Path("here/.venv/Scripts/python.exe")


def test_on_windows_a_set_up_waits_for_another_as_long_as_it_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its lock gives up after ten seconds; the first set-up takes longer."""
    tries: list[tuple[int, ...]] = []

    def locking(*asked: int) -> None:
        tries.append(asked)
        if len(tries) < 3:
            raise OSError(36, "Resource deadlock avoided")

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_LOCK=1, locking=locking))
    monkeypatch.setattr(sys, "platform", "win32")
    first_run._hold(7)
    assert tries == [(7, 1, 1)] * 3


@pytest.mark.parametrize("version", ["3.6", "3.8", "3.10"])
def test_an_older_python_gets_a_sentence(version: str) -> None:
    python = _old_python(version)
    if python is None:
        pytest.skip(f"no Python {version} here")
    launcher = first_run.ROOT / "launcher.py"
    ran = subprocess.run([python, launcher], check=False, capture_output=True, text=True)
    assert ran.returncode == 2
    assert ran.stderr.startswith(
        f"The restaurant needs Python 3.11 or newer, and this is Python {version}"
    )
    assert "Traceback" not in ran.stderr


def _old_python(version: str) -> str | None:
    name = f"python{version}"
    candidates = [shutil.which(name), *Path.home().glob(f".pyenv/versions/{version}.*/bin/python")]
    for each in filter(None, candidates):
        ask = [str(each), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        said = subprocess.run(ask, check=False, capture_output=True, text=True).stdout.strip()
        if said == version:
            return str(each)
    return None


def test_the_version_check_runs_before_anything_newer_is_read() -> None:
    """Where no old Python is at hand: the launcher has to compile as Python 3.7."""
    import ast

    source = (first_run.ROOT / "launcher.py").read_text()
    tree = ast.parse(source, feature_version=(3, 7))
    first_import, check = tree.body[1], tree.body[2]
    assert ast.unparse(first_import) == "import sys"
    assert isinstance(check, ast.If)
    assert "version_info" in ast.unparse(check.test)
