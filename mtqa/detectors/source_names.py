"""Names in the translation that the source does not have. Needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Document, Segment, Span

# Names in these are not spelled letter by letter; beside places, foreign names are looked for where it says how they
# are spelled.
_SPELLED = frozenset({"zh", "ja"})
_CHARACTERS = frozenset({"zh", "ja", "ko"})
# Languages in which the list of places has what places are called.
_LISTED = frozenset(
    ["ar", "bg", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "nb", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"]  # noqa: E501
)  # fmt: skip
# A name that takes so large a share of the source's words is a signature or a list, not a sentence.
_LONG_ENOUGH = 20
# Sentences on either side in which a name may stand that a translator puts in, and countries and cities, which are in
# every other sentence anyhow; a name that is missing oftener than so is called otherwise in the source (丰田, Toyota).
_NEARBY, _NEARBY_PLACE, _MOST = 6, 1, 3


@detector(
    "source-names", category=Category.ACCURACY, severity=Severity.MAJOR, its="inconsistent-entities", needs_source=True
)
def source_names(segment: Segment, context: Context) -> Iterator[Hit]:
    """A person or a place in the translation is none of those in the source.

    A wrong name puts the deed of one on another, and nobody who reads the English can tell. The rule looks for each
    name in the source: as it is written, as it sounds in another alphabet, or as the list of countries and cities
    says it in that language. Names from China, Japan and Korea it does not look for in sources in their characters.
    What a sentence nearby names was put in to say who is meant; what the source never seems to have, wherever the
    translation has it, is called otherwise there. Both are shown on demand.

    Bad: Премьер-министр Дании прибыл во вторник в Хабаровск. => The prime minister of Denmark arrived in Vladivostok on Tuesday.
    Good: Премьер-министр Дании прибыл во вторник в Хабаровск. => The prime minister of Denmark arrived in Khabarovsk on Tuesday.
    """  # noqa: E501
    from mtqa.bilingual.language import source_language

    for span, confidence in _unnamed(segment, source_language(context)):
        name = segment.text[span.start : span.end]
        sure = min(confidence, 0.4) if _is_explained(name, segment, context.document) else confidence
        yield Hit(span, f"The source does not seem to name {name}.", (), sure)


def _is_explained(name: str, segment: Segment, document: Document) -> bool:
    """Whether a source nearby has a name that this one lacks, or none has wherever it stands in the translation."""
    from mtqa.bilingual.entities import is_listed, is_named

    places = [index for index, other in enumerate(document.segments) if name in other.text or other.id == segment.id]
    here = next((index for index in places if document.segments[index].id == segment.id), 0)
    listed = is_listed(name)
    lacking = 0
    for index in places:
        named = is_named(name, document.segments[index].source or "")
        if named and abs(index - here) <= (_NEARBY_PLACE if listed else _NEARBY):
            return True
        lacking += not named
    return lacking > _MOST and not listed


def _unnamed(segment: Segment, language: str | None) -> Iterator[tuple[Span, float]]:
    """The names of a translation that its source does not seem to have, and how sure that is."""
    from mtqa.bilingual.entities import is_named
    from mtqa.bilingual.exonyms import LANGUAGES, exonyms
    from mtqa.bilingual.places import is_home
    from mtqa.bilingual.target_names import around, runs, target_names

    source, text = segment.source or "", segment.text
    if len(source) < _LONG_ENOUGH and language not in _CHARACTERS:
        return
    listed = exonyms(text) if language in LANGUAGES else []
    for span in listed:
        name = text[span.start : span.end]
        if not (name in source or is_home(name, language) or is_named(name, source)):
            yield span, 0.6
    names = [span for span in target_names(text) if not any(span.overlaps(other) for other in listed)]
    for run in runs(text, names):
        judged = [_judge(text[span.start : span.end], source, language) for span in run]
        whole = text[run[0].start : run[-1].end].replace(" ", "")
        if 0.0 in judged or (len(run) > 1 and is_named(whole, source)):
            continue
        if not any(is_named(word, source) for word in around(text, run)):
            yield from ((span, sure) for span, sure in zip(run, judged, strict=True) if sure is not None)


def _judge(name: str, source: str, language: str | None) -> float | None:
    """How sure it is that a source does not have a name: 0 where it does, None where it cannot be told."""
    from mtqa.bilingual.characters import may_be_eastern, may_not_be_spelled, near
    from mtqa.bilingual.entities import is_named
    from mtqa.bilingual.places import is_home, is_place

    if is_home(name, language) or is_named(name, source):
        return 0.0
    if language not in _CHARACTERS:
        return 0.6 if language in _LISTED else 0.4
    if language in _SPELLED and may_not_be_spelled(name, source):
        return 0.6
    if language in _SPELLED and near(name, source):
        return 0.0
    if not is_place(name):
        return 0.0 if language not in _SPELLED else None
    # 唐山 is a town in China, and a surname in Japan.
    return 0.4 if language == "ja" and may_be_eastern(name) else 0.6
