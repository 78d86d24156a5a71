"""The role that this computer always starts."""

from pathlib import Path

import pytest

from restaurant.common.remembered import remember_role, remembered_role


def test_a_role_is_remembered_and_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "yet"
    assert remembered_role(folder) is None
    remember_role(folder, "waiter")
    remember_role(folder, "server")
    assert remembered_role(folder) == "server"
    assert [file.name for file in folder.iterdir()] == ["role.json"]
    remember_role(folder, None)
    remember_role(folder, None)
    assert remembered_role(folder) is None


@pytest.mark.parametrize("text", [b"", b"{", b'{"role": "chef"}', b"[]", b"\xff", b'{"role": []}'])
def test_a_damaged_file_means_the_picker(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "role.json").write_bytes(text)
    assert remembered_role(tmp_path) is None
