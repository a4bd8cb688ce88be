"""Words of a source in Latin script that stand in its translation as they are, though English has no such word."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from mtqa.bilingual.english_words import is_english, is_known_name
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SHORTEST = 3
_OPENING, _CLOSING = "“\"‘'«„(", "”\"’'»“)"
_SLAVIC_ADJECTIVE = re.compile(r"(?:[áéýí]|sk[aáié])$")
# So many characters around a word are looked at for the quotation marks of a title or a term.
_QUOTED = 25
_ADDRESS = re.compile(r"\S*(?:[@/\\_#]|\w\.\w)\S*|&\w+;")
# English words in foreign spelling, which the list of English words has without accents or not at all.
_BORROWED = frozenset(
    "arrondissement café cliché communiqué décor déjà entrée exposé façade fiancé fiancée jalapeño matinée "
    "mêlée naïve papier-mâché pâté piñata protégé résumé sauté soirée soufflé vis-à-vis".split()
)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
# As much of a German compound as must be a noun of the list: Team*mitglieder*.
_LONGEST_HEAD, _SHORTEST_HEAD = 14, 5


@cache
def stop_words(language: str | None) -> frozenset[str]:
    """Frequent small words of a language in Latin script that are no English words."""
    lines = files("mtqa").joinpath("data/bilingual/stop-words.tsv").read_text(encoding="utf-8").splitlines()
    found = next((line for line in lines if line.startswith(f"{language}\t")), "")
    return frozenset(found.partition("\t")[2].split())


@cache
def german_nouns() -> frozenset[str]:
    """German nouns, in lower case, that translations into English do not keep."""
    lines = files("mtqa").joinpath("data/bilingual/german-nouns.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.lower() for line in lines if not line.startswith("#"))


def leftovers(source: str, target: str, language: str | None) -> Iterator[tuple[Span, bool]]:
    """Runs of such words, and whether they are surely no names: in lower case, or German nouns by their form."""
    theirs = {match.group() for match in _WORD.finditer(source)}
    small = {word for word in theirs if word.islower()}
    addresses = [match.span() for pattern in (_ADDRESS, _TAG) for match in pattern.finditer(target)]
    run: Span | None = None
    certain = False
    for match in _WORD.finditer(target):
        sure = _is_left(match, theirs, small, language)
        if sure is None or any(start <= match.start() < end for start, end in addresses) or _is_cited(target, match):
            continue
        if run is not None and target[run.end : match.start()].isspace():
            run, certain = Span(run.start, match.end()), certain or sure
            continue
        if run is not None:
            yield run, certain
        run, certain = Span(*match.span()), sure
    if run is not None:
        yield run, certain


def _is_left(match: re.Match[str], theirs: set[str], small: set[str], language: str | None) -> bool | None:
    """None for a word that is not left over; else whether it is surely no name."""
    word = match.group()
    if word not in theirs or word.isupper() or _is_in_name(match, theirs):
        return None
    if word.lower() in stop_words(language) and len(word) > 1 and not (len(word) < _SHORTEST and word[0].isupper()):
        return True
    if len(word) < _SHORTEST or is_english(word) or word.lower().removesuffix("s") in _BORROWED:
        return None
    if word in small:
        return True
    return True if language == "de" and not is_known_name(word) and _is_german_noun(word.lower()) else None


def _is_german_noun(word: str) -> bool:
    """Whether a word is a German noun, or a compound that ends in one."""
    heads = (word[-size:] for size in range(_SHORTEST_HEAD, min(_LONGEST_HEAD, len(word) - 2) + 1))
    return word in german_nouns() or any(head in german_nouns() for head in heads)


def _is_in_name(match: re.Match[str], theirs: set[str]) -> bool:
    """Whether a small word belongs to a name that was kept: Česká *spořitelna*, Karel *van den* Bergh."""
    if match.group()[0].isupper():
        return False
    before = re.search(r"([^\W\d_]+)\s(?:[a-z]{1,4}\s)?$", match.string[: match.start()])
    after = re.match(r"\s(?:[a-z]{1,4}\s)?([^\W\d_]+)", match.string[match.end() :])
    kept = [bool(found) and found[1][0].isupper() and found[1] in theirs for found in (before, after)]  # type: ignore[index]
    return all(kept) or (kept[0] and before is not None and bool(_SLAVIC_ADJECTIVE.search(before[1])))


def _is_cited(text: str, match: re.Match[str]) -> bool:
    """Whether a word is quoted, glossed, or part of a file name or a trade mark."""
    before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
    if before.endswith(".") or after.startswith(("®", "™")):
        return text[match.start() - 1] == "." or after.startswith(("®", "™"))
    near = before[-_QUOTED:], after[:_QUOTED]
    if any(
        near[0].rfind(opening) > near[0].rfind(closing) - (opening == closing) and closing in near[1]
        for opening, closing in zip(_OPENING, _CLOSING, strict=True)
        if opening in near[0]
    ):
        return True
    return before.endswith(tuple(_OPENING)) and after.lstrip(".,!?").startswith(tuple(_CLOSING))
