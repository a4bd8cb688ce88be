"""`mtqa batch`: checks a corpus, on one machine or many, and writes tables of what it found, and a report."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.commands import options
from mtqa.commands.batch_progress import BatchProgress
from mtqa.commands.console import FAILED, INTERRUPTED, complain, guarded, say
from mtqa.config import resolve_config
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.batch.engines import Engine
    from mtqa.batch.run import Plan
    from mtqa.batch.values import Totals

EXAMPLES = """Examples:

  mtqa batch drafts/ -o results

  mtqa batch corpus.jsonl.gz -o results --text body --language lang --date published

  mtqa batch 'corpus/*.parquet' -o results --text body --group site --group author --resume

  mtqa batch s3://bucket/corpus/ -o s3://bucket/results --text body --engine ray --jobs 64
"""
# Everything that mtqa loads for a process, with room for a long document (docs/benchmarks.md).
BYTES_A_PROCESS = 2_000_000_000

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help="Drafts, folders, globs, tables (JSONL, CSV, TSV, Parquet, also .gz), addresses that fsspec reads, "
        "or - for JSON lines on standard input.",
    ),
]
Target = Annotated[
    str, typer.Option("--output", "-o", metavar="DIR", help="Where to write the results: a folder or an address.")
]
Text = Annotated[
    str | None,
    typer.Option(
        metavar="COLUMN", help="The column with the text (by default text). Folders are read for tables then."
    ),
]
Source = Annotated[str | None, typer.Option(metavar="COLUMN", help="The column with the text translated from.")]
SourceLanguage = Annotated[
    str | None, typer.Option("--language", metavar="COLUMN", help="The column with the language translated from.")
]
Id = Annotated[str | None, typer.Option("--id", metavar="COLUMN", help="The column with the name of a document.")]
Date = Annotated[str | None, typer.Option(metavar="COLUMN", help="The column with its date.")]
Reference = Annotated[str | None, typer.Option(metavar="COLUMN", help="The column with a reference translation.")]
Group = Annotated[
    list[str] | None,
    typer.Option("--group", metavar="COLUMN", help="A column to compare by; by default every other one."),
]
EngineName = Annotated[str, typer.Option("--engine", metavar="NAME", help="Where to run: local, or ray.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", metavar="N", min=1, help="Processes; by default as many as cores and memory allow."),
]
RayAddress = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="The Ray cluster; by default RAY_ADDRESS, else one of this machine."),
]
Gpus = Annotated[float, typer.Option(metavar="N", min=0, help="GPUs of each process on a Ray cluster.")]
ShardSize = Annotated[
    int, typer.Option(metavar="N", min=1, help="Documents that are written together: what a kill can cost.")
]
Jsonl = Annotated[bool, typer.Option("--jsonl", help="Write JSON lines besides.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with the run in DIR; begin it if there is none.")]
Restart = Annotated[bool, typer.Option("--restart", help="Delete the results in DIR and begin again.")]
NoReport = Annotated[bool, typer.Option("--no-report", help="Write the tables alone.")]


def command(  # noqa: PLR0917 - one parameter an option
    inputs: Inputs,
    output: Target,
    text: Text = None,
    source: Source = None,
    language: SourceLanguage = None,
    id_: Id = None,
    date: Date = None,
    reference: Reference = None,
    group: Group = None,
    engine: EngineName = "local",
    jobs: Jobs = None,
    ray_address: RayAddress = None,
    gpus: Gpus = 0.0,
    shard_size: ShardSize = 200,
    jsonl: Jsonl = False,
    resume: Resume = False,
    restart: Restart = False,
    no_report: NoReport = False,
    min_confidence: options.MinConfidence = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    segment_by: options.SegmentBy = None,
    config: options.ConfigFile = None,
    max_megabytes: options.MaxMegabytes = None,
    offline: options.Offline = False,
    no_suggest: options.NoSuggest = False,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Check a corpus of any size: tables of all documents and findings, and a report, in a folder.

    A run that was cut off, at whatever moment, goes on with --resume.
    Exit code: 0 all documents were checked; 2 the run failed or some documents could not be checked; 130 interrupted.
    """
    with guarded(debug=debug):
        _require_pyarrow()
        from mtqa.batch.run import Plan
        from mtqa.batch.values import Columns

        if resume and restart:
            raise ConfigError("--resume goes on and --restart begins again; give one of them")
        resolved = resolve_config(
            Path.cwd(), config, min_confidence=min_confidence, max_megabytes=max_megabytes,
            select=options.names(select), ignore=options.names(ignore), segment_by=segment_by,
            offline=offline or None, cache=False, suggest=False if no_suggest else None,
        )  # fmt: skip
        columns = Columns(text or "text", source, language, id_, date, reference, tuple(group) if group else None)
        plan = Plan(tuple(inputs), output, resolved, columns, text is not None, shard_size, jsonl, resume, restart)
        totals = _run(plan, _engine(engine, jobs, ray_address, gpus))
        if not no_report:
            _report(output)
        _explain(totals, output, quiet=quiet)
    raise typer.Exit(FAILED if totals.failed or not totals.documents else 0)


def _require_pyarrow() -> None:
    try:
        import pyarrow as pa  # noqa: F401
    except ImportError as error:
        raise ConfigError(f"mtqa batch needs pyarrow ({error}): pip install 'mtqa[batch]'") from error


def _engine(name: str, jobs: int | None, address: str | None, gpus: float) -> "Engine":
    from mtqa.batch.engines.pool import PoolEngine
    from mtqa.batch.engines.process import ProcessEngine
    from mtqa.batch.engines.ray import RayEngine

    count = jobs or default_jobs()
    if name == "ray":
        return RayEngine(count, address, gpus)
    if name != "local":
        raise ConfigError(f"no engine is called '{name}'; there are local and ray")
    return PoolEngine(count) if count > 1 else ProcessEngine()


def default_jobs() -> int:
    """As many processes as there are cores, or fewer where memory is short."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return cores
    return max(1, min(cores, memory // BYTES_A_PROCESS))


def _run(plan: "Plan", engine: "Engine") -> "Totals":
    from mtqa.batch.run import Run
    from mtqa.batch.store import StoreError

    run = Run(plan)
    try:
        with BatchProgress(run.size) as progress:
            return run.through(engine, progress.notice)
    except KeyboardInterrupt:
        complain(f"interrupted; what is done is in {plan.target}, and the same command with --resume goes on")
        raise typer.Exit(INTERRUPTED) from None
    except StoreError as error:
        raise StoreError(f"{error}; what is done is kept, and the same command with --resume goes on") from error


def _report(target: str) -> None:
    from mtqa.batch.report import write
    from mtqa.batch.store import is_address

    if is_address(target):
        complain(f"the report is not written to an address; copy {target} to a folder and run: mtqa report FOLDER")
        return
    write(Path(target))


def _explain(totals: "Totals", target: str, *, quiet: bool) -> None:
    if totals.failed:
        where = f"{target}/documents"
        complain(f"documents that could not be checked: {totals.failed}; the column 'failure' in {where} says why")
    if not totals.documents:
        complain("the input holds no document")
    if not quiet:
        say(
            f"{target}: documents: {totals.documents}; words: {totals.words}; findings: {totals.findings}; "
            f"repeated: {totals.duplicates}\n"
        )
        sys.stdout.flush()
