"""Runs as a whole: what is written, what goes on, what is refused."""

from __future__ import annotations

import errno
import gzip
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from mtqa.batch.checks import DocumentChecker
from mtqa.batch.engines.pool import PoolEngine
from mtqa.batch.engines.process import ProcessEngine
from mtqa.batch.engines.ray import RayEngine
from mtqa.batch.run import Run
from mtqa.batch.values import Item
from mtqa.cli import app
from mtqa.commands.batch_progress import BatchProgress
from mtqa.config import resolve_config
from mtqa.engine import Checker
from mtqa.errors import ConfigError, RuleError

if TYPE_CHECKING:
    from pathlib import Path

# Kills itself at the N-th write of a file: before it, with the file half there, or when it is in place.
KILLED = """
import os, signal, sys
from pathlib import Path
from mtqa.batch import store
moment, number, arguments = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
write, replace, calls = store.LocalStore.write, Path.replace, [0]
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def counted(self, name, data):
    calls[0] += 1
    if moment == "before" and calls[0] == number:
        die()
    write(self, name, data)
    if moment == "after" and calls[0] == number:
        die()
def replaced(self, target):
    if moment == "within" and calls[0] == number:
        die()
    return replace(self, target)
store.LocalStore.write, Path.replace = counted, replaced
from mtqa.cli import app
app(["batch", *arguments])
"""
# Kills the run when so many shards are done, while its other processes are at work.
KILLED_POOL = """
import os, signal, sys
from mtqa.commands import batch_progress
number, arguments, done = int(sys.argv[1]), sys.argv[2:], []
def notice(self, shard):
    done.append(shard)
    if len(done) == number:
        os.kill(os.getpid(), signal.SIGKILL)
batch_progress.BatchProgress.notice = notice
if __name__ == "__main__":
    from mtqa.cli import app
    app(["batch", *arguments])
"""
RULES = ["--select", "typography,repetition", "--no-suggest", "--no-report"]
ARGUMENTS = ["corpus.jsonl", "--id", "key", "--date", "day", "--shard-size", "5", "--jsonl"]


class Ran:
    """What a run of `mtqa batch` in this process gave."""

    def __init__(self, *arguments: str, text: str | bytes | None = None) -> None:
        jobs = [] if "--jobs" in arguments else ["--jobs", "1"]
        result = CliRunner().invoke(app, ["batch", *arguments, *RULES, *jobs], input=text)
        self.code, self.out, self.err = result.exit_code, result.stdout, result.stderr
        assert result.exception is None or isinstance(result.exception, SystemExit)


