"""Which files of a folder are drafts."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from mtqa.discovery import drafts
from mtqa.types import Failure

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(folder: Path, *paths: str, **contents: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(contents.get(path, ""), encoding="utf-8")


def ignore(folder: Path, place: str, *patterns: str) -> None:
    (folder / place).mkdir(parents=True, exist_ok=True)
    (folder / place / ".gitignore").write_text("\n".join(patterns) + "\n", encoding="utf-8")


def found(*paths: str) -> list[str]:
    return [str(path) for path in drafts(paths)]


def test_a_folder_gives_the_files_that_a_reader_claims(folder: Path) -> None:
    make(folder, "b.md", "a.txt", "c.PNG", "sub/D.TXT", ".hidden.txt", ".git/e.txt", ".venv/f.md", "noending")
    assert found(".") == ["a.txt", "b.md", "sub/D.TXT"]


def test_files_given_by_name_are_taken_as_they_are(folder: Path) -> None:
    make(folder, "a.xyz", ".hidden.txt", "build/b.txt")
    ignore(folder, ".", "build/", "*.xyz")
    assert found("a.xyz", ".hidden.txt", "build/b.txt", "missing.txt", "-") == [
        "a.xyz",
        ".hidden.txt",
        "build/b.txt",
        "missing.txt",
        "-",
    ]


def test_what_is_named_twice_is_given_once(folder: Path) -> None:
    make(folder, "sub/a.txt")
    assert found("sub/a.txt", "sub", "./sub/../sub/a.txt", "-", "-") == ["sub/a.txt", "-"]


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        pytest.param(["*.md"], [], ["a.txt", "sub/a.txt"], id="by ending"),
        pytest.param(["/a.txt"], [], ["a.md", "sub/a.md", "sub/a.txt"], id="at the root alone"),
        pytest.param(["sub/"], ["!a.txt"], ["a.md", "a.txt"], id="a folder, whatever is said in it"),
        pytest.param(["*.txt"], ["!a.txt"], ["a.md", "sub/a.md", "sub/a.txt"], id="taken back below"),
        pytest.param([], ["*"], ["a.md", "a.txt"], id="below"),
        pytest.param(["# *.txt", "", "!*.md"], [], ["a.md", "a.txt", "sub/a.md", "sub/a.txt"], id="nothing"),
    ],
)
def test_gitignore(folder: Path, outer: list[str], inner: list[str], expected: list[str]) -> None:
    make(folder, "a.txt", "a.md", "sub/a.txt", "sub/a.md")
    ignore(folder, ".", *outer)
    ignore(folder, "sub", *inner)
    assert found(".") == expected


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        pytest.param(["*.md"], ["sub/a.txt"], id="the rules of the repository hold in its folders"),
        pytest.param(["sub/"], ["sub/a.md", "sub/a.txt"], id="but who names an ignored folder wants it"),
    ],
)
def test_rules_above_the_folder(folder: Path, patterns: list[str], expected: list[str]) -> None:
    make(folder, "sub/a.txt", "sub/a.md", ".git/HEAD")
    ignore(folder, ".", *patterns)
    assert found("sub") == expected


def test_links_in_a_loop_do_no_harm(folder: Path) -> None:
    make(folder, "sub/b.txt", "sub/deep/c.txt")
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "sub" / "again.txt").symlink_to(folder / "sub" / "b.txt")
    (folder / "sub" / "self.txt").symlink_to(folder / "sub" / "self.txt")
    given = list(drafts(["sub"]))
    assert [path for path in given if isinstance(path, str)] == ["sub/again.txt", "sub/deep/c.txt"]
    assert [failure.path for failure in given if isinstance(failure, Failure)] == ["sub/self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_in_a_folder_is_no_draft(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert found(".") == []
