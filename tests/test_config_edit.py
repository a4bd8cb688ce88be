"""Names put into a configuration file, with everything else in it as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytest.importorskip("tomlkit", reason="the language server's extra is not installed: pip install 'mtqa[lsp]'")

from mtqa.config import load_config
from mtqa.config_edit import add_name
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

CASES = [
    pytest.param("mtqa.toml", None, 'names = ["Kyiv"]\n', id="a new file"),
    pytest.param("mtqa.toml", "# ours\n[terms]\na = 'b' # so\n", None, id="before tables"),
    pytest.param("mtqa.toml", 'names = [\n  "A", # one\n]\n', 'names = [\n  "A", # one\n  "Kyiv",\n]\n', id="long"),
    pytest.param("mtqa.toml", 'names = ["A"]\r\n', 'names = ["A", "Kyiv"]\r\n', id="CRLF"),
    pytest.param("mtqa.toml", '\ufeffnames = ["A"]\n', '\ufeffnames = ["A", "Kyiv"]\n', id="a byte-order mark"),
    pytest.param("pyproject.toml", "[tool.mtqa.rules.names]\nseverity = 'minor'\n", None, id="a subtable"),
    pytest.param("pyproject.toml", "[project]\nname = 'x'\n", None, id="no section yet"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "before", "after"), CASES)
def test_a_name_is_added(tmp_path: Path, file: str, before: str | None, after: str | None) -> None:
    path = tmp_path / file
    if before is not None:
        path.write_bytes(before.encode())
    assert add_name(path, "Kyiv")
    written = path.read_bytes().decode()
    assert after is None or written == after
    assert all(line in written for line in (before or "").splitlines() if "names =" not in line)
    assert load_config(tmp_path).names[-1] == "Kyiv"
    assert not add_name(path, "Kyiv")
    assert path.read_bytes().decode() == written


@pytest.mark.parametrize("text", ["names = 7\n", "names = [\n", "tool = 7\n"], ids=["no list", "not TOML", "no table"])
def test_what_cannot_be_changed_stays(tmp_path: Path, text: str) -> None:
    path = tmp_path / "pyproject.toml"
    path.write_text(text if "tool" in text else f"[tool.mtqa]\n{text}", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="'Kyiv' cannot be added to its names"):
        add_name(path, "Kyiv")
    assert path.read_bytes() == before