def written(target: Path) -> dict[str, bytes]:
    """The bytes of every file of a run, by name."""
    files = (path for path in sorted(target.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in files}


def table(target: Path, name: str) -> list[dict[str, object]]:
    """The rows of a table of a run, in order."""
    from pyarrow.parquet import read_table

    return [row for path in sorted((target / name).glob("*.parquet")) for row in read_table(path).to_pylist()]


def killed(folder: Path, script: str, *arguments: str) -> None:
    path = folder / "killed.py"
    path.write_text(script, encoding="utf-8")
    ended = subprocess.run([sys.executable, str(path), *arguments, *RULES], check=False, capture_output=True)
    assert ended.returncode == -9, ended.stderr


def test_tables_say_what_was_found(folder: Path) -> None:
    ran = Ran(*ARGUMENTS, "-o", "out")
    assert (ran.code, ran.err) == (0, "")
    documents, findings = table(folder / "out", "documents"), table(folder / "out", "findings")
    assert [row["number"] for row in documents] == list(range(23))
    assert {row["duplicate_of"]: row["number"] for row in documents if row["duplicate_of"] is not None} == {3: 4, 0: 21}
    first = documents[0]
    assert (first["id"], first["row"], first["groups"], str(first["date"])) == ("k0", 1, [("site", "A")], "2024-01-01")
    assert (first["minor"], first["penalty"], first["categories"]) == (1, 1, [("linguistic-conventions", 1)])
    assert [row["document"] for row in findings] == [0, 5, 10, 15, 20, 21]
    around = findings[0]
    assert around["context"][around["context_start"] : around["context_end"]] == around["text"]
    totals = json.loads((folder / "out" / "complete.json").read_bytes())
    assert totals == {
        "shards": 5, "documents": 23, "failed": 0, "duplicates": 2, "words": 299, "findings": 6,
    }  # fmt: skip
    names = sorted((folder / "out" / "jsonl").iterdir())
    lines = [json.loads(line) for path in names for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line["number"] for line in lines] == list(range(23))
    assert [len(line["findings"]) for line in lines if line["findings"]] == [1] * 6


def test_a_draft_is_read_as_configured(folder: Path) -> None:
    (folder / "mtqa.toml").write_text('source_column = "roh"\ntarget_column = "fertig"\n', encoding="utf-8")
    checker = DocumentChecker(resolve_config(folder, None, select=["typography"], offline=True))
    data = b"fertig,roh\nIt cost $ 2.,Es kostete 2 $.\n"
    result = checker.result(Item("pairs.csv", "pairs.csv", content=data))
    assert (result.values["format"], result.values["failure"]) == ("table", None)
    assert [finding["text"] for finding in result.findings] == ["$ 2"]


def test_what_repeats_is_checked_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []
    result = DocumentChecker.result
    monkeypatch.setattr(DocumentChecker, "result", lambda self, item: checked.append(item.id) or result(self, item))
    assert Ran(*ARGUMENTS, "-o", "out").code == 0
    assert checked == [f"k{number}" for number in range(23) if number not in (4, 21)]
    values = table(folder / "out", "documents")
    own = {"number", "id", "row", "duplicate_of", "date", "groups"}
    assert {key: value for key, value in values[21].items() if key not in own} == {
        key: value for key, value in values[0].items() if key not in own
    }


@pytest.mark.parametrize(
    ("moment", "number"),
    [("before", 2), ("within", 1), ("within", 7), ("after", 4), ("within", 13), ("after", 21)],
    ids=str,
)
def test_a_killed_run_goes_on_to_the_same_bytes(folder: Path, moment: str, number: int) -> None:
    assert Ran(*ARGUMENTS, "-o", "whole").code == 0
    killed(folder, KILLED, moment, str(number), *ARGUMENTS, "-o", "out", "--jobs", "1")
    assert not (folder / "out" / "complete.json").exists()
    assert Ran(*ARGUMENTS, "-o", "out", "--resume").code == 0
    assert written(folder / "out") == written(folder / "whole")
    assert not list((folder / "out").rglob(".unfinished*"))


def test_a_pool_that_is_killed_goes_on_to_the_same_bytes(folder: Path) -> None:
    assert Ran(*ARGUMENTS, "-o", "whole").code == 0
    killed(folder, KILLED_POOL, "2", *ARGUMENTS, "-o", "out", "--jobs", "2")
    before = {name for name in written(folder / "out") if name.startswith("done/")}
    assert len(before) >= 2
    assert Ran(*ARGUMENTS, "-o", "out", "--resume").code == 0
    assert written(folder / "out") == written(folder / "whole")


def test_what_is_done_is_not_done_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Ran(*ARGUMENTS, "-o", "out").code == 0
    (folder / "out" / "done" / "shard-000002.json").unlink()
    (folder / "out" / "findings" / "shard-000003.parquet").write_bytes(b"cut off")
    checked = []
    result = DocumentChecker.result
    monkeypatch.setattr(DocumentChecker, "result", lambda self, item: checked.append(item.id) or result(self, item))
    assert Ran(*ARGUMENTS, "-o", "out", "--resume").code == 0
    assert checked == [f"k{number}" for number in range(10, 20)]


def test_every_engine_writes_the_same_bytes(folder: Path, plan) -> None:
    Run(plan("one", jsonl=True)).through(ProcessEngine(), lambda _: None)
    totals = Run(plan("two", jsonl=True)).through(PoolEngine(2), lambda _: None)
    assert totals.documents == 23
    assert written(folder / "one") == written(folder / "two")


# Ray's own files, pipes and sockets are closed when the interpreter ends.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::DeprecationWarning", "ignore::UserWarning")
def test_ray_writes_the_same_bytes(folder: Path, plan) -> None:
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'mtqa[ray]'")
    Run(plan("one")).through(ProcessEngine(), lambda _: None)
    assert Run(plan("two")).through(RayEngine(2), lambda _: None).documents == 23
    assert written(folder / "one") == written(folder / "two")


def test_an_address_takes_the_same_bytes(folder: Path, plan) -> None:
    import fsspec

    files = fsspec.filesystem("memory")
    Run(plan("one")).through(ProcessEngine(), lambda _: None)
    Run(plan_at(plan, "memory://bucket/out")).through(ProcessEngine(), lambda _: None)
    stored = {name.removeprefix("/bucket/out/"): files.cat(name) for name in files.find("/bucket/out")}
    assert stored == written(folder / "one")
    with pytest.raises(ConfigError, match="--resume goes on"):
        Run(plan_at(plan, "memory://bucket/out")).through(ProcessEngine(), lambda _: None)
    done = []
    Run(plan_at(plan, "memory://bucket/out", resume=True)).through(ProcessEngine(), done.append)
    assert all(one.old for one in done)


def plan_at(plan, address: str, **settings: object):
    import dataclasses

    return dataclasses.replace(plan(**settings), target=address)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(["--min-confidence", "0.3"], "the key min_confidence was 0.5 and is 0.3", id="a setting"),
        pytest.param(["--shard-size", "6"], "the option shard_size was 5 and is 6", id="the size of shards"),
        pytest.param(["--group", "site"], "the option columns", id="a column"),
        pytest.param(["--segment-by", "line"], "the rules or models in force", id="what the signature names"),
    ],
)
def test_other_settings_are_refused(folder: Path, change: list[str], said: str) -> None:
    assert Ran(*ARGUMENTS, "-o", "out").code == 0
    before = written(folder / "out")
    ran = Ran(*ARGUMENTS, *change, "-o", "out", "--resume")
    assert ran.code == 2
    assert said in ran.err
    assert "--restart" in ran.err
    assert written(folder / "out") == before
    assert Ran(*ARGUMENTS, *change, "-o", "out", "--restart").code == 0
    assert Ran(*ARGUMENTS, *change, "-o", "fresh").code == 0
    assert written(folder / "out") == written(folder / "fresh")


