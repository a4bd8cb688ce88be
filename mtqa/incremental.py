"""Checks drafts again and again as they change: what did not change is not read again, and the report is the same.

A rule of single segments depends on the segment's content, and on what it asks its context: neighbours, or the whole
document. What it asked is noted, so its hits are used again where the answers are the same. Rules of whole documents
run each time, over models that remember what they said of a text.
"""

from __future__ import annotations

import dataclasses
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from mtqa.cancellation import cancellable, checkpoint
from mtqa.reading import Reading
from mtqa.suggest import Found

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from mtqa.context import Context
    from mtqa.engine import Checker
    from mtqa.registry import Rule
    from mtqa.types import Document, DocumentReport, Hit, Segment, Suggestion

    Content = tuple[object, ...]
    # What is done, of how many: `rules` counts segments times rules, `corrections` findings.
    Progress = Callable[[str, int, int], None]

# Texts whose hits are kept: with 18 rules about 2 KB each. A draft of 2,000 words has 150, and as many while
# corrections are tried in it.
MOST_TEXTS = 20_000
# Segments that a rule reads before it is asked whether to go on; their texts are parsed together.
CHUNK = 64


class Session:
    """A checker that remembers, for any number of drafts that change. Safe to share between threads."""

    def __init__(self, checker: Checker, most_texts: int = MOST_TEXTS) -> None:
        self.checker = checker
        self._memory = Memory(most_texts)

    def check(
        self,
        document: Document,
        *,
        suggest: bool | None = None,
        cancelled: Callable[[], bool] | None = None,
        progress: Progress | None = None,
    ) -> DocumentReport:
        """The report that the checker itself gives. `suggest` says whether with corrections, if not as configured.

        `cancelled` is asked now and then, from this thread. Raises Cancelled once it is true, and what the checker
        raises.
        """
        with cancellable(cancelled):
            examined = self.checker.examined(document, Remembering(self._memory, len(self.checker.rules), progress))
            if not (self.checker.config.suggest if suggest is None else suggest):
                return self.checker.report(examined, {})
            if progress is not None:
                progress("corrections", 0, len(examined.found))
            return self.checker.report(examined, self.checker.suggestions(examined))

    def suggestions(
        self, document: Document, rule: str, start: int, end: int, cancelled: Callable[[], bool] | None = None
    ) -> tuple[Suggestion, ...]:
        """The corrections of one finding, by its rule and its place in the file; none where there is no such finding.

        Raises as `check` does.
        """
        with cancellable(cancelled):
            examined = self.checker.examined(document, Remembering(self._memory))
            wanted = [item for item in examined.found if item.rule.name == rule and _place(item) == (start, end)]
            found = self.checker.suggestions(examined, wanted)
            return tuple(suggestion for item in wanted for suggestion in found.get(id(item), ()))


def _place(item: Found) -> tuple[int, int]:
    span = item.segment.to_file(item.hit.span)
    return span.start, span.end


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a rule found in a content, and the neighbours that it looked at, by their distance."""

    hits: tuple[Hit, ...]
    neighbours: tuple[tuple[int, Content | None], ...]


class Memory:
    """What rules found, by content. The contents that were asked for least lately are forgotten."""

    def __init__(self, most: int = MOST_TEXTS) -> None:
        self._most = most
        self._known: OrderedDict[Content, dict[str, Remembered]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, rule: str, content: Content) -> Remembered | None:
        with self._lock:
            known = self._known.get(content)
            if known is None:
                return None
            self._known.move_to_end(content)
            return known.get(rule)

    def put(self, rule: str, content: Content, remembered: Remembered) -> None:
        with self._lock:
            self._known.setdefault(content, {})[rule] = remembered
            self._known.move_to_end(content)
            if len(self._known) > self._most:
                self._known.popitem(last=False)


class Remembering(Reading):
    """Runs the rules where the memory has no answer. One is made for each check."""

    def __init__(self, memory: Memory, rules: int = 0, progress: Progress | None = None) -> None:
        self._memory = memory
        self._rules = rules
        self._progress = progress
        self._done = 0

    def found(self, rule: Rule, document: Document, segments: Sequence[Segment], context: Context) -> Iterator[Found]:
        yield from super().found(rule, document, segments, context)
        total = self._rules * len(document.segments)
        # Rules run again over the segments in which corrections are tried; that is not counted.
        if self._progress is not None and self._done < total:
            self._done += len(document.segments)
            self._progress("rules", self._done, total)

    def in_segments(self, rule: Rule, segments: Sequence[Segment], context: Context) -> Iterator[Found]:
        for first in range(0, len(segments), CHUNK):
            checkpoint()
            chunk = segments[first : first + CHUNK]
            known = [self._known(rule, segment, context) for segment in chunk]
            texts = [segment.text for segment, hits in zip(chunk, known, strict=True) if hits is None]
            asked = dataclasses.replace(context, texts=texts)
            for segment, hits in zip(chunk, known, strict=True):
                for hit in self._hits(rule, segment, asked) if hits is None else hits:
                    yield Found(rule, segment, hit)

    def _known(self, rule: Rule, segment: Segment, context: Context) -> tuple[Hit, ...] | None:
        remembered = self._memory.get(rule.name, content(segment))
        if remembered is None:
            return None
        same = all(neighbour(segment, steps, context) == there for steps, there in remembered.neighbours)
        return remembered.hits if same else None

    def _hits(self, rule: Rule, segment: Segment, context: Context) -> tuple[Hit, ...]:
        watched = Watched(context, segment)
        hits = tuple(rule.check(segment, cast("Context", watched)))
        if not watched.whole_document:
            self._memory.put(rule.name, content(segment), Remembered(hits, tuple(watched.neighbours.items())))
        return hits


def content(segment: Segment) -> Content:
    """What a rule may make of a segment by itself: all but its name and its place."""
    return segment.text, segment.kind, segment.source, segment.codes, segment.source_codes


def neighbour(segment: Segment, steps: int, context: Context) -> Content | None:
    """The content of the segment that stands so many steps after it in its block, or before it."""
    step = context.before if steps < 0 else context.after
    found: Segment | None = segment
    for _ in range(abs(steps)):
        found = step(found) if found is not None else None
    return None if found is None else content(found)


class Watched:
    """A context that notes what a rule asks it of the document around a segment."""

    def __init__(self, context: Context, segment: Segment) -> None:
        self._context = context
        self._steps = {segment.id: 0}
        self.neighbours: dict[int, Content | None] = {}
        self.whole_document = False

    def __getattr__(self, name: str) -> Any:
        if name == "document":
            self.whole_document = True
        return getattr(self._context, name)

    def before(self, segment: Segment) -> Segment | None:
        return self._noted(segment, -1, self._context.before(segment))

    def after(self, segment: Segment) -> Segment | None:
        return self._noted(segment, 1, self._context.after(segment))

    def _noted(self, segment: Segment, step: int, found: Segment | None) -> Segment | None:
        if segment.id not in self._steps:
            # It was not reached from the segment, so it came from the document.
            self.whole_document = True
            return found
        steps = self._steps[segment.id] + step
        self.neighbours[steps] = None if found is None else content(found)
        if found is not None:
            self._steps[found.id] = steps
        return found
