"""Whether a document was translated by a machine and not edited: a probability, and what speaks for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.models.calibration import sigmoid
from mtqa.segmentation import count_words
from mtqa.types import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.models.tagger import Tagged, Tagger
    from mtqa.types import Segment

# Under so many words even a raw translation may have nothing in it that gives it away.
SHORT = 80
# Titles and captions of a few words read alike whoever wrote them.
SENTENCE_WORDS = 4
LONGEST_QUOTE = 90
# Findings of the rules in 1,000 words: people's news 1.6, post-edits of MLQE-PE dev 2.9, its raw translations 4.4 (2.3
# to 7.3 by language), the drafts in fixtures/ over 40. So the second rate is that of bad translation only: where the
# rules find as little as in good translation, they add nothing, and no more than MOST_EVIDENCE ever, to which 3 of 400
# texts of people come and 10 of 400 of good systems (benchmarks/verdict_evidence.py).
PEOPLE_RATE, RAW_RATE = 2, 10
MOST_EVIDENCE = 5.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A probability, or None for a text without sentences; what spoke for it; remarks on how far to trust it."""

    probability: float | None
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def judge(segments: Sequence[Segment], tagger: Tagger, findings: int = 0) -> Verdict:
    """Judge the sentences of a document; tables, and titles of a few words, are left out. Raises ModelError.

    `findings` counts what the rules reported beside the tagger's own; many of them speak for a machine, few for nobody.
    """
    kept = sentences(segments)
    if not kept:
        return Verdict(None, notes=("there is no sentence to tell from whether a machine translated the text",))
    tagged = tagger.read([segment.text for segment in kept])
    words = sum(count_words(segment.text) for segment in kept)
    log_odds = tagger.calibration.machine_log_odds(tagged) + evidence(findings, words)
    probability = round(1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds)))), 3)
    notes: tuple[str, ...] = ()
    if words < SHORT:
        notes = (f"the probability of machine translation is unsteady: {words} words of running text, under {SHORT}",)
    return Verdict(probability, (*_reasons(kept, tagged), *_counted(findings, words)), notes)


def sentences(segments: Iterable[Segment]) -> list[Segment]:
    """The segments that tell who wrote a text."""
    return [
        segment
        for segment in segments
        if segment.kind is not BlockKind.TABLE_CELL and count_words(segment.text) >= SENTENCE_WORDS
    ]


def evidence(findings: int, words: int, most: float = MOST_EVIDENCE) -> float:
    """The log-odds that so many findings add: two Poisson rates compared, never against a machine's hand."""
    ratio = findings * math.log(RAW_RATE / PEOPLE_RATE) - words * (RAW_RATE - PEOPLE_RATE) / 1000
    return min(most, max(0.0, ratio))


def _counted(findings: int, words: int) -> tuple[str, ...]:
    if not evidence(findings, words):
        return ()
    faults = "one fault" if findings == 1 else f"{findings} faults"
    return (f"the rules found {faults} in {words} words; in people's news, fewer than {PEOPLE_RATE} in 1,000",)


def _reasons(segments: Sequence[Segment], tagged: Sequence[Tagged]) -> tuple[str, ...]:
    """What the probability rests on, plainest first."""
    machine = [item.whole("machine") for item in tagged]
    like = sum(value > 0 for value in machine)
    clearest = max(range(len(machine)), key=lambda i: machine[i])
    reasons = [f"{like} of {len(machine)} sentences read as a machine's"]
    if like:
        reasons.append(f"most of all: “{_short(segments[clearest].text)}”")
    share = sum(float(sigmoid(item.word("post_edit")).sum()) for item in tagged) / sum(len(t.spans) for t in tagged)
    reasons.append(f"an editor of translations would be expected to change {share:.0%} of its words")
    return tuple(reasons)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + "…"
