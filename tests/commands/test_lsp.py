"""`mtqa lsp` as a command: what stands in its way is said in one line."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mtqa.cli import app

if TYPE_CHECKING:
    from pathlib import Path


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mtqa.lsp.stdio", None)
    result = CliRunner().invoke(app, ["lsp"])
    assert result.exit_code == 2
    assert result.stderr.startswith("mtqa: the language server needs its extra: pip install 'mtqa[lsp]' (")


@pytest.mark.parametrize(
    "sent", [b"", b"Content-Length: 2\r\n\r\n{}", b"no header\r\n\r\n"], ids=["nothing", "no message", "no header"]
)
def test_an_editor_that_is_gone_ends_it_without_a_traceback(tmp_path: Path, sent: bytes) -> None:
    pytest.importorskip("pygls", reason="the language server's extra is not installed: pip install 'mtqa[lsp]'")
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", "lsp"], cwd=tmp_path, input=sent, capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
