"""Settings while a draft is open, drafts that cannot be checked, and what the editor is told meanwhile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

from mtqa.lsp.drafts import Drafts
from mtqa.lsp.places import Places

from .conftest import SETTINGS, Editor
from .test_editing import DRAFT, NATO, in_editor

if TYPE_CHECKING:
    from pathlib import Path

QUIET = 'select = ["doubled-words"]\n'


def write(editor: Editor, settings: str) -> None:
    """Changes the configuration as another program does, and tells the server as the editor does that watches it."""
    path = editor.folder / "mtqa.toml"
    path.write_text(settings, encoding="utf-8")
    event = types.FileEvent(path.as_uri(), types.FileChangeType.Changed)
    editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))


def codes(editor: Editor) -> list[str]:
    return [str(one.code) for one in editor.published[-1].diagnostics]


def test_a_changed_configuration_is_in_force_at_once(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        assert len(await editor.findings("draft.txt")) == 2
        (watched,) = editor.registered
        assert watched.method == "workspace/didChangeWatchedFiles"
        write(editor, 'select = ["names"]\n')
        assert [one.code for one in await editor.findings("draft.txt")] == ["names"]

    in_editor(tmp_path, play)


def test_an_editor_that_watches_nothing_sees_the_change_at_the_next_edit(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        assert len(await editor.findings("draft.txt")) == 2
        (tmp_path / "mtqa.toml").write_text('select = ["names"]\n', encoding="utf-8")
        editor.edit("draft.txt", f"\n{DRAFT}")
        assert [one.code for one in await editor.findings("draft.txt")] == ["names"]
        assert editor.progress == []
        assert editor.logged[0].startswith("mtqa is loading its models")

    in_editor(tmp_path, play, capabilities=types.ClientCapabilities())


def test_a_broken_configuration_is_said_once_and_the_last_good_one_stays(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        assert len(await editor.findings("draft.txt")) == 2
        write(editor, 'selekt = ["names"]\n')
        await editor.until(lambda: bool(editor.messages))
        for number in range(3):
            editor.edit("draft.txt", "\n" * number + DRAFT)
            assert len(await editor.findings("draft.txt")) == 2
        (said,) = editor.messages
        assert "unknown key 'selekt'; did you mean 'select'?" in said
        assert "the settings from before stay in force" in said
        write(editor, QUIET)
        assert await editor.findings("draft.txt") == []

    in_editor(tmp_path, play)


def test_a_configuration_that_is_broken_from_the_start_is_waited_for(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        assert await editor.findings("draft.txt") == []
        assert [message.rpartition("; ")[2] for message in editor.messages] == ["nothing is checked"]
        write(editor, SETTINGS)
        assert len(await editor.findings("draft.txt")) == 2

    in_editor(tmp_path, play, settings="select = 7\n")


@pytest.mark.parametrize("named", [True, False], ids=["under the server's name", "bare"])
def test_the_editors_settings_win_over_the_files(tmp_path: Path, named: bool) -> None:
    def told(settings: dict[str, Any]) -> dict[str, Any]:
        return {"mtqa": settings} if named else settings

    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        assert [one.code for one in await editor.findings("draft.txt")] == ["names"]
        changed = types.DidChangeConfigurationParams(told({"rules": {"typography": {"severity": "major"}}}))
        editor.client.workspace_did_change_configuration(changed)
        assert [one.severity for one in await editor.findings("draft.txt")] == [
            types.DiagnosticSeverity.Warning,
            types.DiagnosticSeverity.Error,
        ]
        # Some editors send what is meant for other servers too.
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams({"pylsp": {"x": 1}}))
        editor.settings = {"ignore": ["names"]}
        editor.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
        assert [one.code for one in await editor.findings("draft.txt")] == ["typography"]

    in_editor(tmp_path, play, options=told({"ignore": ["typography"]}))


def test_a_stale_check_is_given_up(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        for number in range(20):
            editor.edit("draft.txt", NATO * number)
        assert len(await editor.findings("draft.txt")) == 19
        # The first may have been checked before the edits came; of those, the last alone is shown.
        assert {one.version for one in editor.published} <= {1, 21}

    in_editor(tmp_path, play)


OTHERS = [
    pytest.param("tool.py", "python", NATO, None, id="a program: not checked"),
    pytest.param("README", "markdown", NATO, ["names"], id="no ending, the editor knows the language"),
    pytest.param("untitled:Untitled-1", "plaintext", NATO, ["names"], id="not saved yet"),
    pytest.param("units.xlf", "xml", "<?xml version='1.0' encoding='ISO-8859-1'?><xliff>", ["unreadable"], id="broken"),
    pytest.param("left-out/a.txt", "plaintext", NATO, [], id="excluded by the configuration"),
    pytest.param("half.txt", "plaintext", f"\ud83d {NATO}", ["names"], id="half a character"),
]


@pytest.mark.parametrize(("name", "language", "text", "expected"), OTHERS)
def test_other_files(tmp_path: Path, name: str, language: str, text: str, expected: list[str] | None) -> None:
    async def play(editor: Editor) -> None:
        editor.open(name, text, language)
        if expected is None:
            await editor.until(lambda: any("is not checked" in line for line in editor.logged))
            assert editor.published == []
        else:
            assert [one.code for one in await editor.findings(name)] == expected
        assert editor.messages == []

    in_editor(tmp_path, play, settings=f'{SETTINGS}exclude = ["left-out/"]\n')


def test_while_models_load_requests_are_answered_at_once() -> None:
    class Loading:
        ready = False

        async def loaded(self) -> None:
            await asyncio.get_running_loop().create_future()

    async def run() -> None:
        drafts = Drafts(Loading(), lambda *_: None)
        drafts.put("file:///a.txt", 1, "plaintext", Places(DRAFT))
        assert await drafts.checked("file:///a.txt") is None
        drafts.close("file:///a.txt")

    asyncio.run(run())


def test_a_model_that_is_missing_is_said_and_not_at_each_edit(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("draft.txt", DRAFT)
        await editor.until(lambda: bool(editor.messages))
        for number in range(4):
            editor.edit("draft.txt", "\n" * number + DRAFT)
            assert await editor.findings("draft.txt") == []
        assert all("no-such-folder" in message for message in editor.messages)
        assert len(set(editor.messages)) == len(editor.messages)

    in_editor(tmp_path, play, settings='select = ["awkward"]\ntagger = "no-such-folder"\noffline = true\n')


XLIFF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="de" target-language="en" datatype="plaintext"><body>
<trans-unit id="1"><source>Die NATO — das Bündnis.</source>
<target>The North American <g id="1">Treaty</g> Organization (NATO) — R&amp;D.</target></trans-unit>
</body></file>
</xliff>
"""


def test_markup_stays_and_a_declared_encoding_is_the_editors_affair(tmp_path: Path) -> None:
    async def play(editor: Editor) -> None:
        editor.open("units.xlf", XLIFF, "xml")
        (name,) = await editor.findings("units.xlf")
        actions = await editor.actions("units.xlf", name.range)
        editor.apply(actions[0].edit)
        assert editor.texts["units.xlf"] == XLIFF.replace("American", "Atlantic")
        ignore = next(one for one in actions if one.title == "Ignore ‘names’ here")
        assert await editor.findings("units.xlf") == []
        editor.edit("units.xlf", XLIFF)
        await editor.findings("units.xlf")
        ignore.edit.document_changes[0].text_document.version = editor.versions["units.xlf"]
        editor.apply(ignore.edit)
        assert await editor.findings("units.xlf") == []

    in_editor(tmp_path, play)
