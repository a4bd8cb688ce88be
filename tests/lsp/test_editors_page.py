"""The settings on docs/editors.md that no test runs an editor with: they can be read, and start the server."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

TEXT = (Path(__file__).parents[2] / "docs" / "editors.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    (found,) = re.findall(rf"^```{language}\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    return str(found)


def test_helix() -> None:
    settings = tomllib.loads(block("toml"))
    server = settings["language-server"]["mtqa"]
    assert [server["command"], *server["args"]] == ["mtqa", "lsp"]
    assert all("mtqa" in language["language-servers"] for language in settings["language"])


def test_vs_code() -> None:
    settings = json.loads(block("json"))
    assert [settings["glspc.server.command"], *settings["glspc.server.commandArguments"]] == ["mtqa", "lsp"]


def test_emacs_has_modes_before_the_one_that_they_come_from() -> None:
    text = block("elisp")
    assert text.count("(") == text.count(")")
    modes = re.search(r"\'\(\(([^)]*)\) \. \(\"mtqa\" \"lsp\"\)\)", text)
    # Eglot tells the server the language of the first mode that fits, and Markdown's comes from that of text.
    assert modes is not None
    assert modes[1].split()[-1] == "text-mode"
