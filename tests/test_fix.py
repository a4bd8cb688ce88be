"""`mtqa fix`: the diff, writing in place, standard input, exit codes, and deciding on each finding."""

from __future__ import annotations

import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mtqa.cli import app

if TYPE_CHECKING:
    from pathlib import Path

FAULTY = "# The cost\n\nThe war cost the country more than $ 2 trillion in twenty years.\n"
CLEAN = "# The cost\n\nThe war cost the country more than $2 trillion in twenty years.\n"
TWO = FAULTY + "\nIt paid $ 3 million again.\n"
COMMENT = "<!-- mtqa: ignore typography -->"
RULES = ["--select", "typography,furniture,repetition", "--no-cache"]


class Ran:
    """What a run of `mtqa fix` in this process gave."""

    def __init__(self, *arguments: str, text: str | bytes | None = None) -> None:
        result = CliRunner().invoke(app, ["fix", *RULES, *arguments], input=text)
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr
        self.bytes = result.stdout_bytes
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder without a configuration above it, and a cache of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTQA_HOME", str(tmp_path / ".home"))
    (tmp_path / "mtqa.toml").write_text("", encoding="utf-8")
    return tmp_path


def draft(folder: Path, text: str | bytes = FAULTY, name: str = "draft.md") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_the_diff_is_shown_and_nothing_written(folder: Path) -> None:
    path = draft(folder)
    ran = Ran("draft.md")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "--- a/draft.md",
        "+++ b/draft.md",
        "@@ -1,3 +1,3 @@",
        " # The cost",
        " ",
        "-The war cost the country more than $ 2 trillion in twenty years.",
        "+The war cost the country more than $2 trillion in twenty years.",
    ]
    assert path.read_text() == FAULTY


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(FAULTY, id="lf"),
        pytest.param(FAULTY.replace("\n", "\r\n"), id="crlf"),
        pytest.param(FAULTY.rstrip(), id="no-end"),
        pytest.param("\n".join([FAULTY, *("Nothing is wrong here.\n" * 9), FAULTY.replace("2", "3")]), id="two hunks"),
    ],
)
def test_git_applies_the_diff(folder: Path, text: str) -> None:
    path = draft(folder, text)
    shown = Ran("draft.md").bytes
    applied = subprocess.run(["git", "apply", "-"], input=shown, cwd=folder, capture_output=True, check=False)
    assert applied.stderr == b""
    written = path.read_bytes()
    draft(folder, text)
    Ran("draft.md", "--apply")
    assert path.read_bytes() == written == text.replace("$ ", "$").encode()


def test_applying_twice_writes_once(folder: Path) -> None:
    path = draft(folder)
    path.chmod(0o600)
    assert "draft.md: corrected" in Ran("draft.md", "--apply").out
    assert (path.read_text(), path.stat().st_mode & 0o777) == (CLEAN, 0o600)
    before = path.stat()
    assert Ran("draft.md", "--apply").out == ""
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(item.name for item in folder.iterdir() if not item.name.startswith(".")) == ["draft.md", "mtqa.toml"]


@pytest.mark.parametrize(
    ("data", "after"),
    [
        pytest.param(FAULTY.encode(), CLEAN.encode(), id="utf-8"),
        pytest.param(b"\xef\xbb\xbf" + FAULTY.encode(), b"\xef\xbb\xbf" + CLEAN.encode(), id="byte-order mark"),
        pytest.param(b"Caf\xe9. " + FAULTY[12:].encode(), b"Caf\xe9. " + CLEAN[12:].encode(), id="windows-1252"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("folder")
def test_standard_input_comes_out_corrected(data: bytes, after: bytes) -> None:
    ran = Ran("-", "--stdin-name", "a.md", text=data)
    assert (ran.code, ran.bytes) == (0, after)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["--fail-on", "minor"], 1, id="the draft still has it"),
        pytest.param(["--fail-on", "minor", "--apply"], 0, id="no more once it is written"),
        pytest.param(["--fail-on", "minor", "--apply", "--min-confidence", "1"], 1, id="too unsure to be written"),
        pytest.param(["--min-confidence", "2"], 2, id="no such probability"),
        pytest.param(["nothing.md"], 2, id="no such file"),
    ],
)
def test_exit_code(folder: Path, arguments: list[str], code: int) -> None:
    draft(folder)
    assert Ran("draft.md", *arguments).code == code


@pytest.mark.parametrize(
    ("bound", "after"),
    [pytest.param("0.85", CLEAN, id="asked for"), pytest.param("0.97", FAULTY, id="not that unsure")],
)
def test_what_is_not_reported_is_corrected_where_that_is_asked_for(folder: Path, bound: str, after: str) -> None:
    (folder / "mtqa.toml").write_text("min_confidence = 0.95\n", encoding="utf-8")
    path = draft(folder)
    ran = Ran("draft.md", "--apply", "--min-confidence", bound, "--max-findings", "0")
    assert (path.read_text(), ran.code, ran.err) == (after, 0, "")


