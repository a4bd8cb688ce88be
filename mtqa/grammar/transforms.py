"""Changes of one word that need no dictionary of replacements: case, number, verb form, possessive, spelling, hyphen.

Each has a name, the tag; `changed` applies one. They are the g-transformations of GECToR (Omelianchuk et al. 2020)
and some that translations need.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from mtqa.grammar.function_words import FUNCTION_WORDS
from mtqa.grammar.inflection import VERB_TAGS, plural, possible_bases, verb, with_capital_of
from mtqa.spelling import corrections, english, is_word
from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Callable

# Words below this level of `english()` (powers of ten of a trillion) are taken for no base of another word.
_LEAST_LEVEL = 6
# A word of the long list is a base only if it is no rarer than its form by more than so many powers of ten.
_RARER = 1
_SHORTEST_UNUSUAL = 4
_PART_LEVEL = 8
# `be` keeps its number when its tense changes.
_BE = {
    "am": ("be", "am", "was", "been", "being"), "is": ("be", "is", "was", "been", "being"),
    "are": ("be", "are", "were", "been", "being"), "was": ("be", "is", "was", "been", "being"),
    "were": ("be", "are", "were", "been", "being"), "be": ("be", "is", "was", "been", "being"),
    "been": ("be", "is", "was", "been", "being"), "being": ("be", "is", "was", "been", "being"),
}  # fmt: skip
_VERBS = {"has": "have", "had": "have", "having": "have", "have": "have", "does": "do", "did": "do", "do": "do"}
_NO_PLURALS = frozenset({"news", "series", "species", "means", "politics", "economics", "less", "plus"})
_ADVERBS = {"true": "truly", "full": "fully", "whole": "wholly", "due": "duly"}
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")


@lru_cache(maxsize=1 << 17)
def changed(tag: str, word: str) -> str | None:
    """A word after the change that a tag names; None where the tag does not apply to it or changes nothing."""
    change = _CHANGES.get(tag)
    if change is None or not word:
        return None
    new = change(word)
    return None if new is None or new == word else new


def written_small(word: str) -> bool:
    """Whether people write a word without a capital inside a sentence."""
    low = word.lower()
    return low != "i" and (low in common_words() or low in FUNCTION_WORDS)


@lru_cache(maxsize=1 << 16)
def verb_base(low: str) -> str | None:
    """The base of a verb form in lower case; None for a word that is none."""
    if low in _BE:
        return "be"
    if low in _VERBS:
        return _VERBS[low]
    if low in FUNCTION_WORDS or not low.isalpha() or english().get(low, 0) < _LEAST_LEVEL:
        return None
    itself, *others = possible_bases(low)
    if low.endswith("ying"):
        others.append(low[:-4] + "ie")
    if verb(itself, "VBD") != _regular(itself) and not low.endswith("ing"):
        return itself
    found = [base for base in others if _is_base(base, low) and any(verb(base, tag) == low for tag in VERB_TAGS)]
    return max(found, key=lambda base: (base in common_words(), english()[base]), default=itself)


def _regular(base: str) -> str:
    return base + ("d" if base.endswith("e") else "ed")


@lru_cache(maxsize=1 << 16)
def noun_base(low: str) -> str | None:
    """The singular of a plural in lower case; None for a word that is none."""
    irregular = _irregular_singulars().get(low)
    if irregular or low in FUNCTION_WORDS or low in _NO_PLURALS or not low.endswith("s"):
        return irregular
    stems = [low[:-1], low[:-2], low[:-3] + "y"]
    found = [base for base in stems if _is_base(base, low) and plural(base) == low]
    return max(found, key=lambda base: (base in common_words(), english()[base]), default=None)


def _is_base(base: str, form: str) -> bool:
    level = english().get(base, 0)
    if base in FUNCTION_WORDS or level < _LEAST_LEVEL:
        return False
    return base in common_words() or (len(base) >= _SHORTEST_UNUSUAL and level >= english().get(form, 0) - _RARER)


@cache
def _irregular_singulars() -> dict[str, str]:
    common = (word for word in english() if word in common_words() and word not in FUNCTION_WORDS)
    pairs = ((plural(word), word) for word in common)
    return {many: one for many, one in pairs if not many.endswith("s") or (one.endswith("sis") and many != one)} | {
        plural(word): word for word in ("life", "wife", "knife", "half", "shelf", "thief", "leaf", "wolf")
    }


def _like(old: str, new: str) -> str:
    if old.isupper() and len(old) > 1:
        return new.upper()
    return with_capital_of(old, new)


def _verb_form(word: str, tag: str) -> str | None:
    low = word.lower()
    base = verb_base(low)
    if base is None:
        return None
    new = _BE[low][VERB_TAGS.index(tag)] if base == "be" else verb(base, tag)
    return _like(word, new) if english().get(new, 0) >= _LEAST_LEVEL else None


def _plural(word: str) -> str | None:
    if _ACRONYM.fullmatch(word):
        return word + "s"
    low = word.lower()
    if low in FUNCTION_WORDS or not low.isalpha() or noun_base(low):
        return None
    new = plural(low)
    return _like(word, new) if english().get(new, 0) >= _LEAST_LEVEL - 1 else None


def _singular(word: str) -> str | None:
    if word.endswith("s") and _ACRONYM.fullmatch(word[:-1]):
        return word[:-1]
    base = noun_base(word.lower())
    return _like(word, base) if base else None


def _possessive(word: str) -> str | None:
    return None if _POSSESSIVE.search(word) or not word[-1].isalpha() or word.lower() in FUNCTION_WORDS else f"{word}'s"


def _plain(word: str) -> str | None:
    return _POSSESSIVE.sub("", word)


def _adverb(word: str) -> str | None:
    low = word.lower()
    new = _ADVERBS.get(low) or _with_ly(low)
    return _like(word, new) if low.isalpha() and english().get(new, 0) >= _LEAST_LEVEL else None


def _with_ly(low: str) -> str:
    if re.search(r"[^aeiou]le$", low):
        return low[:-1] + "y"
    if low.endswith("y"):
        return low[:-1] + "ily"
    return low + ("ally" if low.endswith("ic") else "ly")


def _adjective(word: str) -> str | None:
    low = word.lower()
    if not low.endswith("ly"):
        return None
    stems = [low[:-2], low[:-1] + "e", low[:-3] + "y", low[:-4], *_ADVERBS]
    found = [stem for stem in stems if english().get(stem, 0) >= _LEAST_LEVEL and _adverb(stem) == low]
    return _like(word, max(found, key=lambda stem: english()[stem])) if found else None


def _spelt(word: str) -> str | None:
    low = word.lower()
    if len(low) <= 2 or not low.isalpha() or word.isupper() or is_word(low):  # noqa: PLR2004
        return None
    return next((_like(word, one) for one in corrections(low)), None)


def _split(word: str) -> str | None:
    """Two common words that were run together: `alot`."""
    known, low = english(), word.lower()
    if low in known or not low.isalpha() or len(low) != len(word):
        return None
    cuts = [cut for cut in range(1, len(low)) if min(_part_level(low[:cut]), _part_level(low[cut:])) >= _PART_LEVEL]
    best = max(cuts, key=lambda cut: _part_level(low[:cut]) + _part_level(low[cut:]), default=None)
    return None if best is None else f"{word[:best]} {word[best:]}"


def _part_level(part: str) -> int:
    return english().get(part, 0) if len(part) > 1 else 10 * (part in {"a", "i"})


def _capital(word: str) -> str:
    return word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:])


#: In the order in which they are tried where several explain the same change.
_CHANGES: dict[str, Callable[[str], str | None]] = {
    "CASE_LOWER": str.lower,
    "CASE_CAPITAL": _capital,
    "CASE_UPPER": str.upper,
    "NOUN_SINGULAR": _singular,
    "NOUN_PLURAL": _plural,
    **{f"VERB_{tag}": (lambda word, tag=tag: _verb_form(word, tag)) for tag in VERB_TAGS},  # type: ignore[misc]
    "POSSESSIVE": _possessive,
    "NO_POSSESSIVE": _plain,
    "ADVERB": _adverb,
    "ADJECTIVE": _adjective,
    "SPLIT_HYPHEN": lambda word: re.sub(r"(?<=\w)-(?=\w)", " ", word),
    "SPLIT_WORD": _split,
    "SPELL": _spelt,
}
TRANSFORMS = tuple(_CHANGES)
