"""harper, an offline grammar checker (harper-py, Apache-2.0), behind mtqa's own selection of its rules.

Of harper's 917 rules only those that prove right on real text are on; `data/grammar/harper.tsv` lists them with
the mtqa rule that reports them and how often they were right (`benchmarks/grammar_rules.py`).
"""

from __future__ import annotations

import bisect
import threading
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.errors import ModelError
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import harper

# Texts are linted together: 2,400 words a second one sentence a call, 6,400 in long texts. Longer ones gain nothing.
CHUNK = 40_000
SEPARATOR = "\n\n"
# Results are kept for the texts of one document, and of the corrections that are tried in it.
KEPT = 50_000
# A line break inside a sentence is only a wrap, and every one of these is one code point, so offsets stay.
_WRAPS = dict.fromkeys(map(ord, "\n\r\t\v\f\x85\u2028\u2029\xa0"), " ")


@dataclass(frozen=True, slots=True)
class HarperRule:
    """One of harper's rules that is on: the mtqa rule that reports it, and the share of its findings that are right."""

    name: str
    rule: str
    confidence: float
    margin: float | None


@dataclass(frozen=True, slots=True)
class Lint:
    """What harper found in a text. `replacements` go in place of `edit`, which may take in a blank beside `span`."""

    rule: HarperRule
    span: Span
    message: str
    edit: Span
    replacements: tuple[str, ...]


@cache
def harper_rules() -> dict[str, HarperRule]:
    """Harper's rules that are on, by harper's name."""
    text = files("mtqa").joinpath("data/grammar/harper.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {
        name: HarperRule(name, rule, float(confidence), float(margin) if margin else None)
        for name, rule, confidence, margin, *_ in rows
    }


class Grammar:
    """Lints texts with one harper `Linter`, which loads at first use (0.6 s), and keeps the results.

    harper raises RuntimeError when two threads are inside one `Linter`, so a lock lets in one at a time; give
    each thread its own `Grammar` to lint in parallel.
    """

    def __init__(self) -> None:
        self._lints: dict[str, tuple[Lint, ...]] = {}
        self._lock = threading.Lock()

    @cached_property
    def _linter(self) -> harper.Linter:
        try:
            from harper import Linter
        except ImportError as error:
            raise ModelError(
                f"the grammar checker does not load ({error}); pip install --force-reinstall mtqa"
            ) from error
        linter = Linter()
        known = linter.get_lint_config()
        missing = sorted(harper_rules().keys() - known.keys())
        if missing:
            raise ModelError(f"harper no longer has the rules {', '.join(missing)}; pip install 'harper-py>=0.2,<0.3'")
        linter.set_lint_config({name: name in harper_rules() for name in known})
        return linter

    def forget(self) -> None:
        """Lets go of the results."""
        with self._lock:
            self._lints.clear()

    def lint(self, text: str, batch: Sequence[str] = ()) -> tuple[Lint, ...]:
        """What the rules that are on find in `text`; texts of `batch` not known yet are linted along with it."""
        with self._lock:
            if text not in self._lints:
                if len(self._lints) > KEPT:
                    self._lints.clear()
                missing = [item for item in dict.fromkeys([text, *batch]) if item not in self._lints]
                for chunk in _chunks(missing):
                    self._lint_together(chunk)
            return self._lints[text]

    def _lint_together(self, texts: Sequence[str]) -> None:
        starts = [0]
        for text in texts:
            starts.append(starts[-1] + len(text) + len(SEPARATOR))
        found: dict[int, list[Lint]] = defaultdict(list)
        joined = SEPARATOR.join(text.translate(_WRAPS) for text in texts)
        # Without `dedup=False`, a finding of a rule that is of no use could hide one that overlaps it.
        for name, lints in self._linter.organized_lints(joined, language="plaintext", dedup=False).items():
            for lint in lints:
                index = bisect.bisect_right(starts, lint.span.start) - 1
                start, end = lint.span.start - starts[index], lint.span.end - starts[index]
                if end <= len(texts[index]):
                    found[index].append(_lint(harper_rules()[name], lint, texts[index], Span(start, end)))
        for index, text in enumerate(texts):
            self._lints[text] = tuple(sorted(found[index], key=lambda lint: lint.span))


def _chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        if chunk and size + len(text) > CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text)
    if chunk:
        yield chunk


def _lint(rule: HarperRule, lint: harper.Lint, text: str, span: Span) -> Lint:
    from harper import SuggestionKind

    edit = span
    if any(suggestion.kind == SuggestionKind.REMOVE for suggestion in lint.suggestions):
        edit = _with_blank(text, span)
    before, marked, after = text[edit.start : span.start], text[span.start : span.end], text[span.end : edit.end]
    replacements = []
    for suggestion in lint.suggestions:
        if suggestion.kind == SuggestionKind.REMOVE:
            replacements.append("")
        elif suggestion.kind == SuggestionKind.INSERT_AFTER:
            replacements.append(before + marked + suggestion.replacement_text + after)
        else:
            replacements.append(before + suggestion.replacement_text + after)
    return Lint(rule, span, lint.message, edit, tuple(dict.fromkeys(replacements)))


def _with_blank(text: str, span: Span) -> Span:
    """The span with one blank beside it, so that taking it out leaves no two in a row."""
    if text[max(span.start - 1, 0) : span.start].isspace():
        return Span(span.start - 1, span.end)
    if text[span.end : span.end + 1].isspace():
        return Span(span.start, span.end + 1)
    return span
