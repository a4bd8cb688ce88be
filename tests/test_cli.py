"""The command line: exit codes, outputs, and every kind of bad input, with the rules that need no model."""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mtqa import __version__
from mtqa.cli import app
from mtqa.registry import detectors

if TYPE_CHECKING:
    from collections.abc import Iterator

FAULTY = "The war cost the country more than $ 2 trillion in twenty years.\n"
CLEAN = "The war cost the country more than $2 trillion in twenty years.\n"
RULES = ["--select", "typography,furniture,repetition"]
MTQA = [sys.executable, "-m", "mtqa"]


class Ran:
    """What a run of the command line in this process gave."""

    def __init__(self, *arguments: str, text: str | None = None) -> None:
        result = CliRunner().invoke(app, list(arguments), input=text)
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert "Traceback" not in self.err


def check(*arguments: str, text: str | None = None) -> Ran:
    return Ran("check", *RULES, "--no-cache", *arguments, text=text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder without a configuration above it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    (tmp_path / "mtqa.toml").write_text("", encoding="utf-8")
    return tmp_path


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param([], 0, id="a minor finding passes"),
        pytest.param(["--fail-on", "minor"], 1, id="a minor finding fails when asked"),
        pytest.param(["--fail-on", "never", "--min-score", "99"], 1, id="a score below the lowest fails"),
        pytest.param(["--min-score", "10"], 0, id="a score above the lowest passes"),
        pytest.param(["--fail-on", "minor", "--ignore", "typography"], 0, id="an ignored rule finds nothing"),
        pytest.param(["--fail-on", "minor", "--min-confidence", "1"], 0, id="unsure findings are left out"),
        pytest.param(["--fail-on", "large"], 2, id="no such severity"),
        pytest.param(["--min-confidence", "2"], 2, id="no such probability"),
        pytest.param(["--min-score", "many"], 2, id="a score that is no number"),
        pytest.param(["--segment-by", "page"], 2, id="no such unit"),
        pytest.param(["--format", "xml"], 2, id="no such format"),
        pytest.param(["--ignore", "typo"], 2, id="no such rule"),
        pytest.param(["--nothing"], 2, id="no such option"),
        pytest.param(["--config", "nothing.toml"], 2, id="no such configuration"),
    ],
)
def test_exit_code(folder: Path, arguments: list[str], code: int) -> None:
    write(folder / "draft.txt", FAULTY)
    assert check("draft.txt", *arguments).code == code


def test_text_report_shows_the_place_the_reason_and_the_correction(folder: Path) -> None:
    write(folder / "draft.txt", FAULTY)
    out = check("draft.txt").out
    assert "1:36  minor  typography" in out
    sentence, marks = out.splitlines()[3:5]
    assert sentence[marks.index("^") : marks.rindex("^") + 1].startswith("$ 2")
    assert "Better: $2" in out
    assert "1 finding (1 minor); 12 words" in out


@pytest.mark.parametrize(("option", "colored"), [("--color", True), ("--no-color", False)])
def test_color(folder: Path, option: str, colored: bool) -> None:
    write(folder / "draft.txt", FAULTY)
    assert ("\x1b[" in check("draft.txt", option).out) is colored


@pytest.mark.usefixtures("folder")
def test_standard_input_is_read_as_the_name_says() -> None:
    document = json.loads(check("-", "--format", "json", "--stdin-name", "a.md", text=f"# {FAULTY}").out)["documents"][
        0
    ]
    assert (document["path"], document["format"]) == ("a.md", "markdown")
    assert [finding["column"] for finding in document["findings"]] == [38]


def test_quiet_prints_nothing(folder: Path) -> None:
    write(folder / "draft.txt", FAULTY)
    assert check("draft.txt", "--quiet").out == ""


def test_output_replaces_the_file_whole(folder: Path) -> None:
    write(folder / "draft.txt", FAULTY)
    report = write(folder / "report.json", "old")
    report.chmod(0o600)
    assert check("draft.txt", "--format", "json", "--output", "report.json").code == 0
    assert json.loads(report.read_text())["schema"] == "mtqa/1"
    assert report.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["draft.txt", "mtqa.toml", "report.json"]


def test_output_that_cannot_be_written_leaves_nothing_behind(folder: Path) -> None:
    write(folder / "draft.txt", FAULTY)
    run = check("draft.txt", "--output", "missing/report.txt")
    assert run.code == 2
    assert "missing/report.txt: cannot be written" in run.err


