"""What kinds of faults a run found: rules and categories with their weight, examples, and the commonest wordings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.batch.report.corpus import SEVERITIES
from mtqa.types import Severity

if TYPE_CHECKING:
    from mtqa.batch.report.corpus import Corpus
    from mtqa.batch.report.found import Found
    from mtqa.batch.report.tally import Tally, Wording

EXAMPLES = 3
MOST_WORDINGS_SHOWN = 25
NAME_RULES = ("names",)
# They mark words for what stands around them, so that a single word of theirs says nothing by itself.
WHOLE_VIEW_RULES = ("awkward", "mistranslation")


@dataclass(frozen=True, slots=True)
class Kind:
    """A rule or a category: its findings by SEVERITIES, their number, and what share of the penalty is theirs.

    `documents` counts those in which a rule found something; of a category it is not known.
    """

    name: str
    category: str
    severities: tuple[int, ...]
    count: int
    per_1000_words: float
    share_of_penalty: float
    documents: int | None = None
    examples: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Common:
    """A wording that was marked again and again, and what was offered for it most often."""

    text: str
    better: str | None
    rule: str
    count: int
    documents: int


def by_rule(corpus: Corpus, tally: Tally) -> list[Kind]:
    """The rules, those with the greatest share of the penalty first."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for (rule, category, severity), count in tally.kinds.items():
        counts.setdefault((rule, category), Counter())[severity] += count
    return _kinds(corpus, counts, tally)


def by_category(corpus: Corpus, tally: Tally) -> list[Kind]:
    """The dimensions of MQM that something was found in, likewise."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    for (_, category, severity), count in tally.kinds.items():
        counts.setdefault((category, category), Counter())[severity] += count
    return _kinds(corpus, counts, None)


def _kinds(corpus: Corpus, counts: dict[tuple[str, str], Counter[str]], tally: Tally | None) -> list[Kind]:
    points = {key: sum(Severity(name).weight * count for name, count in own.items()) for key, own in counts.items()}
    words, whole = max(int(corpus.words.sum(dtype=int)), 1), max(sum(points.values()), 1)
    kinds = [
        Kind(
            key[0], key[1], tuple(own[name] for name in SEVERITIES), own.total(), 1000 * own.total() / words,
            100 * points[key] / whole, tally.spread[key[0]] if tally else None,
            _examples(tally, key[0]) if tally else (),
        )
        for key, own in counts.items()
    ]  # fmt: skip
    return sorted(kinds, key=lambda kind: (-kind.share_of_penalty, -kind.count, kind.name))


def _examples(tally: Tally, rule: str) -> tuple[Found, ...]:
    """The gravest and surest, each of another wording and, while there are some, another document."""
    picked: list[Found] = []
    texts: set[str] = set()
    for _, found in tally.shown[rule]:
        text = found.text.casefold()
        if text not in texts and all(found.document != other.document for other in picked):
            texts.add(text)
            picked.append(found)
        if len(picked) == EXAMPLES:
            break
    return tuple(picked)


def common_names(tally: Tally) -> list[Common]:
    """The commonest wrong names: what the rules for names marked at least twice."""
    return _common(tally, names=True)


def common_phrases(tally: Tally) -> list[Common]:
    """The commonest other wordings that were marked at least twice."""
    return _common(tally, names=False)


def _common(tally: Tally, *, names: bool) -> list[Common]:
    def wanted(wording: Wording) -> bool:
        alone = wording.rule in WHOLE_VIEW_RULES and " " not in wording.text
        return (wording.rule in NAME_RULES) == names and tally.wordings[wording] > 1 and not alone

    found = [
        Common(tally.written[wording], tally.better.get(wording), wording.rule, count, tally.holders[wording])
        for wording, count in tally.wordings.items()
        if wanted(wording)
    ]
    return sorted(found, key=lambda one: (-one.count, -one.documents, one.text))[:MOST_WORDINGS_SHOWN]
