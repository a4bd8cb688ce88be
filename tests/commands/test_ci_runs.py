"""Runs as in a pipeline: what changed, what is known, what is demanded, and drafts that mean no good."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mtqa.cli import app

FAULT = "He posted it on Youtube today.\n"
CLEAN = "He posted it on YouTube today.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder to run in, with a cache of its own and one rule that needs no model."""
    home = tmp_path / "home"
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setenv("MTQA_HOME", str(home))
    monkeypatch.chdir(work)
    (work / "mtqa.toml").write_text('select = ["house-terms"]\nfail-on = "minor"\n')
    return work


@pytest.fixture
def mtqa():
    def run(*arguments: str, stdin: str | bytes = ""):
        return CliRunner().invoke(app, arguments, input=stdin)

    return run


def texts(result) -> list[tuple[str, str]]:
    documents = json.loads(result.stdout)["documents"]
    return [(document["path"], finding["text"]) for document in documents for finding in document["findings"]]


def git(*arguments: str) -> None:
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *arguments], check=True, capture_output=True, env=os.environ | who | alone)


def test_a_baseline_hides_what_it_knows_and_names_what_is_gone(folder, mtqa):
    (folder / "a.md").write_text(FAULT + "\nIt was on Github.\n")
    written = mtqa("baseline", ".", "--output", "known.json")
    assert (written.exit_code, written.stdout) == (0, "known.json: known findings: 2; drafts: 1\n")
    quiet = mtqa("check", ".", "--baseline", "known.json")
    assert quiet.exit_code == 0
    assert "2 in the baseline" in quiet.stdout
    (folder / "a.md").write_text("New: Linkedin.\n\nSomething else.\n\n" + FAULT)
    changed = mtqa("check", ".", "--baseline", "known.json", "-f", "json")
    assert texts(changed) == [("a.md", "Linkedin")]
    assert changed.exit_code == 1
    assert changed.stderr.splitlines() == [
        "mtqa: a.md: 1 minor finding, at or above --fail-on minor",
        "mtqa: gone from the baseline: a.md: house-terms “Github”",
    ]


@pytest.mark.parametrize(
    ("arguments", "known"),
    [
        pytest.param([], ["$ 5", "Youtube"], id="all that the configuration has"),
        pytest.param(["--select", "house-terms"], ["Youtube"], id="one rule"),
        pytest.param(["-s", "typography,names"], ["$ 5"], id="others"),
        pytest.param(["--ignore", "typography"], ["Youtube"], id="all but one"),
        pytest.param(["--min-confidence", "0.92"], ["Youtube"], id="the surer ones"),
        pytest.param(["--min-confidence", "1"], [], id="none"),
    ],
)
def test_a_baseline_holds_what_a_check_with_the_same_options_finds(folder, mtqa, arguments, known):
    (folder / "mtqa.toml").write_text('select = ["house-terms", "typography"]\n')
    (folder / "a.md").write_text("It cost $ 5 to post it on Youtube today.\n")
    assert [text for _, text in texts(mtqa("check", "a.md", *arguments, "-f", "json"))] == known
    assert mtqa("baseline", "a.md", *arguments).stdout.startswith(f"mtqa-baseline.json: known findings: {len(known)};")
    beside = mtqa("check", "a.md", *arguments, "--baseline", "mtqa-baseline.json", "-f", "json")
    (document,) = json.loads(beside.stdout)["documents"]
    assert document["findings"] == []
    assert sorted(one["text"] for one in document["hidden"]) == sorted(known)
    assert beside.stderr == ""


@pytest.mark.parametrize("paths", [["."], ["b.md"], ["a.md", "gone.md"]], ids=["some", "none", "missing"])
def test_a_baseline_stays_as_it_was_where_a_draft_cannot_be_read(folder, mtqa, paths):
    (folder / "a.md").write_text(FAULT)
    (folder / "b.md").write_text(FAULT)
    mtqa("baseline", ".")
    known = (folder / "mtqa-baseline.json").read_bytes()
    (folder / "b.md").write_bytes(b"\0\1\2" * 99)
    result = mtqa("baseline", *paths)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].startswith("mtqa: mtqa-baseline.json: is not written")
    assert (folder / "mtqa-baseline.json").read_bytes() == known


def test_a_baseline_refuses_a_rule_that_there_is_not(folder, mtqa):
    (folder / "a.md").write_text(FAULT)
    result = mtqa("baseline", "a.md", "--select", "house-term")
    assert result.exit_code == 2
    assert "house-terms" in result.stderr
    assert not (folder / "mtqa-baseline.json").exists()