def test_a_changed_input_is_refused(folder: Path) -> None:
    assert Ran(*ARGUMENTS, "-o", "out").code == 0
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('{"text": "More.", "key": "k", "day": ""}\n')
    ran = Ran(*ARGUMENTS, "-o", "out", "--resume")
    assert ran.code == 2
    assert "the inputs" in ran.err


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("1907", "1807"), id="a text"),
        pytest.param(lambda text: "\n".join(text.splitlines()[:12]), id="fewer documents"),
    ],
)
def test_another_standard_input_is_refused(folder: Path, change) -> None:
    text = (folder / "corpus.jsonl").read_text(encoding="utf-8")
    arguments = ["-", "--shard-size", "5", "-o", "out"]
    assert Ran(*arguments, text=text).code == 0
    ran = Ran(*arguments, "--resume", text=change(text))
    assert ran.code == 2
    assert "the input is not what it was" in ran.err


def test_a_folder_in_use_is_refused(folder: Path) -> None:
    assert Ran(*ARGUMENTS, "-o", "out").code == 0
    assert "--resume goes on with it, --restart deletes" in Ran(*ARGUMENTS, "-o", "out").err
    (folder / "other").mkdir()
    (folder / "other" / "thesis.txt").write_text("Mine.", encoding="utf-8")
    for flag in ([], ["--resume"], ["--restart"]):
        ran = Ran(*ARGUMENTS, "-o", "other", *flag)
        assert ran.code == 2
        assert "holds other files (thesis.txt)" in ran.err
    assert (folder / "other" / "thesis.txt").exists()


