"""Options: flag beats environment beats file beats default, and a bad value is one sentence."""

import json
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from restaurant.common.machine import autostart_folder, has_display, user_data_folder
from restaurant.common.options import TABLE, Options, parse
from restaurant.common.processes.children import child_environment


def settings(folder: Path, **options: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text(json.dumps({"name": "Blu", "options": options}))


def refusal(capsys: pytest.CaptureFixture[str], argv: list[str], **environ: str) -> str:
    with pytest.raises(SystemExit) as ended:
        parse(argv, environ)
    assert ended.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_nothing_asked_is_the_picker_on_port_5000(tmp_path: Path) -> None:
    options = parse([], {"XDG_DATA_HOME": str(tmp_path), "DISPLAY": "far:0"}, platform="linux")
    assert options == Options(user_folder=tmp_path, autostart_folder=options.autostart_folder)
    assert (options.role, options.port, options.host) == (None, 5000, "0.0.0.0")


def test_flag_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    settings(tmp_path, port=5003, host="127.0.0.3", headless=True)
    environ = {"RESTAURANT_PORT": "5002", "RESTAURANT_HOST": "127.0.0.2"}
    options = parse(["--data", str(tmp_path), "--port", "5001"], environ)
    assert (options.port, options.host, options.headless) == (5001, "127.0.0.2", True)
    assert options.trust_lan is False


def test_the_file_is_that_of_the_role(tmp_path: Path) -> None:
    settings(tmp_path / "restaurant" / "waiter", server="pi")
    environ = {"XDG_DATA_HOME": str(tmp_path)}
    assert parse(["--role", "waiter"], environ, platform="linux").server == "pi:5000"
    assert parse(["--role", "customer"], environ, platform="linux").server is None


def test_the_environment_can_name_the_folder_whose_file_counts(tmp_path: Path) -> None:
    settings(tmp_path, role="customer", **{"trust-lan": "on"})
    options = parse([], {"RESTAURANT_DATA": str(tmp_path)})
    assert (options.role, options.trust_lan) == ("customer", True)


def test_a_switch_can_be_taken_back_for_one_start(tmp_path: Path) -> None:
    settings(tmp_path, trust_lan=True)
    assert parse(["--data", str(tmp_path)], {}).trust_lan is True
    assert parse(["--data", str(tmp_path)], {"RESTAURANT_TRUST_LAN": "0"}).trust_lan is False
    assert parse(["--data", str(tmp_path), "--no-trust-lan"], {}).trust_lan is False


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["--port", "abc"], "--port"),
        (["--port", "65536"], "65535"),
        (["--port", "-1"], "--port"),
        (["--port", "\u0665"], "--port"),
        (["--role", "chef"], "server, customer or waiter"),
        (["--server", "http://pi:5000"], "HOST:PORT"),
        (["--server", "pi:0"], "--server"),
        (["--server", "pi:"], "--server"),
        (["--host", ""], "--host"),
        (["--data", __file__], "--data"),
        (["--dem"], "--dem"),
        (["--store", "postgresql://x"], "--store"),
        (["extra"], "extra"),
        (["--role"], "--role"),
        (["--demo", "--role", "server"], "--role"),
    ],
)
def test_a_bad_flag_is_one_sentence(
    argv: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told in refusal(capsys, argv)


def test_a_bad_value_says_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "RESTAURANT_HEADLESS" in refusal(capsys, [], RESTAURANT_HEADLESS="maybe")
    settings(tmp_path, port="many")
    assert "settings.json" in refusal(capsys, ["--data", str(tmp_path)])


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    environ = {"RESTAURANT_PORT": "", "RESTAURANT_DATA": str(tmp_path)}
    assert parse([], environ).port == 5000


@pytest.mark.parametrize("text", ['{"options": {', "[1]", '{"options": 3}', "\xff", ""])
def test_a_damaged_file_does_not_keep_the_restaurant_closed(tmp_path: Path, text: str) -> None:
    (tmp_path / "settings.json").write_bytes(text.encode("latin-1"))
    assert parse(["--data", str(tmp_path), "--port", "7"], {}).port == 7


def test_a_typing_error_in_the_file_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{\n "options": {"port": 5}\n "x": 1}')
    (note,) = parse(["--data", str(tmp_path)], {}).notes
    assert "settings.json, line 3" in note


def test_an_unknown_or_internal_entry_of_the_file_is_told(tmp_path: Path) -> None:
    settings(tmp_path, prot=5001, tied=True, data="elsewhere", port=[1])
    options = parse(["--data", str(tmp_path)], {})
    assert [name for name in ("prot", "tied", "data", "port") for n in options.notes if name in n]
    assert len(options.notes) == 4
    assert options.tied is False


def test_internal_options_are_not_read_from_the_environment(tmp_path: Path) -> None:
    environ = {"RESTAURANT_TIED": "1", "RESTAURANT_SAMPLE": "1", "RESTAURANT_VERSION": "9"}
    options = parse(["--data", str(tmp_path)], environ)
    assert (options.tied, options.sample) == (False, False)


@pytest.mark.parametrize(
    ("argv", "environ", "expected"),
    [
        (["--demo"], {"RESTAURANT_ROLE": "waiter"}, (True, None)),
        (["--role", "waiter"], {"RESTAURANT_DEMO": "1"}, (False, "waiter")),
    ],
)
def test_one_start_has_one_purpose(
    tmp_path: Path,
    argv: list[str],
    environ: dict[str, str],
    expected: tuple[bool, str | None],
) -> None:
    options = parse([*argv, "--data", str(tmp_path)], environ)
    assert (options.demo, options.role) == expected


def test_a_child_gets_the_same_options_by_flags_alone(tmp_path: Path) -> None:
    """Even where the child's own settings.json and environment say otherwise."""
    options = replace(
        parse([], {}),
        role="server",
        data=tmp_path,
        host="::1",
        port=0,
        server="[::1]:80",
        notes=(),
    )
    settings(tmp_path, trust_lan=True, headless=True, port=9)
    environ = child_environment({"RESTAURANT_PORT": "8", "RESTAURANT_TRUST_LAN": "1", "HOME": "/h"})
    assert environ == {"HOME": "/h", "PYINSTALLER_RESET_ENVIRONMENT": "1"}
    assert parse(options.as_flags(), {}) == options


def test_a_packed_child_does_not_search_its_parents_folder_for_libraries(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    packed = {"LD_LIBRARY_PATH": "/tmp/_MEI1", "LD_LIBRARY_PATH_ORIG": "/lib"}
    assert child_environment(packed)["LD_LIBRARY_PATH"] == "/lib"
    assert "LD_LIBRARY_PATH" not in child_environment({"LD_LIBRARY_PATH": "/tmp/_MEI1"})


def test_data_folders(tmp_path: Path) -> None:
    own = Options(user_folder=tmp_path)
    assert own.local_folder == tmp_path / "restaurant" / "local"
    assert own.data_folder("waiter") == tmp_path / "restaurant" / "waiter"
    assert own.data_folder(None) == tmp_path / "restaurant"
    assert Options(data=tmp_path, user_folder=tmp_path / "user").data_folder("waiter") == tmp_path


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("win32", {"LOCALAPPDATA": "/c/AppData/Local"}, Path("/c/AppData/Local")),
        ("win32", {}, Path.home() / "AppData" / "Local"),
        ("darwin", {}, Path.home() / "Library" / "Application Support"),
        ("linux", {"XDG_DATA_HOME": "/x"}, Path("/x")),
        ("linux", {"XDG_DATA_HOME": "x"}, Path.home() / ".local" / "share"),
    ],
)
def test_the_platforms_own_folder(platform: str, environ: dict[str, str], folder: Path) -> None:
    assert user_data_folder(environ, platform) == folder


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("darwin", {}, Path.home() / "Library" / "LaunchAgents"),
        ("linux", {"XDG_CONFIG_HOME": "/x"}, Path("/x/autostart")),
        ("linux", {"XDG_CONFIG_HOME": "x"}, Path.home() / ".config" / "autostart"),
    ],
)
def test_what_starts_with_the_machine(platform: str, environ: dict[str, str], folder: Path) -> None:
    assert autostart_folder(environ, platform) == folder