def test_diff_shows_new_lines_alone_and_skips_files_that_did_not_change(folder, mtqa):
    git("init", "-q", "-b", "main")
    (folder / "old.md").write_text(FAULT)
    (folder / "a.md").write_text(FAULT)
    git("add", "-A")
    git("commit", "-q", "-m", "x")
    (folder / "a.md").write_text(FAULT + "\nIt was on Github.\n")
    (folder / "new.md").write_text(FAULT)
    result = mtqa("check", ".", "--diff", "main", "-f", "json")
    assert texts(result) == [("a.md", "Github"), ("new.md", "Youtube")]
    git("add", "-A")
    git("commit", "-q", "-m", "y")
    nothing = mtqa("check", ".", "--diff", "main", "-f", "json")
    assert (nothing.exit_code, json.loads(nothing.stdout)["documents"]) == (0, [])
    assert texts(mtqa("check", ".", "--since", "2001-01-01", "-f", "json"))[-1] == ("old.md", "Youtube")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--diff", "main"], "git cannot say what changed", id="no repository"),
        pytest.param(["--diff", "a", "--since", "b"], "give one of them", id="two of a kind"),
        pytest.param(["--baseline", "none.json"], "write one with: mtqa baseline", id="no baseline"),
        pytest.param(["--files-from", "none.txt"], "cannot be read", id="no list"),
    ],
)
def test_what_cannot_be_had_is_one_line_and_code_2(folder, mtqa, monkeypatch, arguments, message):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    (folder / "a.md").write_text(FAULT)
    result = mtqa("check", ".", *arguments)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert message in line


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\0"])
def test_a_list_of_files_on_standard_input(folder, mtqa, separator):
    for name in ("a b.md", "ü.md", "not listed.md"):
        (folder / name).write_text(FAULT)
    result = mtqa("check", "--files-from", "-", "-f", "json", stdin=separator.join(["a b.md", "code.py", "ü.md", ""]))
    assert texts(result) == [("a b.md", "Youtube"), ("ü.md", "Youtube")]


def test_an_empty_list_checks_nothing(folder, mtqa):
    (folder / "a.md").write_text(FAULT)
    result = mtqa("check", "--files-from", "-", "-f", "json")
    assert (result.exit_code, json.loads(result.stdout)["documents"]) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        pytest.param(["--fail-on", "major"], 0, None, id="nothing severe"),
        pytest.param(["--fail-on", "minor"], 1, "a.md: 2 minor findings, at or above --fail-on minor", id="severe"),
        pytest.param(["--fail-on", "never", "--max-findings", "2"], 0, None, id="few enough"),
        pytest.param(
            ["--fail-on", "never", "--max-findings", "1"], 1, "2 findings in all, above --max-findings 1", id="too many"
        ),
        pytest.param(
            ["--fail-on", "never", "--min-score", "95"], 1, "a.md: scores 80, below --min-score 95", id="score"
        ),
        pytest.param(
            ["--fail-on", "never", "--max-machine-translated", "0.5"],
            2,
            "--max-machine-translated: nothing in force tells whether these drafts were machine-translated",
            id="a demand that nothing can answer",
        ),
        pytest.param(["--max-findings", "-1"], 2, "'max_findings' goes from 0 on, and -1 is less", id="no number"),
    ],
)
def test_demands_say_in_one_line_why_a_run_fails(folder, mtqa, arguments, code, reason):
    (folder / "a.md").write_text("Ten words on Youtube and more words on Github here.\n")
    result = mtqa("check", "a.md", *arguments)
    assert result.exit_code == code
    lines = result.stderr.splitlines()
    assert (lines and lines[-1].endswith(reason)) if reason else not lines


