"""Walks through the findings of a draft with a person: accept, edit, skip, ignore here, stop and go on later."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.commands.console import complain, say, width_of
from mtqa.feedback import Decision, Passage
from mtqa.fingerprints import fingerprints
from mtqa.ignoring import comments, has_comments
from mtqa.models.cache import Cache
from mtqa.models.catalogue import home
from mtqa.positions import Positions
from mtqa.reporters.excerpt import carets, excerpt, printable, wrapped
from mtqa.types import Suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mtqa.feedback import Feedback
    from mtqa.rewriting import Edit
    from mtqa.types import DocumentReport, Finding

HELP = "1-9 take a correction, e write another, s skip, i ignore this rule here, q stop (what is decided is kept)"
# The source of a correction that a person wrote.
EDITOR = "editor"


@dataclass(slots=True)
class Walk:
    """The decisions on one draft. `ask` prints a prompt and gives the answer, or None where there is no more."""

    report: DocumentReport
    ask: Callable[[str], str | None]
    feedback: Feedback | None = None
    accepted: list[Suggestion] = field(default_factory=list)
    ignored: list[Finding] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    stopped: bool = False

    def through(self, known: set[str]) -> None:
        """Ask for each finding whose fingerprint is not known."""
        text = self.report.text
        segments = {one.id: Passage(text[one.start : one.end], one.start) for one in self.report.segments}
        prints = [one.key for one in fingerprints(self.report)]
        todo = [(finding, key) for finding, key in zip(self.report.findings, prints, strict=True) if key not in known]
        for number, (finding, key) in enumerate(todo, 1):
            if self._done_with(finding):
                continue
            say("".join(f"{line}\n" for line in shown(self.report, finding, f"{number} of {len(todo)}")))
            decision = self._decision(finding)
            if decision is None:
                self.stopped = True
                return
            if decision is Decision.SKIPPED:
                self.skipped.append(key)
            if self.feedback is not None:
                correction = self.accepted[-1] if decision in (Decision.ACCEPTED, Decision.EDITED) else None
                self.feedback.add(self.report.path, finding, segments[finding.segment], decision, correction)

    def _done_with(self, finding: Finding) -> bool:
        """Whether an accepted correction changes the place, or the rule is ignored on its line."""
        if any(finding.start < one.end and one.start < finding.end for one in self.accepted):
            return True
        return any(one.rule == finding.rule and one.line == finding.line for one in self.ignored)

    def _decision(self, finding: Finding) -> Decision | None:
        while True:
            answer = self.ask(f"[{_choices(finding)}] ")
            if answer is None or answer in ("q", "quit"):
                return None
            if answer in ("s", "skip", "n", "no", ""):
                return Decision.SKIPPED
            if answer in ("i", "ignore"):
                if has_comments(self.report.format):
                    self.ignored.append(finding)
                    return Decision.IGNORED
                say(f"  {self.report.format} has no comments; list the words under 'names', or keep a baseline\n")
            elif answer in ("e", "edit"):
                if self._edited(finding):
                    return Decision.EDITED
            elif answer in ("a", "accept", "y", "yes") and finding.suggestions:
                self.accepted.append(finding.suggestions[0])
                return Decision.ACCEPTED
            elif answer.isdecimal() and 1 <= int(answer) <= len(finding.suggestions):
                self.accepted.append(finding.suggestions[int(answer) - 1])
                return Decision.ACCEPTED
            else:
                say(f"  {HELP}\n")

    def _edited(self, finding: Finding) -> bool:
        first = finding.suggestions[0] if finding.suggestions else None
        start, end = (first.start, first.end) if first else (finding.start, finding.end)
        text = self.ask(f"  instead of “{printable(self.report.text[start:end])}” (empty to go back): ")
        if text:
            self.accepted.append(Suggestion(text, start, end, EDITOR, 1.0))
        return bool(text)

    @property
    def comments(self) -> list[Edit]:
        """The comments that silence what was ignored."""
        return comments(self.report.text, self.report.format, self.ignored)


class Skipped:
    """Which findings of a draft were passed over before, so that a walk goes on where it stopped."""

    def __init__(self, path: str) -> None:
        self._cache = Cache(home() / "skipped-1.sqlite", str(Path(path).resolve()))

    def known(self, report: DocumentReport) -> set[str]:
        return set(self._cache.get([one.key for one in fingerprints(report)]))

    def add(self, keys: list[str]) -> None:
        self._cache.put(dict.fromkeys(keys, b""))


def shown(report: DocumentReport, finding: Finding, count: str) -> Iterator[str]:
    """What is asked about, for a terminal."""
    width = width_of(sys.stdout)
    yield ""
    yield f"{report.path}:{finding.line}:{finding.column}  {finding.severity}  {finding.rule}  ({count})"
    positions = Positions(report.text)
    last = positions.last_line(finding.start, finding.end)
    before = report.text[positions.line_start(finding.line) : finding.start]
    after = report.text[finding.end : positions.line_start(last + 1)].rstrip()
    parts = excerpt(before, finding.text, after, width - 4)
    yield f"  {''.join(parts)}"
    yield f"  {carets(parts[0], parts[1])}"
    yield from wrapped(finding.message, width, "  ")
    for number, one in enumerate(finding.suggestions, 1):
        instead = report.text[one.start : one.end]
        label = f"  {number}  {printable(one.text) or '(leave out)'}"
        if (one.start, one.end) != (finding.start, finding.end):
            label += f"  instead of “{printable(instead)}”"
        yield f"{label}  ({one.source}, {one.confidence:.2f})"


def _choices(finding: Finding) -> str:
    count = len(finding.suggestions)
    take = {0: "", 1: "1 take it, "}.get(count, f"1-{count} take one, ")
    return f"{take}e edit, s skip, i ignore here, q stop"


def ask(prompt: str) -> str | None:
    """The answer of a person; None at the end of the input or on Ctrl-C, which keeps what was decided."""
    say(prompt)
    sys.stdout.flush()
    if sys.stdin is None:  # as Python has it where it was closed
        return None
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        say("\n")
        return None
    except UnicodeDecodeError:
        complain("that could not be read")
        return ""
    return line.strip() if line else None
