"""Files of translations from the command line: findings where they are, and fixes that change words alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.checking import read
from mtqa.cli import app
from mtqa.discovery import drafts
from mtqa.models.store import DEFAULT, installed

FOLDER = Path(__file__).parent.parent / "fixtures" / "bilingual"
NAMES = ("memory.tmx", "messages.po", "studio.sdlxliff", "xliff12.xlf", "xliff20.xlf")
RULES = ("--select", "typography,doubled-words", "--offline", "--fail-on", "never")
# What stands in the file where the finding is, by file; in the PO one it runs over two lines.
FOUND = {
    "memory.tmx": ["the the", "$ 5"],
    "messages.po": ['the "\n"the', "$ 5", "the the", "the the"],
    "studio.sdlxliff": ["the the", "$ 5"],
    "xliff12.xlf": ["the the", "$ 5", "the the", "the the"],
    "xliff20.xlf": ["and and", "the the", "$ 5"],
}

pytestmark = pytest.mark.skipif(
    installed(DEFAULT) is None, reason="the language model is not on this machine: mtqa models pull"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(app, [*arguments, *RULES])
    assert result.exit_code == 0, result.stderr
    return result.stdout


def reports(*arguments):
    return [json.loads(line) for line in run("check", *arguments, "--format", "jsonl").splitlines()]


@pytest.mark.parametrize("name", NAMES)
def test_findings_are_where_they_say(folder, name):
    (report,) = reports(name)
    text = read(str(folder / name)).text
    marked = [text[one["start"] : one["end"]] for one in report["findings"]]
    assert marked == [one["text"] for one in report["findings"]] == FOUND[name]
    for one in report["findings"]:
        line = text.split("\n")[one["line"] - 1]
        assert line[one["column"] - 1 :].startswith(one["text"].partition("\n")[0])
    assert len({segment["id"] for segment in report["segments"]}) == len(report["segments"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_fix_changes_words_alone(folder, name, encoding):
    text = (folder / name).read_text(encoding="utf-8").replace("\n", "\r\n")
    (folder / name).write_bytes(text.encode(encoding))
    run("fix", name, "--apply")
    # What is nobody's to change has these words too, and stays.
    kept = ("the the alternative", "the the code", "note>the the", "key>the the", "read: the the")
    expected = text.replace("$ 5", "$5").replace('the "\r\n"the', 'the"\r\n"').replace("and and", "and")
    for mark in kept:
        expected = expected.replace(mark, mark.replace("the the", "<<>>"))
    expected = expected.replace("the the", "the").replace('key="x">the', 'key="x">the the').replace("<<>>", "the the")
    assert (folder / name).read_bytes().decode(encoding) == expected.removeprefix("\ufeff")
    before = (folder / name).read_bytes()
    run("fix", name, "--apply")
    assert (folder / name).read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_a_folder_gives_them_all_also_in_several_processes_and_from_the_cache():
    assert [Path(path).name for path in drafts(["."])] == list(NAMES)
    once, again = reports("."), reports(".")
    assert once == again
    assert [len(report["findings"]) for report in once] == [len(FOUND[name]) for name in NAMES]
    assert reports(".", "--no-cache", "--jobs", "2") == once


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("format_", ["text", "sarif", "github", "checkstyle", "csv", "html", "rdjsonl"])
def test_reports_of_all_kinds(format_):
    assert "xliff12.xlf" in run("check", ".", "--format", format_)


def test_a_broken_file_is_named_and_the_others_go_on(folder):
    broken = folder / "a.xlf"
    broken.write_text("<xliff version='1.2'>\n<file>", encoding="utf-8")
    for command in (("check", ".", "--format", "jsonl"), ("fix", ".", "--apply")):
        result = CliRunner().invoke(app, [*command, *RULES])
        assert result.exit_code == 2
        assert "a.xlf: line 2: <file> is never closed" in result.stderr
    assert broken.read_text(encoding="utf-8") == "<xliff version='1.2'>\n<file>"
    assert "costs $5" not in (folder / "xliff12.xlf").read_text(encoding="utf-8")
    assert "paid $5" in (folder / "xliff12.xlf").read_text(encoding="utf-8")


def test_a_comment_in_the_file_silences_a_rule(folder):
    text = (folder / "xliff12.xlf").read_text(encoding="utf-8")
    silent = text.replace("<header>", "<!-- mtqa: ignore-file typography --><header>")
    (folder / "xliff12.xlf").write_text(silent, encoding="utf-8")
    (report,) = reports("xliff12.xlf")
    assert {one["rule"] for one in report["findings"]} == {"doubled-words"}