def test_settings_of_a_path_and_exclusion(folder, mtqa):
    (folder / "mtqa.toml").write_text(
        'select = ["house-terms"]\nexclude = ["vendor/"]\n'
        '[[overrides]]\npaths = ["legal/*"]\nterms = { shall = "must" }\nfail-on = "minor"\n'
    )
    for name in ("a.md", "legal/b.md", "vendor/c.md"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("You shall post.\n")
    result = mtqa("check", ".", "-f", "json")
    assert texts(result) == [("legal/b.md", "shall")]
    assert result.exit_code == 1
    assert "no drafts in" in mtqa("check", "vendor/c.md").stderr


def test_a_second_run_finds_its_reports_remembered(folder, mtqa, monkeypatch):
    for name in ("a.md", "b.md"):
        (folder / name).write_text(FAULT + name)
    first = mtqa("check", ".", "-f", "json")
    checked: list[str] = []
    check = __import__("mtqa.engine", fromlist=["Checker"]).Checker.check
    monkeypatch.setattr(
        "mtqa.engine.Checker.check", lambda self, document: checked.append(document.path) or check(self, document)
    )
    assert mtqa("check", ".", "-f", "json").stdout == first.stdout
    assert checked == []
    (folder / "b.md").write_text(CLEAN)
    assert texts(mtqa("check", ".", "-f", "json")) == [("a.md", "Youtube")]
    assert checked == ["b.md"]
    mtqa("check", ".", "--no-cache")
    assert checked == ["b.md", "a.md", "b.md"]


def test_only_what_a_selected_rule_needs_is_loaded(folder):
    (folder / "a.md").write_text(FAULT)
    code = (
        "import sys, contextlib; from mtqa.cli import app\n"
        "with contextlib.suppress(SystemExit): app(['check', 'a.md', '--no-cache'])\n"
        "print(sorted({'spacy', 'harper', 'ctranslate2', 'onnxruntime', 'tokenizers', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "“Youtube” is written “YouTube” here" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_several_processes_give_the_same_report(folder, mtqa):
    for number in range(4):
        (folder / f"{number}.md").write_text(FAULT * (number + 1))
    hostile_large(folder)
    one, two = (mtqa("check", ".", "-f", "json", "--no-cache", "--jobs", jobs) for jobs in ("1", "2"))
    assert two.stdout == one.stdout
    assert (one.exit_code, two.exit_code) == (2, 2)
    assert two.stderr == one.stderr


def hostile_link_outside(folder):
    outside = folder.parent / "secret.md"
    outside.write_text("Secret on Youtube.\n")
    (folder / "link.md").symlink_to(outside)


def hostile_loop(folder):
    (folder / "link.md").symlink_to("link.md")
    (folder / "folder").symlink_to(".")


def hostile_large(folder):
    with (folder / "large.md").open("wb") as stream:
        stream.truncate(200_000_000)


def hostile_no_permission(folder):
    (folder / "closed").mkdir()
    (folder / "closed" / "a.md").write_text(FAULT)
    (folder / "closed").chmod(0)


@pytest.fixture
def unprivileged(monkeypatch):
    """Makes folders without permission closed for root too, whom the operating system lets into all."""
    scandir = os.scandir

    def guarded(path):
        if Path(path).stat().st_mode & 0o777 == 0:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)


@pytest.mark.parametrize(
    ("prepare", "line"),
    [
        pytest.param(hostile_link_outside, "link.md: is a link that leads out of the folder", id="link outside"),
        pytest.param(hostile_loop, "link.md: is a link that leads nowhere or in a loop", id="link in a loop"),
        pytest.param(hostile_large, "large.md: has more than 10 MB, the limit for one draft", id="200 MB"),
        pytest.param(hostile_no_permission, "mtqa: closed: ", id="folder without permission"),
    ],
)
@pytest.mark.usefixtures("unprivileged")
def test_hostile_input_is_one_line_and_the_rest_is_checked(folder, mtqa, prepare, line):
    prepare(folder)
    (folder / "z.md").write_text(FAULT)
    result = mtqa("check", ".", "-f", "json")
    assert texts(result) == [("z.md", "Youtube")]
    assert result.exit_code == 2
    assert [said for said in result.stderr.splitlines() if line in said]
    assert "Secret" not in result.stdout
    if (folder / "closed").exists():
        (folder / "closed").chmod(0o700)


def test_a_file_outside_of_the_folder_is_checked_when_named(folder, mtqa):
    hostile_link_outside(folder)
    assert texts(mtqa("check", "../secret.md", "-f", "json")) == [("../secret.md", "Youtube")]


def test_a_file_name_does_not_steer_the_terminal(folder, mtqa):
    (folder / "a\x1b[2J\u202e.md").symlink_to("nowhere.md")
    (folder / "z.md").write_text(FAULT)
    result = mtqa("check", ".")
    assert result.exit_code == 2
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


@pytest.mark.parametrize("command", [["check"], ["fix"], ["baseline"], ["batch", "-o", "out"]], ids=lambda one: one[0])
def test_options_that_leave_no_rule_are_refused(folder, mtqa, command):
    (folder / "a.md").write_text(FAULT)
    result = mtqa(*command, "a.md", "--select", "typography", "--ignore", "typography")
    assert (result.exit_code, "--ignore typography: no rule is left to check with" in result.stderr) == (2, True)
    assert not (folder / "mtqa-baseline.json").exists()