def test_why_explains_a_rule_once(folder: Path) -> None:
    write(folder / "draft.txt", FAULTY + "\n" + FAULTY.replace("twenty", "ten"))
    plain, explained = check("draft.txt").out, check("draft.txt", "--why").out
    assert len(explained) > len(plain)
    assert "Bad:" not in explained


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        pytest.param(b"", 0, "0 words", id="an empty file"),
        pytest.param(b" \n\n\t\r\n", 0, "0 words", id="blanks alone"),
        pytest.param(b"\xef\xbb\xbf", 0, "0 words", id="a byte-order mark alone"),
        pytest.param(b"abc\x00\x01\x02def", 2, "draft.txt: is a binary file", id="a binary file"),
        pytest.param(b"%PDF-1.7 \xff", 2, "draft.txt: is a PDF file", id="a PDF file"),
        pytest.param("One é.\ntwo é \xff".encode()[:-1] + b"\xff", 2, "line 2: byte", id="broken UTF-8"),
        pytest.param(b"\xff\xfea\x00\x00\xd8b\x00", 2, "line 1: byte 4 is not valid UTF-16", id="broken UTF-16"),
    ],
)  # fmt: skip
def test_odd_file(folder: Path, content: bytes, code: int, says: str) -> None:
    write(folder / "draft.txt", content)
    run = check("draft.txt")
    assert run.code == code
    assert says in run.out + run.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_offsets_count_in_decoded_text_in_every_encoding(folder: Path, encoding: str) -> None:
    write(folder / "draft.txt", f"Café – “fine”.\r\n{FAULTY}".encode(encoding))
    document = json.loads(check("draft.txt", "--format", "json").out)["documents"][0]
    assert [(finding["start"], finding["line"], finding["column"]) for finding in document["findings"]] == [(51, 2, 36)]


def test_one_unreadable_file_is_reported_and_the_rest_checked(folder: Path) -> None:
    write(folder / "a.txt", b"\x00")
    write(folder / "b.txt", FAULTY)
    run = check(".", "--format", "jsonl")
    assert run.code == 2
    assert "a.txt: is a binary file" in run.err
    assert [json.loads(line)["path"] for line in run.out.splitlines()] == ["b.txt"]


@pytest.mark.parametrize(
    ("path", "says"),
    [("nothing.txt", "nothing.txt: there is no such file"), ("empty", "no drafts in")],
    ids=["a path that does not exist", "a folder without drafts"],
)
def test_nothing_to_read(folder: Path, path: str, says: str) -> None:
    write(folder / "empty" / "picture.png", b"\x89PNG")
    run = check(path)
    assert run.code == 2
    assert says in run.err


