"""`mtqa check`: reads drafts, reports findings and scores, and says by its exit code whether they pass."""

import contextlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import typer

from mtqa import __version__
from mtqa.baseline import Baseline, load
from mtqa.checking import Source, source_of
from mtqa.commands import options
from mtqa.commands.console import FAILED, complain, guarded, say, use_color, width_of, write_utf8
from mtqa.commands.progress import Progress
from mtqa.config import Config, Resolved, resolve_config
from mtqa.discovery import Patterns
from mtqa.files import whole_file
from mtqa.gates import Gates, counting
from mtqa.overrides import PathConfigs
from mtqa.registry import Look, Reporter, reporters
from mtqa.selection import Selection, selection
from mtqa.types import DocumentReport, Failure

EXAMPLES = """Examples:

  mtqa check draft.txt

  mtqa check drafts/ --fail-on critical

  mtqa check - < draft.txt

  mtqa check drafts/ --format html --output report.html

  mtqa check draft.md --select typography,names --no-suggest

  mtqa check translation.txt --source original.txt

  mtqa check translated.xliff --termbase terms.tbx

  mtqa check docs/ --diff origin/main --baseline known.json --format github
"""
# More lines on why a run failed hide the report above them.
MOST_REASONS = 10


@dataclass(frozen=True, slots=True)
class Job:
    """A run: its configuration, its drafts, what is known already, in how many processes, and beside which source."""

    resolved: Resolved
    configs: PathConfigs
    selection: Selection
    baseline: Baseline | None = None
    jobs: int = 1
    stdin_name: str | None = None
    source: Source | None = None


@dataclass(slots=True)
class Outcome:
    """What a run comes to: why it fails, and what it could not do."""

    reasons: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    failed: bool = False
    documents: int = 0
    findings: int = 0
    weighed: int = 0

    @property
    def code(self) -> int:
        return FAILED if self.failed else int(bool(self.reasons))


def command(  # noqa: PLR0917 - one parameter an option
    paths: options.Paths = None,
    format_: options.Format = "text",
    output: options.Output = None,
    fail_on: options.FailOn = None,
    min_score: options.MinScore = None,
    max_findings: options.MaxFindings = None,
    max_machine_translated: options.MaxMachineTranslated = None,
    baseline: options.BaselineFile = None,
    diff: options.Diff = None,
    since: options.Since = None,
    files_from: options.FilesFrom = None,
    min_confidence: options.MinConfidence = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    segment_by: options.SegmentBy = None,
    language: options.Language = None,
    source: options.Source = None,
    source_language: options.SourceLanguage = None,
    source_column: options.SourceColumn = None,
    target_column: options.TargetColumn = None,
    termbase: options.Termbase = None,
    config: options.ConfigFile = None,
    stdin_name: options.StdinName = None,
    max_megabytes: options.MaxMegabytes = None,
    jobs: options.Jobs = 1,
    offline: options.Offline = False,
    no_cache: options.NoCache = False,
    no_suggest: options.NoSuggest = False,
    why: options.Why = False,
    color: options.Color = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Check drafts: what gives them away as machine-translated or is wrong, why, a score, and corrections.

    Exit code: 0 all demands are met (by default, nothing major or critical); 1 one is not, and standard error says
    which; 2 the run failed or a file could not be read; 130 interrupted.
    """
    with guarded(debug=debug):
        resolved = resolve_config(
            Path.cwd(), config, fail_on=fail_on, min_score=min_score, min_confidence=min_confidence,
            max_findings=max_findings, max_machine_translated=max_machine_translated, max_megabytes=max_megabytes,
            select=options.names(select), ignore=options.names(ignore), segment_by=segment_by, language=language,
            offline=offline or None, cache=False if no_cache else None, suggest=False if no_suggest else None,
            source_language=source_language, source_column=source_column, target_column=target_column,
            termbase=options.files(termbase),
        )  # fmt: skip
        look = Look(color=use_color(color, sys.stdout) and output is None, width=width_of(sys.stdout), why=why)
        reporter = reporters.get(format_)(look)
        configs = PathConfigs(resolved)
        configs.require_rules()
        patterns = Patterns(configs.folder, resolved.config.include, resolved.config.exclude)
        chosen = selection(paths or [], patterns, files_from, diff, since)
        known = load(baseline) if baseline else None
        beside = source_of(source, chosen.paths, resolved.config) if source else None
        job = Job(resolved, configs, chosen, known, jobs, stdin_name, beside)
        with _destination(output, format_, quiet=quiet) as out:
            outcome = run(job, reporter, out)
        _explain(outcome)
    raise typer.Exit(outcome.code)


def run(job: Job, reporter: Reporter, out: IO[str]) -> Outcome:
    """Checks drafts and writes the report as they come."""
    # The engine takes 0.1 s to import, and --help does without.
    from mtqa.pipeline import Planner, reports

    outcome = Outcome()
    planner = Planner(job.configs, job.resolved.config, job.source)
    with Progress(len(job.selection.paths)) as progress:
        _write(out, reporter.begin(__version__, planner.signature))
        results = reports(job.selection.paths, planner, job.resolved, job.jobs, job.stdin_name)
        for result in progress.over(results):
            with progress.paused():
                if isinstance(result, Failure):
                    complain(f"{result.path}: {result.message}")
                    outcome.failed = True
                else:
                    _write(out, reporter.document(_noted(result, job, outcome)))
        with progress.paused():
            _write(out, reporter.end())
    _weigh_run(job.resolved.config, outcome)
    return outcome


def _noted(report: DocumentReport, job: Job, outcome: Outcome) -> DocumentReport:
    """The report without what is known or old, with what it means for the run noted in the outcome."""
    if job.baseline is not None:
        comparison = job.baseline.compared(report)
        report = comparison.report
        outcome.gone += [f"{report.path}: {known.rule} “{known.text}”" for known in comparison.gone]
    if job.selection.changes is not None:
        report = job.selection.changes.only_new(report)
    outcome.documents += 1
    outcome.findings += counting(report.findings)
    outcome.weighed += report.machine_translated is not None
    outcome.reasons += gates(job.configs.of(report.path)).draft(report)
    return report


def gates(config: Config) -> Gates:
    """The demands that a configuration makes."""
    return Gates(config.fail_on, config.min_score, config.max_findings, config.max_machine_translated)


def _weigh_run(config: Config, outcome: Outcome) -> None:
    outcome.reasons += gates(config).run(outcome.findings)
    if config.max_machine_translated is not None and outcome.documents and not outcome.weighed:
        # A demand that nothing can answer must not count as met.
        complain("--max-machine-translated: nothing in force tells whether these drafts were machine-translated")
        outcome.failed = True


def _explain(outcome: Outcome) -> None:
    """Says on standard error why the run fails, and which known findings are gone."""
    for lines, what in ((outcome.reasons, "reasons"), (outcome.gone, "known findings that are gone")):
        for line in lines[:MOST_REASONS]:
            complain(line if what == "reasons" else f"gone from the baseline: {line}")
        if len(lines) > MOST_REASONS:
            complain(f"and {len(lines) - MOST_REASONS} more {what}")


def _write(out: IO[str], parts: Iterator[str]) -> None:
    for part in parts:
        out.write(part)
    out.flush()


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
