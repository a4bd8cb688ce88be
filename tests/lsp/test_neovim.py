"""Neovim, without a screen, set up as docs/editors.md says: findings, a correction, and the text afterwards."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls", reason="the language server's extra is not installed: pip install 'mtqa[lsp]'")

from .conftest import SETTINGS

PAGE = Path(__file__).parents[2] / "docs" / "editors.md"
DRAFT = "It was 😀 fun.\nThe North American Treaty Organization (NATO) was left.\n"
# Neovim had `vim.lsp.start` from 0.8 on.
OLDER = """
vim.lsp.start = vim.lsp.start or function(config)
  vim.lsp.buf_attach_client(0, vim.lsp.start_client(config))
end
"""
PLAY = """
vim.cmd("edit draft.txt")
local function failed(what) io.stderr:write(what .. "\\n") vim.cmd("cquit") end
if not vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 20) then failed("no findings") end
local found = vim.diagnostic.get(0)[1]
local params = {
  textDocument = vim.lsp.util.make_text_document_params(),
  range = {
    start = { line = found.lnum, character = found.col },
    ["end"] = { line = found.end_lnum, character = found.end_col },
  },
  context = { diagnostics = {}, only = { "quickfix" } },
}
local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 30000)
local _, answer = next(answers)
local action = answer.result[1]
vim.lsp.util.apply_workspace_edit(action.edit, "utf-16")
if not vim.wait(30000, function() return #vim.diagnostic.get(0) == 0 end, 20) then failed("findings stay") end
vim.cmd("write")
io.stdout:write(vim.json.encode({ code = found.code, source = found.source, title = action.title }))
vim.cmd("qall!")
"""


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not on this machine: apt-get install neovim")
def test_neovim_shows_a_finding_and_applies_its_correction(tmp_path: Path) -> None:
    snippets = re.findall(r"^```lua\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "init.lua").write_text(OLDER + snippets[1], encoding="utf-8")
    (tmp_path / "play.lua").write_text(PLAY, encoding="utf-8")
    (tmp_path / "mtqa.toml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "draft.txt").write_text(DRAFT, encoding="utf-8")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "XDG_STATE_HOME": str(tmp_path),
        "XDG_DATA_HOME": str(tmp_path),
    }
    done = subprocess.run(
        ["nvim", "--headless", "-n", "-u", "init.lua", "-S", "play.lua"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["code"], said["source"]) == ("names", "mtqa")
    assert said["title"].startswith("Replace “")
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == DRAFT.replace("American", "Atlantic")
