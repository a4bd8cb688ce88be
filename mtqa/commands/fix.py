"""`mtqa fix`: shows the corrections of drafts as a diff, writes them, or asks for each."""

import dataclasses
import functools
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.checking import Source, source_of
from mtqa.commands import options
from mtqa.commands.console import FAILED, complain, guarded, say, use_color, write_utf8
from mtqa.commands.diff import unified
from mtqa.config import Config, resolve_config
from mtqa.discovery import STDIN, Patterns
from mtqa.errors import ConfigError, ReadError, RuleError
from mtqa.files import replace_whole
from mtqa.fixing import Draft, fixed, written
from mtqa.gates import Gates, counting
from mtqa.overrides import PathConfigs
from mtqa.selection import selection
from mtqa.types import Failure, Suggestion

if TYPE_CHECKING:
    from mtqa.fixing import Check
    from mtqa.pipeline import Planner

EXAMPLES = """Examples:

  mtqa fix draft.txt

  mtqa fix drafts/ --apply

  mtqa fix draft.md --interactive

  mtqa fix draft.md --apply --select typography,names --min-confidence 0.8

  mtqa fix - < draft.txt > corrected.txt
"""

Apply = Annotated[bool, typer.Option("--apply", help="Write the corrections into the drafts.")]
Interactive = Annotated[
    bool, typer.Option("--interactive", help="Ask for each finding: accept, edit, skip or ignore; stop and go on.")
]
Again = Annotated[bool, typer.Option("--again", help="With --interactive: ask anew for what was skipped before.")]
Bound = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        metavar="P",
        help="Correct from this confidence on, 0 to 1, also what mtqa check does not report (by default 0.85; "
        "with --interactive, all that is reported).",
    ),
]


# More lines on why a run failed hide what is above them.
MOST_REASONS = 10