@pytest.mark.parametrize(
    ("reported", "bound", "after"),
    [
        pytest.param(0.95, "0.85", CLEAN, id="asks for what is not reported"),
        pytest.param(0.5, "0.95", FAULTY, id="asks for nothing less sure"),
    ],
)
def test_a_person_is_asked_from_the_given_confidence_on(folder: Path, reported: float, bound: str, after: str) -> None:
    (folder / "mtqa.toml").write_text(f"min_confidence = {reported}\n", encoding="utf-8")
    path = draft(folder)
    Ran("draft.md", "--interactive", "--min-confidence", bound, text="1\n")
    assert path.read_text() == after


def test_color_marks_the_words_and_shows_no_controls(folder: Path) -> None:
    draft(folder, FAULTY.replace("war", "w\x1b[2Jar"))
    out = Ran("draft.md", "--color").out
    assert "\x1b[31m-" in out
    assert "\x1b[2J" not in out


def test_an_unreadable_draft_does_not_stop_the_others(folder: Path) -> None:
    draft(folder, b"\x00\x01\x02" * 99, "a.md")
    path = draft(folder)
    ran = Ran("a.md", "draft.md", "--apply")
    assert ran.code == 2
    assert "a.md: is a binary file" in ran.err
    assert path.read_text() == CLEAN


@pytest.mark.parametrize(
    ("answers", "after"),
    [
        pytest.param("1\n1\n", TWO.replace("$ ", "$"), id="accept"),
        pytest.param("a\ns\n", TWO.replace("$ 2", "$2"), id="accept and skip"),
        pytest.param("n\nyes\n", TWO.replace("$ 3", "$3"), id="no and yes"),
        pytest.param("x\n9\na\nq\n", TWO.replace("$ 2", "$2"), id="what is no answer, accept, stop"),
        pytest.param("s\ne\nUS$3 million\n", TWO.replace("$ 3", "US$3"), id="edit"),
        pytest.param("e\n\ns\ns\n", TWO, id="edit and think better of it"),
        pytest.param("i\na\n", TWO.replace("years.", f"years. {COMMENT}").replace("$ 3", "$3"), id="ignore"),
        pytest.param("a\n", TWO.replace("$ 2", "$2"), id="the input ends"),
    ],
)  # fmt: skip
def test_decisions(folder: Path, answers: str, after: str) -> None:
    path = draft(folder, TWO)
    Ran("draft.md", "--interactive", text=answers)
    assert path.read_text() == after


def test_what_was_skipped_is_not_asked_again_unless_wanted(folder: Path) -> None:
    draft(folder, TWO)
    assert "(1 of 2)" in Ran("draft.md", "--interactive", text="s\nq\n").out
    assert "(1 of 1)" in Ran("draft.md", "--interactive", text="q\n").out
    assert "(1 of 2)" in Ran("draft.md", "--interactive", "--again", text="q\n").out


def test_an_ignored_finding_stays_silent(folder: Path) -> None:
    draft(folder)
    assert Ran("draft.md", "--interactive", "--fail-on", "minor", text="i\n").code == 0
    assert Ran("draft.md").out == ""


def test_plain_text_takes_no_comment(folder: Path) -> None:
    path = draft(folder, FAULTY, "draft.txt")
    assert "has no comments" in Ran("draft.txt", "--interactive", text="i\ns\n").out
    assert path.read_text() == FAULTY


def test_a_draft_that_changed_meanwhile_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mtqa.commands import walk

    path = draft(folder)

    def answer(_: str) -> str:
        path.write_text("Another text.\n")
        return "a"

    monkeypatch.setattr(walk, "ask", answer)
    ran = Ran("draft.md", "--interactive")
    assert ran.code == 2
    assert "meanwhile" in ran.err
    assert path.read_text() == "Another text.\n"


@pytest.mark.parametrize("on", [True, False])
def test_decisions_are_kept_only_where_that_is_turned_on(folder: Path, *, on: bool) -> None:
    if on:
        (folder / "mtqa.toml").write_text('feedback = "decisions.sqlite"\n')
    draft(folder, TWO)
    Ran("draft.md", "--interactive", text="a\ns\n")
    assert (folder / "decisions.sqlite").exists() is on
    if on:
        with sqlite3.connect(folder / "decisions.sqlite") as connection:
            rows = connection.execute("SELECT rule, decision, marked, correction FROM decisions").fetchall()
        connection.close()
        assert rows == [
            ("typography", "accepted", "$ 2 trillion", "$2 trillion"),
            ("typography", "skipped", "$ 3 million", None),
        ]
