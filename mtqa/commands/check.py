"""`mtqa check`: reads drafts, reports findings and scores, and says by its exit code whether they pass."""

import contextlib
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import typer

from mtqa import __version__
from mtqa.checking import checked
from mtqa.commands import options
from mtqa.commands.console import FAILED, complain, guarded, say, use_color, whole_file, width_of, write_utf8
from mtqa.commands.progress import Progress
from mtqa.config import Config, load_config
from mtqa.discovery import claimed_extensions, drafts
from mtqa.errors import ConfigError
from mtqa.registry import Look, Reporter, reporters
from mtqa.types import DocumentReport, Failure

EXAMPLES = """Examples:

  mtqa check draft.txt

  mtqa check drafts/ --fail-on critical

  mtqa check - < draft.txt

  mtqa check drafts/ --format json --output report.json

  mtqa check draft.md --select typography,names --no-suggest
"""


def command(  # noqa: PLR0917 - one parameter an option
    paths: options.Paths = None,
    format_: options.Format = "text",
    output: options.Output = None,
    fail_on: options.FailOn = None,
    min_score: options.MinScore = None,
    min_confidence: options.MinConfidence = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    segment_by: options.SegmentBy = None,
    language: options.Language = None,
    config: options.ConfigFile = None,
    stdin_name: options.StdinName = None,
    offline: options.Offline = False,
    no_cache: options.NoCache = False,
    no_suggest: options.NoSuggest = False,
    why: options.Why = False,
    color: options.Color = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Check drafts: what gives them away as machine-translated or is wrong, why, a score, and corrections.

    Exit code: 0 nothing at or above --fail-on; 1 something, or a score below --min-score; 2 the run failed or a
    file could not be read; 130 interrupted.
    """
    with guarded(debug=debug):
        settings = load_config(
            Path.cwd(), config, fail_on=fail_on, min_score=min_score, min_confidence=min_confidence,
            select=_names(select), ignore=_names(ignore), segment_by=segment_by, language=language,
            offline=offline or None, cache=False if no_cache else None, suggest=False if no_suggest else None,
        )  # fmt: skip
        stream = sys.stdout
        look = Look(color=use_color(color, stream) and output is None, width=width_of(stream), why=why)
        reporter = reporters.get(format_)(look)
        found = list(drafts(paths or ["."]))
        _refuse_nothing(found, paths or ["."])
        with _destination(output, format_, quiet=quiet) as out:
            code = run(found, settings, reporter, out, stdin_name)
    raise typer.Exit(code)


def run(paths: Sequence[str], config: Config, reporter: Reporter, out: IO[str], stdin_name: str | None = None) -> int:
    """Checks drafts and writes the report as they come; gives the exit code."""
    from mtqa.engine import Checker
    from mtqa.models import Models

    checker = Checker(config, Models(config))
    code = 0
    with Progress(len(paths)) as progress:
        _write(out, reporter.begin(__version__, checker.signature))
        for result in checked(progress.over(paths), checker, stdin_name):
            if isinstance(result, Failure):
                with progress.paused():
                    complain(f"{result.path}: {result.message}")
                code = FAILED
                continue
            with progress.paused():
                _write(out, reporter.document(result))
            code = max(code, int(fails(result, config)))
        with progress.paused():
            _write(out, reporter.end())
    return code


def fails(report: DocumentReport, config: Config) -> bool:
    """Whether a draft has a finding at or above `fail_on`, or scores below `min_score`."""
    if config.min_score is not None and report.score < config.min_score:
        return True
    if config.fail_on == "never":
        return False
    return any(finding.severity.weight >= config.fail_on.weight for finding in report.findings)


def _write(out: IO[str], parts: Iterator[str]) -> None:
    for part in parts:
        out.write(part)
    out.flush()


def _names(values: list[str] | None) -> tuple[str, ...]:
    """`--select a,b --select c` as a, b, c."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def _refuse_nothing(found: Sequence[str], paths: Sequence[str]) -> None:
    if not found:
        endings = ", ".join(sorted(claimed_extensions()))
        raise ConfigError(
            f"no drafts in {', '.join(paths)}: folders are searched for files ending in {endings} that .gitignore "
            "does not leave out; a file given by name is read whatever it ends in"
        )


@contextlib.contextmanager
def _destination(output: Path | None, format_: str, *, quiet: bool) -> Iterator[IO[str]]:
    if output is not None:
        with whole_file(output) as stream:
            yield stream
    elif quiet:
        yield io.StringIO()
    else:
        if format_ != "text":
            write_utf8()
        say("")
        yield sys.stdout