def command(  # noqa: PLR0917 - one parameter an option
    paths: options.Paths = None,
    apply: Apply = False,
    interactive: Interactive = False,
    again: Again = False,
    min_confidence: Bound = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    fail_on: options.FailOn = None,
    min_score: options.MinScore = None,
    max_findings: options.MaxFindings = None,
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
    offline: options.Offline = False,
    no_cache: options.NoCache = False,
    color: options.Color = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Correct drafts: show the sure corrections as a diff, --apply them, or decide on each with --interactive.

    Markup, line ends and encoding stay; a second run changes nothing more. Standard input comes out corrected.
    Exit code as of mtqa check, for the drafts as they stand afterwards.
    """
    with guarded(debug=debug):
        resolved = resolve_config(
            Path.cwd(), config, fail_on=fail_on, min_score=min_score, max_findings=max_findings,
            max_megabytes=max_megabytes, fix_confidence=min_confidence, select=options.names(select),
            ignore=options.names(ignore), segment_by=segment_by, language=language, offline=offline or None,
            cache=False if no_cache else None, suggest=True, source_language=source_language,
            source_column=source_column, target_column=target_column, termbase=options.files(termbase),
        )  # fmt: skip
        configs = PathConfigs(resolved)
        configs.require_rules()
        patterns = Patterns(configs.folder, resolved.config.include, resolved.config.exclude)
        chosen = selection(paths or [], patterns).paths
        if interactive and STDIN in chosen:
            raise ConfigError("--interactive asks on standard input, so the draft cannot come from there too")
        beside = source_of(source, chosen, resolved.config) if source else None
        colored = use_color(color, sys.stdout)
        walked = min_confidence if interactive else None
        run = Run(resolved.config, configs, apply, colored, quiet, stdin_name, interactive, again, beside, walked)
        run.over(chosen)
        run.explain()
    raise typer.Exit(run.code)


@dataclass(frozen=True, slots=True)
class Checks:
    """Two ways to check a draft: with the findings that mtqa check reports, and with those that are asked about."""

    usual: "Check"
    asking: "Check"


@dataclass(slots=True)
class Run:
    """A run over drafts: what it is to do with them, and what it comes to.

    `walked` is the confidence from which a person is asked, where it is not the one from which findings are reported.
    """

    config: Config
    configs: PathConfigs
    apply: bool
    color: bool
    quiet: bool
    stdin_name: str | None
    interactive: bool
    again: bool
    source: Source | None = None
    walked: float | None = None
    failed: bool = False
    findings: int = 0
    reasons: list[str] = field(default_factory=list)

    def over(self, paths: Iterable[str | Failure]) -> None:
        """Corrects each draft; one that cannot be read or written is reported, and the others go on."""
        # The engine takes 0.1 s to import, and --help does without.
        from mtqa.checking import content, reader_for
        from mtqa.pipeline import Planner

        planner = Planner(self.configs, self.config, self.source)
        for path in paths:
            if isinstance(path, Failure):
                self._fails(path.path, path.message)
                continue
            shown = (self.stdin_name or path) if path == STDIN else path
            try:
                config = self.configs.of(shown)
                draft = Draft(shown, content(path, self.config.max_megabytes), reader_for(shown, config))
                if not self._draft(path, draft, self._checks(planner, config, shown)):
                    break
            except ReadError as error:
                self._fails(error.path, error.message)
            except RuleError as error:
                self._fails(path, str(error).removeprefix(f"{path}: "))

    @property
    def code(self) -> int:
        return FAILED if self.failed else int(bool(self.reasons))

    def explain(self) -> None:
        """Says on standard error why the run fails."""
        self.reasons += _gates(self.config).run(self.findings)
        for line in self.reasons[:MOST_REASONS]:
            complain(line)
        if len(self.reasons) > MOST_REASONS:
            complain(f"and {len(self.reasons) - MOST_REASONS} more reasons")

    def _fails(self, path: str, message: str) -> None:
        complain(f"{path}: {message}")
        self.failed = True

    def _checks(self, planner: "Planner", config: Config, shown: str) -> Checks:
        """How a draft is checked. Its own reports are asked for again before and after its corrections: they are kept.

        Findings that are less sure than those that are reported have corrections, too.
        """
        bound = min(config.min_confidence, config.fix_confidence) if self.walked is None else self.walked
        plan, asking = (planner.plan(one) for one in (config, dataclasses.replace(config, min_confidence=bound)))
        usual = functools.lru_cache(functools.partial(plan.report, shown=shown))
        if asking is plan:
            return Checks(usual, usual)
        return Checks(usual, functools.lru_cache(functools.partial(asking.report, shown=shown)))

    def _draft(self, path: str, draft: Draft, checks: Checks) -> bool:
        """Corrects one draft; False where the person stops."""
        config = self.configs.of(draft.path)
        stopped = False
        if self.interactive:
            after, stopped = self._asked(draft, checks.asking)
        else:
            result = fixed(draft, checks.asking, config.fix_confidence)
            after = result.after
            self._left_out(draft.path, result.refused)
        writes = self.interactive or self.apply or path == STDIN
        report = checks.usual(after.data if writes else draft.data)
        self._put(path, draft, after)
        self.findings += counting(report.findings)
        self.reasons += _gates(config).draft(report)
        return not stopped

    def _asked(self, draft: Draft, check: "Check") -> tuple[Draft, bool]:
        """The draft with what a person decided on each finding, and whether the person stopped."""
        from mtqa.commands.walk import Skipped, Walk, ask
        from mtqa.feedback import Feedback

        draft.escaped("")
        report = check(draft.data)
        memory = Skipped(draft.path)
        file = self.config.feedback
        walk = Walk(report, ask, Feedback(self.configs.folder / file) if file else None)
        walk.through(set() if self.again else memory.known(report))
        memory.add(walk.skipped)
        after, corrections = written(draft, walk.accepted, walk.comments)
        done = {one.suggestion for one in corrections}
        self._left_out(draft.path, [one for one in walk.accepted if one not in done])
        return after, walk.stopped

    def _left_out(self, path: str, refused: Sequence[Suggestion]) -> None:
        for one in refused:
            complain(f"{path}: “{one.text}” is left out: it cannot be written without touching markup or encoding")

    def _put(self, path: str, draft: Draft, after: Draft) -> None:
        """Writes the corrected draft where it belongs: to standard output, into its file, or as a diff."""
        if path == STDIN:
            sys.stdout.buffer.write(after.data)
        elif after.data == draft.data:
            return
        elif self.apply or self.interactive:
            if Path(path).read_bytes() != draft.data:
                raise ReadError(path, "was changed by another program meanwhile, and is left as it is")
            replace_whole(Path(path), after.data)
            if not self.quiet:
                say(f"{path}: corrected\n")
        elif not self.quiet:
            if not self.color:
                write_utf8()
            for line in unified(path, draft.text, after.text, color=self.color):
                say(line)


def _gates(config: Config) -> Gates:
    return Gates(config.fail_on, config.min_score, config.max_findings)
