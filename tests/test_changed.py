from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from mtqa.changed import EVERYTHING, changes_since, parsed, revision_at
from mtqa.errors import ConfigError
from mtqa.types import Category, DocumentReport, Finding, HiddenBy, Severity

if TYPE_CHECKING:
    from pathlib import Path


class Repository:
    """A git repository in a folder, apart from the user's own settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, date: str = "2026-01-10T12:00:00Z") -> str:
        who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        dates = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        environment = os.environ | who | dates | alone
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def commit(self, date: str = "2026-01-10T12:00:00Z") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "x", date=date)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path, monkeypatch):
    made = Repository(tmp_path)
    monkeypatch.chdir(tmp_path)
    return made


def numbered(count: int) -> str:
    return "".join(f"line {number}\n" for number in range(1, count + 1))


def test_added_and_changed_lines_count_and_removed_ones_do_not(repository):
    repository.write("a.md", numbered(6))
    base = repository.commit()
    repository.write("a.md", numbered(6).replace("line 2\n", "new\nnewer\n").replace("line 5\n", "") + "last\n")
    assert changes_since(base).of("a.md") == ((2, 3), (7, 7))


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("with space.md", id="space"),
        pytest.param("überdraft “x”.md", id="unicode"),
        pytest.param('quo"te\tand tab.md', id="quoted"),
        pytest.param("b/+++ b/x.md", id="like a header"),
    ],
)
def test_paths_of_all_kinds(repository, name):
    repository.write(name, "one\n")
    base = repository.commit()
    repository.write(name, "one\n+++ b/other.md\ntwo\n")
    assert changes_since(base).of(name) == ((2, 3),)


def test_a_renamed_file_has_only_its_new_lines(repository):
    repository.write("old.md", numbered(20))
    base = repository.commit()
    repository.git("mv", "old.md", "new.md")
    repository.write("new.md", numbered(20) + "more\n")
    assert changes_since(base).of("new.md") == ((21, 21),)


def test_untracked_files_are_new_but_ignored_ones_are_not(repository):
    repository.write(".gitignore", "drop.md\n")
    base = repository.commit()
    repository.write("folder/new file.md", "x\n")
    repository.write("drop.md", "x\n")
    changes = changes_since(base)
    assert changes.of("folder/new file.md") == EVERYTHING
    assert changes.of("drop.md") == ()


def test_what_the_base_gained_since_the_branch_does_not_count(repository):
    repository.write("a.md", numbered(3))
    repository.commit()
    repository.git("checkout", "-q", "-b", "work")
    repository.write("b.md", "mine\n")
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.write("a.md", numbered(2))
    repository.commit()
    repository.git("checkout", "-q", "work")
    changes = changes_since("main")
    assert changes.of("a.md") == ()
    assert changes.of("b.md") == ((1, 1),)


def test_a_run_below_the_root_sees_the_same(repository, monkeypatch):
    repository.write("docs/a.md", "one\n")
    base = repository.commit()
    repository.write("docs/a.md", "one\ntwo\n")
    monkeypatch.chdir(repository.folder / "docs")
    assert changes_since(base).of("a.md") == ((2, 2),)


def test_files_outside_and_standard_input_are_new(repository, tmp_path_factory):
    repository.write("a.md", "one\n")
    changes = changes_since(repository.commit())
    outside = tmp_path_factory.mktemp("outside") / "b.md"
    assert changes.of(str(outside)) == EVERYTHING
    assert changes.of("-") == EVERYTHING


def test_since_a_date(repository):
    repository.write("a.md", "one\n")
    first = repository.commit("2026-01-01T00:00:00Z")
    repository.write("a.md", "one\ntwo\n")
    repository.commit("2026-02-01T00:00:00Z")
    assert revision_at("2026-01-15") == first
    assert changes_since(revision_at("2026-01-15")).of("a.md") == ((2, 2),)
    assert changes_since(revision_at("2025-01-01")).of("a.md") == ((1, 2),)


def test_the_user_configuration_of_git_changes_nothing(repository):
    repository.git("config", "diff.noprefix", "true")
    repository.git("config", "diff.external", "false")
    repository.git("config", "color.diff", "always")
    repository.write("ä.md", "one\n")
    base = repository.commit()
    repository.write("ä.md", "two\n")
    assert changes_since(base).of("ä.md") == ((1, 1),)


def test_no_repository_is_a_clear_error(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ConfigError, match=r"git cannot say what changed in .*: not a git repository"):
        changes_since("main")


@pytest.mark.parametrize("base", ["nowhere", "--output=x", ""])
def test_an_unknown_revision_is_a_clear_error(repository, base):
    repository.write("a.md", "one\n")
    repository.commit()
    with pytest.raises(ConfigError, match="no revision"):
        changes_since(base)
    assert not (repository.folder / "x").exists()


def test_a_file_that_is_gone_has_no_lines():
    diff = b"diff --git a/x.md b/x.md\n--- a/x.md\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-one\n-+++ b/y.md\n"
    assert parsed(diff) == {}


def test_findings_on_old_lines_are_hidden(repository):
    text = "teh one\r\nteh two goes\r\non to teh\r\n"
    repository.write("a.md", text.replace("two", "2"))
    base = repository.commit()
    repository.write("a.md", text)
    starts = [match for match in range(len(text)) if text.startswith("teh", match)]
    findings = tuple(
        Finding("x", Category.STYLE, Severity.MAJOR, 0.9, start, start + 3, 1, 1, "1", "teh", "!") for start in starts
    )
    report = DocumentReport("a.md", "markdown", "en", None, 9, 50.0, None, (), findings, text=text)
    shown = changes_since(base).only_new(report)
    assert shown.findings == findings[1:2]
    assert {item.by for item in shown.hidden} == {HiddenBy.UNCHANGED}
    assert shown.score == report.score