def test_no_permission(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal is made by hand, since the superuser may read everything."""

    opened = Path.open

    def refuse(self: Path, *arguments: object, **settings: object) -> object:
        if self.name == "draft.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **settings)

    write(folder / "draft.txt", FAULTY)
    monkeypatch.setattr(Path, "open", refuse)
    run = check("draft.txt")
    assert (run.code, "draft.txt: you have no permission to read it" in run.err) == (2, True)


def test_a_missing_model_is_an_error_that_names_the_command(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTQA_HOME", str(folder / "home"))
    write(folder / "draft.txt", detectors.get("calques").examples("Bad")[0])
    run = Ran("check", "draft.txt", "--offline", "--select", "calques")
    assert run.code == 2
    assert "mtqa models pull" in run.err


def test_a_line_of_a_million_characters(folder: Path) -> None:
    write(folder / "draft.txt", FAULTY.strip().ljust(80) * 12_500)
    write(folder / "word.txt", "a" * 1_000_000)
    arguments = ["--select", "typography", "--no-suggest", "--format", "jsonl"]
    run = Ran("check", "draft.txt", "word.txt", "--no-cache", *arguments)
    assert run.code == 0
    assert len(json.loads(run.out.splitlines()[0])["findings"]) == 12_500


def test_a_thousand_short_files(folder: Path) -> None:
    for number in range(1000):
        write(folder / f"{number // 100}" / f"{number}.txt", f"Draft {number}: {FAULTY}")
    run = check(".", "--format", "jsonl", "--no-suggest")
    assert run.code == 0
    assert len(run.out.splitlines()) == 1000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param("min_confidense = 0.7", "unknown key 'min_confidense'; did you mean 'min_confidence'?", id="key"),
        pytest.param('min_confidence = "high"', "key 'min_confidence' should be a number, not 'high'", id="type"),
        pytest.param("min_confidence = 7", "'min_confidence' goes from 0 to 1", id="range"),
        pytest.param('select = "names"', "key 'select' should be a list", id="list"),
        pytest.param('select = ["nams"]', "select: no rule or category is called 'nams'; did you mean", id="selected"),
        pytest.param("[rules.typografy]\nx = 1", "rule or category is called 'typografy'", id="rule"),
        pytest.param("[rules.typography]\nsevereness = 1", "rules.typography: unknown key 'severeness'", id="option"),
        pytest.param('[rules.typography]\nseverity = "huge"', "'rules.typography.severity' should be", id="severity"),
        pytest.param("fail-on = 'minor'\nselect = [", "is not valid TOML", id="TOML"),
        pytest.param("rules = 3", "key 'rules' should be a table", id="table"),
    ],
)
def test_broken_configuration(folder: Path, content: str, says: str) -> None:
    write(folder / "mtqa.toml", content)
    write(folder / "draft.txt", FAULTY)
    run = Ran("check", "draft.txt")
    assert run.code == 2
    assert "mtqa.toml: " in run.err
    assert says in run.err


def test_configuration_shows_where_values_come_from(folder: Path) -> None:
    (folder / "mtqa.toml").unlink()
    write(
        folder / "pyproject.toml",
        '[tool.mtqa]\nfail-on = "minor"\n[tool.mtqa.rules.typography]\nmin-confidence = 0.3\n',
    )
    lines = Ran("config").out.splitlines()
    assert any(line.startswith('fail_on = "minor"') and line.endswith("pyproject.toml") for line in lines)
    assert any(line.startswith("offline = false") and line.endswith("# default") for line in lines)
    assert "[rules.typography]" in lines
    write(folder / "draft.txt", FAULTY)
    assert check("draft.txt").code == 1


@pytest.mark.usefixtures("folder")
def test_rules_and_explain() -> None:
    assert "typography" in Ran("rules").out
    explained = Ran("explain", "typography").out
    assert "Bad:" in explained
    assert "Category: linguistic-conventions" in explained
    assert "did you mean 'typography'?" in Ran("explain", "typographie").err


@pytest.mark.usefixtures("folder")
def test_models_are_listed() -> None:
    assert "smollm2" in Ran("models").out


@pytest.mark.parametrize("command", [[], ["check"], ["rules"], ["explain"], ["config"], ["models"], ["models", "pull"]])
def test_help_has_examples(command: list[str]) -> None:
    run = Ran(*command, "--help")
    assert run.code == 0
    assert "mtqa" in run.out.split("Examples:")[-1]
    assert not command or "Examples:" in run.out


def test_version() -> None:
    assert Ran("--version").out == f"mtqa {__version__}\n"


@pytest.fixture
def _interrupts() -> Iterator[None]:
    """Ctrl-C reaches what is started here, also where the tests run in the background of a shell, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_interrupts")
def test_interrupting_ends_with_130_and_writes_nothing(folder: Path) -> None:
    """Standard input stays open, so that the check waits for it."""
    arguments = [*MTQA, "check", "-", *RULES, "--no-cache", "--output", "report.txt"]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder) as process:
        deadline = time.monotonic() + 60
        while not list(folder.glob(".report.txt.*")) and time.monotonic() < deadline:
            os.sched_yield()
        process.send_signal(signal.SIGINT)
        # The read of standard input ends at the signal; nothing may be sent before.
        assert process.wait(60) == 130
        assert process.stderr is not None
        assert process.stderr.read().decode() == "mtqa: interrupted; no file was written\n"
    assert [path.name for path in folder.iterdir()] == ["mtqa.toml"]


def test_a_closed_pipe_is_no_error(folder: Path) -> None:
    write(folder / "draft.txt", FAULTY * 400)
    arguments = [*MTQA, "check", "draft.txt", *RULES, "--no-cache", "--no-suggest"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(60) in (0, 141)
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux alone has a device that is always full")
def test_a_full_disk_is_an_error(folder: Path) -> None:
    write(folder / "draft.txt", FAULTY)
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [*MTQA, "check", "draft.txt", *RULES], stdout=full, stderr=subprocess.PIPE, cwd=folder, check=False
        )
    assert run.returncode == 2
    assert b"No space left" in run.stderr
    assert b"Traceback" not in run.stderr


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell closes a stream before it starts a command")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param("- <&-", 2, "standard input is closed", id="input"),
        pytest.param("draft.txt >&-", 1, "", id="output"),
        pytest.param("draft.txt 2>&-", 1, "", id="error"),
    ],
)
def test_a_closed_stream_is_no_fault_of_mtqa(folder: Path, arguments: str, code: int, said: str) -> None:
    write(folder / "draft.txt", FAULTY)
    command = f"{shlex.join([*MTQA, 'check', *RULES, '--fail-on', 'minor'])} {arguments}"
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, cwd=folder, check=False)
    assert run.returncode == code
    assert said in run.stderr
    assert "a fault in mtqa" not in run.stderr


def test_help_loads_no_heavy_library() -> None:
    heavy = {
        "torch",
        "onnxruntime",
        "ctranslate2",
        "spacy",
        "harper",
        "langdetect",
        "transformers",
        "pydantic",
        "numpy",
    }
    code = "import sys, mtqa.cli; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not heavy & set(run.stdout.split())
