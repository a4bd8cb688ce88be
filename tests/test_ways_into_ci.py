"""The hook, the action and the template: valid by their schemas, and their commands do what they say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from mtqa.cli import app

ROOT = Path(__file__).parent.parent
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@b.c",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@b.c",
}


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    merged = os.environ | ALONE | {"PATH": path} | environment
    return subprocess.run(list(command), cwd=cwd, env=merged, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        pytest.param("vendor.github-actions", "action.yml", id="GitHub action"),
        pytest.param("vendor.gitlab-ci", "ci/mtqa.gitlab-ci.yml", id="GitLab template"),
    ],
)
def test_the_file_is_valid_by_the_schema_of_its_tool(schema, file):
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file, cwd=ROOT)
    assert done.returncode == 0, done.stdout


def options_of(command: str) -> set[str]:
    import typer.main

    parameters = typer.main.get_command(app).commands[command].params
    return {name for parameter in parameters for name in parameter.opts}


@pytest.mark.parametrize("file", ["action.yml", "ci/mtqa.gitlab-ci.yml", "Containerfile", "docs/ci.md"])
def test_every_option_that_a_file_names_exists(file):
    import re

    text = (ROOT / file).read_text(encoding="utf-8")
    calls = re.findall(r"mtqa check\b[^\n]*(?:\\\n[^\n]*)*|options\+?=\([^)]*\)", text)
    named = {option for call in calls for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", call)}
    assert named - options_of("check") == set()
    assert calls


@pytest.fixture
def stub(tmp_path):
    """A `mtqa` that prints its arguments, one a line, and a repository to call it in."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "mtqa"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    run("git", "init", "-q", cwd=work)
    run("git", "commit", "-q", "--allow-empty", "-m", "x", cwd=work)
    return folder, work


def test_the_action_passes_what_it_is_given_and_runs_nothing_of_it(stub):
    folder, work = stub
    step = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"][-1]
    assert "${{" not in step["run"]
    base = run("git", "rev-parse", "HEAD", cwd=work).stdout.strip()
    given = {
        "MTQA_PATHS": "docs/a b.md\n$(touch x)\n",
        "MTQA_BASE": base,
        "MTQA_FAIL_ON": "minor; touch x",
        "MTQA_BASELINE": "known.json",
        "MTQA_ARGS": "--min-score\n80\n",
    }
    done = run("bash", "-eo", "pipefail", "-c", step["run"], cwd=work, **given, PATH=f"{folder}:{os.environ['PATH']}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "check", "--format", "github", "--fail-on", "minor; touch x", "--baseline", "known.json", "--diff", base,
        "--min-score", "80", "--", "docs/a b.md", "$(touch x)",
    ]  # fmt: skip
    assert not (work / "x").exists()
    assert set(step["env"]) == set(given)


def test_the_hook_runs_from_a_clone(tmp_path):
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    run("git", "init", "-q", cwd=hooks)
    run("git", "add", "-A", cwd=hooks)
    run("git", "commit", "-q", "-m", "x", cwd=hooks)
    revision = run("git", "rev-parse", "HEAD", cwd=hooks).stdout.strip()
    work = tmp_path / "work"
    work.mkdir()
    run("git", "init", "-q", cwd=work)
    # `language: system` takes the mtqa that is being tested rather than installing one.
    hook = {"id": "mtqa", "language": "system", "args": ["--select", "house-terms", "--fail-on", "minor"]}
    config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [hook]}]}
    (work / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (work / "a.md").write_text("He posted it on Youtube.\n")
    (work / "b.txt").write_text("He posted it on Youtube.\n")
    run("git", "add", "-A", cwd=work)
    settings = {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "MTQA_HOME": str(tmp_path / "home")}
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never")
    done = run(*command, cwd=work, **settings)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "“Youtube” is written “YouTube” here" in done.stdout
    assert "b.txt" not in done.stdout
    (work / "a.md").write_text("He posted it on YouTube.\n")
    run("git", "add", "-A", cwd=work)
    mended = run(*command, cwd=work, **settings)
    assert mended.returncode == 0, mended.stdout + mended.stderr


def test_the_local_hook_of_the_page_runs(tmp_path):
    import re

    page = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    (local,) = (block for block in blocks if "repo: local" in block)
    run("git", "init", "-q", cwd=tmp_path)
    (tmp_path / ".pre-commit-config.yaml").write_text(local)
    (tmp_path / "mtqa.toml").write_text('select = ["house-terms"]\nfail_on = "minor"\n')
    (tmp_path / "a.md").write_text("He posted it on Youtube.\n")
    run("git", "add", "-A", cwd=tmp_path)
    run("git", "commit", "-q", "-m", "x", cwd=tmp_path)
    settings = {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "MTQA_HOME": str(tmp_path / "home")}
    command = (sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never")
    old = run(*command, cwd=tmp_path, **settings)
    assert old.returncode == 0, old.stdout + old.stderr
    (tmp_path / "a.md").write_text("He posted it on Youtube.\n\nAnd on Linkedin.\n")
    run("git", "add", "-A", cwd=tmp_path)
    new = run(*command, cwd=tmp_path, **settings)
    assert new.returncode == 1, new.stdout + new.stderr
    assert ("Linkedin" in new.stdout, "“Youtube” is" in new.stdout) == (True, False)