def test_windows_and_macs_have_a_display() -> None:
    assert has_display({}, "win32")
    assert has_display({}, "darwin")
    assert not has_display({}, "linux")


@pytest.mark.skipif(sys.platform != "linux", reason="it takes an X server")
def test_displays(display: str) -> None:
    assert has_display({"DISPLAY": display}, "linux")
    assert not has_display({"DISPLAY": ":54321"}, "linux")


def test_help_lists_each_option_but_the_internal_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["--help"], {})
    said = capsys.readouterr().out
    assert ended.value.code == 0
    assert [option.flag in said for option in TABLE] == [not o.internal for o in TABLE]
    assert said.isascii()
    assert "(default 5000)" in said
    assert "(default 0.0.0.0)" in said
    assert said.count("(default") == 2


def test_the_table_has_every_option_and_nothing_else() -> None:
    """Flag, variable, reader and help stand in its row; type and default in the field of its name."""
    of_the_machine = {"display", "user_folder", "autostart_folder", "notes"}
    named = {field.name for field in fields(Options)} - of_the_machine
    assert [option.attribute for option in TABLE] == list(dict.fromkeys(o.attribute for o in TABLE))
    assert {option.attribute for option in TABLE} == named
    for option in TABLE:
        if not option.shown:
            assert getattr(parse([], {}), option.attribute) is False, option.name
            assert getattr(parse([option.flag], {}), option.attribute) is True, option.name
