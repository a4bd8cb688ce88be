"""What a person sees in an editor, from the first draft on, with the real server behind it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from .conftest import SETTINGS, Editor, editing

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

NATO = "The North American Treaty Organization (NATO) was left.\n"
DRAFT = f"It has cost $ 2 trillion.\n\n{NATO}"


def in_editor(folder: Path, play: Callable[[Editor], Awaitable[Any]], **how: Any) -> None:
    async def run() -> None:
        async with editing(folder, **how) as editor:
            await play(editor)

    asyncio.run(run())


def marked(editor: Editor, name: str, diagnostic: types.Diagnostic) -> str:
    """The text under a diagnostic, counted as an editor counts, in units of UTF-16."""
    lines = editor.texts[name].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, end = diagnostic.range.start, diagnostic.range.end
    assert start.line == end.line
    return lines[start.line].encode("utf-16-le")[start.character * 2 : end.character * 2].decode("utf-16-le")


def test_findings_come_as_one_types_and_go_with_the_draft(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        first = await editor.findings("draft.txt")
        assert [(one.code, marked(editor, "draft.txt", one)) for one in first] == [
            ("typography", "$ 2 trillion"),
            ("names", "North American Treaty Organization"),
        ]
        name = first[1]
        assert (name.source, name.severity) == ("mtqa", types.DiagnosticSeverity.Error)
        assert DRAFT[name.data["start"] : name.data["end"]] == name.data["text"] == marked(editor, "draft.txt", name)
        editor.edit("draft.txt", "It has cost $2 trillion.\n\nThe the rest.\n")
        assert [one.code for one in await editor.findings("draft.txt")] == ["doubled-words"]
        editor.close("draft.txt")
        assert await editor.findings("draft.txt") == []

    in_editor(tmp_path, play)


def test_hover_says_why_and_what_instead(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        _, name = await editor.findings("draft.txt")
        said = await editor.hover("draft.txt", name.range.start)
        assert said is not None
        assert name.message in said
        assert "names (critical, " in said
        assert "→ North Atlantic Treaty Organization (" in said
        assert await editor.hover("draft.txt", types.Position(1, 0)) is None

    in_editor(tmp_path, play)


@pytest.mark.parametrize("versions", [True, False], ids=["editor knows versions", "editor does not"])
def test_a_correction_is_applied_where_it_belongs(tmp_path: Path, versions: bool) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        sign, name = await editor.findings("draft.txt")
        assert [one.title for one in await editor.actions("draft.txt", sign.range, ["quickfix"])] == [
            "Replace “$ 2 trillion” with “$2 trillion”"
        ]
        fix, *others = await editor.actions("draft.txt", name.range, ["quickfix"])
        assert fix.title.startswith("Replace “")
        assert fix.is_preferred is True
        assert [one.code for one in fix.diagnostics or []] == ["names"]
        assert [one.title for one in others] == ["Never flag “North American Treaty Organization” in this project"]
        editor.apply(fix.edit)
        assert editor.texts["draft.txt"] == DRAFT.replace("American", "Atlantic")
        assert [one.code for one in await editor.findings("draft.txt")] == ["typography"]

    how = {} if versions else {"capabilities": types.ClientCapabilities()}
    in_editor(tmp_path, play, **how)


def test_a_rule_is_ignored_here_by_a_comment(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("notes.md", f"# Notes\n\n{NATO}", "markdown")
        (name,) = await editor.findings("notes.md")
        actions = await editor.actions("notes.md", name.range)
        ignore = next(one for one in actions if one.title == "Ignore ‘names’ here")
        editor.apply(ignore.edit)
        assert editor.texts["notes.md"].endswith("was left. <!-- mtqa: ignore names -->\n")
        assert await editor.findings("notes.md") == []

    in_editor(tmp_path, play)


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        pytest.param("mtqa.toml", f"# ours\n{SETTINGS}", "# ours\n{}names = [{}]\n", id="mtqa.toml"),
        pytest.param(
            "pyproject.toml",
            f'[project]\nname = "x"  # ours\n\n[tool.mtqa]\n{SETTINGS}names = ["Kyiv"]\n',
            '[project]\nname = "x"  # ours\n\n[tool.mtqa]\n{}names = ["Kyiv", {}]\n',
            id="pyproject.toml",
        ),
    ],
)
def test_a_name_is_never_flagged_in_the_project(tmp_path: Path, file: str, before: str, after: str) -> None:
    (tmp_path / file).write_text(before, encoding="utf-8")

    async def play(editor: Editor) -> None:
        editor.open("draft.txt", NATO)
        (name,) = await editor.findings("draft.txt")
        never = next(one for one in await editor.actions("draft.txt", name.range) if "Never flag" in one.title)
        await editor.execute(never.command)
        await editor.until(lambda: not editor.published[-1].diagnostics)
        expected = after.format(SETTINGS, '"North American Treaty Organization"')
        assert (tmp_path / file).read_text(encoding="utf-8") == expected
        assert editor.messages[-1].startswith("“North American Treaty Organization” is never flagged now (")

    in_editor(tmp_path, play, settings=None)


def test_all_that_is_sure_is_corrected_on_request(tmp_path: Path) -> None:
    corrected = "It has cost $2 trillion.\n\n" + NATO.replace("American", "Atlantic")

    async def play(editor: Editor) -> None:
        everything = types.Range(types.Position(0, 0), types.Position(9, 0))
        editor.open("draft.txt", DRAFT)
        await editor.findings("draft.txt")
        (sure,) = await editor.actions("draft.txt", everything, ["source.fixAll"])
        assert sure.kind == "source.fixAll.mtqa"
        (change,) = sure.edit.document_changes
        assert [(one.range.start.line, one.new_text) for one in change.edits] == [(0, ""), (2, "Atlantic")]
        lazy = (await editor.actions("draft.txt", everything))[-1]
        assert (lazy.title, lazy.edit) == (sure.title, None)
        await editor.execute(lazy.command)
        assert editor.texts["draft.txt"] == corrected
        assert await editor.findings("draft.txt") == []
        assert await editor.actions("draft.txt", everything, ["source.fixAll.mtqa"]) == []
        assert await editor.actions("draft.txt", everything, ["refactor"]) == []

    in_editor(tmp_path, play)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    "before", ["😀👩‍👩‍👧 ", "cafe\u0301 ", "a\u2028b\x0b\x0c "], ids=["emoji", "combining", "odd line ends"]
)
def test_places_are_right_after_what_is_counted_differently(tmp_path: Path, before: str, ends: str) -> None:
    text = f"First {before}line.{ends}{ends}{before}{NATO.strip()}{ends}"

    async def play(editor: Editor) -> None:
        editor.open("draft.txt", text)
        found = [one for one in await editor.findings("draft.txt") if one.code == "names"]
        assert [marked(editor, "draft.txt", one) for one in found] == ["North American Treaty Organization"]
        fix = (await editor.actions("draft.txt", found[0].range, ["quickfix"]))[0]
        editor.apply(fix.edit)
        assert editor.texts["draft.txt"] == text.replace("American", "Atlantic")

    in_editor(tmp_path, play)
