"""The command, on repositories made here; where it would go to GitHub, git is told to go to a folder instead."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ONE = "The house was built by his father in the spring."
TWO = "The letter was written by her mother on the train."
THREE = "They had never been to the town by the sea before."
FOUR = "What will you do when the others have gone home?"
LIST = """
[[source]]
file = "{file}"
what = "letters"
licence = "CC0 1.0"
markup = "markdown"
paths = '{paths}'
[source.commits]
"some/letters" = "{commit}"
"""


@pytest.fixture(scope="module")
def command() -> ModuleType:
    # By its path: `import prose` is the folder of that name.
    spec = importlib.util.spec_from_file_location("prose_command", Path(__file__).parents[3] / "tools" / "prose.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the user's; no network; a folder of our own for what is temporary."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.file://{tmp_path}/github/.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://github.com/")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "a")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "a@b.c")


def repository(folder: Path, files: dict[str, str]) -> str:
    """Makes a repository of these files and gives its commit."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def listed(folder: Path, commit: str, file: str = "letters", paths: str = r"\.md$") -> Path:
    path = folder / "list.toml"
    path.write_text(LIST.format(commit=commit, file=file, paths=paths), encoding="utf-8")
    return path


FILES = {"a.md": f"# Head\n\n{ONE} {TWO}\n", "naïve/b.md": f"{TWO}\n\n- {THREE}\n- no sentence\n", "c.txt": FOUR}


@pytest.mark.parametrize("place", ["clones/some+letters", "github/some/letters"], ids=["clone", "fetched"])
def test_sentences_of_a_repository(place: str, command: ModuleType, tmp_path: Path) -> None:
    commit = repository(tmp_path / place, FILES)
    (tmp_path / "clones").mkdir(exist_ok=True)
    out = tmp_path / "out"
    told = [str(out), "--repositories", str(tmp_path / "clones"), "--list", str(listed(tmp_path, commit))]
    assert command.main(told) == 0
    lines = (out / "letters.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == sorted([ONE, TWO, THREE])
    table = (out / "SOURCES.md").read_text(encoding="utf-8")
    assert table.endswith(f"| letters.txt | letters | some/letters | {commit[:10]} | CC0 1.0 | 3 |\n")
    assert not list((tmp_path / "temporary").iterdir())
    assert command.main(told) == 0
    assert (out / "letters.txt").read_text(encoding="utf-8").splitlines() == lines
    assert (out / "SOURCES.md").read_text(encoding="utf-8") == table


def test_it_is_the_listed_commit_that_is_read(command: ModuleType, tmp_path: Path) -> None:
    clone = tmp_path / "clones" / "some+letters"
    commit = repository(clone, {"a.md": ONE})
    repository(clone, {"a.md": TWO})
    told = [str(tmp_path / "out"), "--repositories", str(clone.parent), "--list", str(listed(tmp_path, commit))]
    assert command.main(told) == 0
    assert (tmp_path / "out" / "letters.txt").read_text(encoding="utf-8") == f"{ONE}\n"


def test_a_file_made_alone_leaves_the_rows_of_others(command: ModuleType, tmp_path: Path) -> None:
    commit = repository(tmp_path / "clones" / "some+letters", FILES)
    both = listed(tmp_path, commit).read_text(encoding="utf-8") + LIST.format(commit=commit, file="notes", paths="c")
    (tmp_path / "list.toml").write_text(both, encoding="utf-8")
    out = tmp_path / "out"
    told = [str(out), "--repositories", str(tmp_path / "clones"), "--list", str(tmp_path / "list.toml")]
    assert command.main(told) == 0
    whole = (out / "SOURCES.md").read_text(encoding="utf-8")
    (out / "letters.txt").unlink()
    assert command.main([*told, "--only", "notes"]) == 0
    assert not (out / "letters.txt").exists()
    assert (out / "notes.txt").read_text(encoding="utf-8") == f"{FOUR}\n"
    assert (out / "SOURCES.md").read_text(encoding="utf-8") == whole


ABSENT = "0" * 40


@pytest.mark.parametrize(
    ("place", "commit", "options", "said"),
    [
        pytest.param("clones/some+letters", ABSENT, [], f"some/letters: .* has no commit {ABSENT}", id="not in clone"),
        pytest.param("github/some/letters", ABSENT, [], f"some/letters: commit {ABSENT} could not", id="not fetched"),
        pytest.param("elsewhere", ABSENT, [], "some/letters: .*could not be fetched: .*", id="nothing to fetch from"),
        pytest.param("elsewhere", "main", [], "list.toml: some/letters: String should match", id="bad list"),
        pytest.param("elsewhere", ABSENT, ["--only", "poems"], "--only poems: the list has letters", id="no such file"),
        pytest.param("elsewhere", ABSENT, ["--repositories", "none"], "--repositories none: there", id="folder"),
    ],
)  # fmt: skip
def test_errors_name_the_repository(
    place: str,
    commit: str,
    options: list[str],
    said: str,
    *,
    command: ModuleType,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository(tmp_path / place, FILES)
    (tmp_path / "clones").mkdir(exist_ok=True)
    told = [str(tmp_path / "out"), "--repositories", str(tmp_path / "clones"), "--list", str(listed(tmp_path, commit))]
    assert command.main([*told, *options]) == 2
    assert re.search(said, capsys.readouterr().err)
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.parametrize(
    ("markup", "paths", "said"),
    [
        pytest.param("markdown", "[.]rst$", "some/letters: no file at commit .* matches", id="no such files"),
        pytest.param("xhtml", "^a[.]md$", "some/letters: a.md is no xhtml", id="other markup"),
    ],
)
def test_files_that_are_not_as_listed(
    markup: str, paths: str, said: str, *, command: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = listed(tmp_path, repository(tmp_path / "clones" / "some+letters", FILES), paths=paths)
    path.write_text(path.read_text(encoding="utf-8").replace('"markdown"', f'"{markup}"'), encoding="utf-8")
    told = [str(tmp_path / "out"), "--repositories", str(tmp_path / "clones"), "--list", str(path)]
    assert command.main(told) == 2
    assert re.search(said, capsys.readouterr().err)
