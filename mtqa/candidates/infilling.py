"""What the language model writes in place of a marked span, held to the words after it and to its content words.

A small model left alone changes facts in 8 of 10 rewrites, so the content words must stay. Held to that, the embedded
one wrote 2 wordings for 232 places, at 0.4 s each: it is not asked (`LanguageModel.writes`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.candidates.base import WORD, Candidate, stems
from mtqa.models.base import Sampling

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.candidates.base import Place
    from mtqa.models.base import LanguageModel

SOURCE = "language model"
# By beam search, so that a second run writes the same.
SAMPLES = 6
# Words of context before the span, and how many more words than the span a sample may take.
CONTEXT, MORE = 30, 3
# Words of the source that are shown.
SOURCE_WORDS = 120
# Longer spans cost more to write than they are worth.
LONGEST = 8
MOST = 4
TOKENS_A_WORD = 1.5


def infilled(places: Sequence[Place], model: LanguageModel) -> list[list[Candidate]]:
    """Candidates for each place, the likeliest first; none by a model that does not write. Raises ModelError."""
    lengths = [len(WORD.findall(place.text[place.span.start : place.span.end])) for place in places]
    wanted = [index for index, length in enumerate(lengths) if 0 < length <= LONGEST and places[index].span.start]
    result: list[list[Candidate]] = [[] for _ in places]
    if not wanted or not model.writes:
        return result
    most = max(lengths[index] for index in wanted)
    sampling = Sampling(max_tokens=int((most + MORE) * TOKENS_A_WORD), temperature=0)
    prompts = [_prompt(places[index]) for index in wanted]
    for index, samples in zip(wanted, model.generate(prompts, SAMPLES, sampling), strict=True):
        place = places[index]
        texts = dict.fromkeys(text for sample in samples for text in _joining(place, sample))
        result[index] = [Candidate(place.span, text, SOURCE) for text in list(texts)[:MOST]]
    return result


def _prompt(place: Place) -> str:
    """The words before the place, to be gone on with; as a translation of the source where that is there."""
    before = " ".join(place.text[: place.span.start].split()[-CONTEXT:])
    if not place.source:
        return before
    return f"Source: {' '.join(place.source.split()[:SOURCE_WORDS])}\nEnglish: {before}"


def _joining(place: Place, sample: str) -> Iterator[str]:
    """The beginning of a sample, if after it the text goes on as it does after the span."""
    old = place.text[place.span.start : place.span.end]
    following = WORD.search(place.text, place.span.end)
    for match in WORD.finditer(sample):
        if following is None or match[0].lower() != following[0].lower():
            continue
        text = sample[: match.start()].strip()
        if text and text != old and keeps_content(old, text):
            yield text
        return


def keeps_content(old: str, new: str) -> bool:
    """Whether the stems of the content words are the same on both sides."""
    return stems(old) == stems(new)