def test_a_report_is_made_and_a_restart_takes_it_away(folder: Path) -> None:
    from mtqa.batch.report import FILES

    arguments = [*ARGUMENTS, "-o", "out", "--select", "typography", "--no-suggest", "--jobs", "1"]
    assert CliRunner().invoke(app, ["batch", *arguments]).exit_code == 0
    assert (folder / "out" / "report.html").stat().st_size > 1000
    assert Ran(*ARGUMENTS, "-o", "out", "--restart").code == 0
    assert not set(written(folder / "out")) & set(FILES)


def test_two_runs_do_not_write_to_one_folder(folder: Path) -> None:
    import filelock

    (folder / "out").mkdir()
    with filelock.FileLock(folder / "out" / ".lock"):
        ran = Ran(*ARGUMENTS, "-o", "out")
    assert ran.code == 2
    assert "another mtqa is writing to it" in ran.err


def test_ctrl_c_ends_cleanly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Ran(*ARGUMENTS, "-o", "whole").code == 0

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(BatchProgress, "notice", interrupt)
        ran = Ran(*ARGUMENTS, "-o", "out")
    assert ran.code == 130
    assert "the same command with --resume goes on" in ran.err
    assert Ran(*ARGUMENTS, "-o", "out", "--resume").code == 0
    assert written(folder / "out") == written(folder / "whole")


def test_a_full_disk_ends_cleanly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Ran(*ARGUMENTS, "-o", "whole").code == 0
    calls = []
    sync = os.fsync

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > 20:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(descriptor)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        ran = Ran(*ARGUMENTS, "-o", "out")
    assert ran.code == 2
    assert "there is no room left on the disk; what is done is kept" in ran.err
    assert not list((folder / "out").rglob(".unfinished*"))
    assert Ran(*ARGUMENTS, "-o", "out", "--resume").code == 0
    assert written(folder / "out") == written(folder / "whole")


def test_bad_documents_are_recorded_and_the_others_checked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = b'{"text": "It cost $ 2 billion."}\n'
    lines = [
        good, b"{broken\n", b'{"text": "caf\xe9"}\n', b'{"other": 1}\n', b'{"text": null}\n', b"[1]\n",
        b'{"text": "half \\ud800"}\n', b'{"text": "crash"}\n', b'{"text": "' + b"long " * 300_000 + b'"}\n', good,
    ]  # fmt: skip
    (folder / "bad.jsonl").write_bytes(b"".join(lines))
    (folder / "cut.jsonl.gz").write_bytes(gzip.compress(os.urandom(99) + good * 99)[:90])
    check = Checker.check

    def crashing(self, document):
        if document.text == "crash":
            raise RuleError("typography", document.path, RuntimeError("on purpose"))
        return check(self, document)

    monkeypatch.setattr(Checker, "check", crashing)
    ran = Ran("bad.jsonl", "cut.jsonl.gz", "missing.txt", "-o", "out", "--max-megabytes", "1")
    documents = table(folder / "out", "documents")
    failures = [row["failure"] for row in documents]
    expected = [
        None, "not valid JSON", "not valid UTF-8", "'text' is not there", "'text' is empty", "no JSON object",
        "half of a character", "the rule 'typography' failed (RuntimeError: on purpose)", "more than 1 MB", None,
    ]  # fmt: skip
    for failure, part in zip(failures, expected, strict=False):
        assert failure is None if part is None else part in failure
    assert "there is no such file" in failures[-1]
    assert any("cannot be read from row" in str(failure) for failure in failures[10:])
    assert ran.code == 2
    assert f"could not be checked: {len(documents) - 2}" in ran.err
    assert len(table(folder / "out", "findings")) == 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("inputs", "output", "message"),
    [
        pytest.param("corpus.jsonl", "corpus.jsonl", "--output corpus.jsonl is a file; name a folder", id="a file"),
        pytest.param(".", ".", "all of it lies in ., where the results go", id="its own folder"),
    ],
)
def test_results_have_a_folder_of_their_own(inputs, output, message):
    result = CliRunner().invoke(app, ["batch", inputs, "-o", output, "--text", "text"])
    assert (result.exit_code, message in result.stderr) == (2, True)
