"""From drafts to the terms in them: units, phrases, renderings and spellings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.extraction.base import Candidate, Conflict, Extraction, Form, Unit
from mtqa.extraction.grams import grams
from mtqa.extraction.phrases import phrases
from mtqa.extraction.renderings import Renderings
from mtqa.extraction.spellings import spellings
from mtqa.extraction.termhood import ranked, tallies
from mtqa.positions import Positions
from mtqa.segmentation import count_words, segmented
from mtqa.terms.base import primary
from mtqa.terms.find import WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from mtqa.extraction.grams import Key
    from mtqa.extraction.renderings import Rendered
    from mtqa.extraction.termhood import Tally
    from mtqa.terms.base import Termbase
    from mtqa.types import Document

# Texts that are parsed at once.
BATCH = 256


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts: phrases in at least `least` places, at most `most` candidates; those of `known` are left out."""

    least: int = 3
    most: int = 200
    known: Termbase | None = None


def units(document: Document, segment_by: str = "sentence") -> Iterator[Unit]:
    """The sentences of a draft, or its units of translation."""
    positions = Positions(document.text)
    for segment in segmented(document, segment_by).segments:
        if segment.text.strip():
            line, _ = positions.line_and_column(segment.span.start)
            yield Unit(document.path, line, " ".join(segment.text.split()), segment.source)


def extract(
    corpus: Sequence[Unit],
    parse: Callable[[Iterable[str]], Iterable[Doc]],
    settings: Settings,
    source_language: str | None = None,
) -> Extraction:
    """The terms of a corpus, and what it renders or spells in several ways. `parse` gives a parse for each text."""
    known = tallies([list(phrases(doc)) for doc in parse(unit.text for unit in corpus)])
    paired = [unit for unit in corpus if unit.source]
    renderings, sources = None, {}
    if paired:
        numbers = {number: place for place, number in enumerate(n for n, unit in enumerate(corpus) if unit.source)}
        sources = grams([unit.source or "" for unit in paired], source_language or "", max(2, settings.least - 1))
        targets = {key: tally for key, tally in _only(known, numbers) if len(tally.units) > 1}
        renderings = Renderings(sources, targets, len(paired))
    found = list(_candidates(corpus, known, renderings, sources, settings))
    conflicts = [] if renderings is None else [
        _conflict(one, sources, dict(_only(known, numbers)), paired) for one in renderings.conflicts()
    ]  # fmt: skip
    words = sum(count_words(unit.text) for unit in corpus)
    return Extraction(
        tuple(found[: settings.most]), (*conflicts, *spellings(corpus)), "en",
        None if source_language is None else primary(source_language), len(corpus), words,
    )  # fmt: skip


def _only(known: dict[Key, Tally], numbers: dict[int, int]) -> Iterator[tuple[Key, Tally]]:
    """The phrases with their units counted among those that have a source."""
    from mtqa.extraction.termhood import Tally

    for key, tally in known.items():
        places = {numbers[number] for number in tally.units if number in numbers}
        if places:
            yield key, Tally(places, tally.count, tally.texts)


def _candidates(
    corpus: Sequence[Unit],
    known: dict[Key, Tally],
    renderings: Renderings | None,
    sources: dict[Key, Tally],
    settings: Settings,
) -> Iterator[Candidate]:
    old = _known_texts(settings.known)
    for key, score in ranked(known, settings.least):
        tally = known[key]
        if tally.text.lower() in old or " ".join(key) in old:
            continue
        link = None if renderings is None else renderings.source_of(key)
        files = len({corpus[number].path for number in tally.units})
        yield Candidate(
            _base(key, tally), tally.count, files, round(score, 2), corpus[min(tally.units)],
            None if link is None else sources[link.source].text, 0.0 if link is None else round(link.dice, 2),
        )  # fmt: skip


def _known_texts(termbase: Termbase | None) -> set[str]:
    return set() if termbase is None else {term.text.lower() for one in termbase.concepts for term in one.terms}


def _base(key: Key, tally: Tally) -> str:
    """The phrase as a termbase has it: as it is written most often, the last word in the singular."""
    last = tally.text[len(tally.text.rstrip()) - len(WORD.findall(tally.text)[-1]) :]
    if last.lower() == key[-1] or last.isupper():
        return tally.text
    single = key[-1].capitalize() if last[:1].isupper() else key[-1]
    return tally.text[: len(tally.text) - len(last)] + single


def _conflict(one: Rendered, sources: dict[Key, Tally], targets: dict[Key, Tally], paired: Sequence[Unit]) -> Conflict:
    source = sources[one.source]
    forms = []
    for link in one.links:
        mine = source.units & targets[link.target].units
        forms.append(Form(_base(link.target, targets[link.target]), len(mine), paired[min(mine)]))
    forms.sort(key=lambda form: -form.count)
    example = paired[one.unexplained[0]] if one.unexplained else None
    return Conflict(tuple(forms), source.text, len(source.units), len(one.unexplained), example)


def likely_language(languages: Iterable[str | None]) -> str | None:
    """The source language that most drafts name."""
    named = Counter(language for language in languages if language)
    return named.most_common(1)[0][0] if named else None
