"""Forms of verbs, nouns and adjectives, found from the word list once, and families of words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mtqa.grammar.inflection import irregular_bases, plural, verb
from mtqa.spelling import english
from mtqa.train.slips.tables import FUNCTION, NO_NOUNS, NO_VERBS
from mtqa.train.slips.words import known

_LEAST = 6
# Exchanges of endings within a family of words, tried both ways.
_ENDINGS = (
    ("ly", ""), ("ily", "y"), ("ally", "al"), ("ity", ""), ("ity", "e"), ("ness", ""), ("iness", "y"), ("ment", ""),
    ("tion", "te"), ("ation", "e"), ("ion", ""), ("ion", "ive"), ("ence", "ent"), ("ance", "ant"), ("ency", "ent"),
    ("ancy", "ant"), ("al", ""), ("ical", "ic"), ("ic", "y"), ("ically", "ic"), ("ous", "y"), ("ful", ""), ("y", ""),
    ("able", ""), ("able", "e"), ("er", ""), ("er", "e"), ("or", "ion"), ("th", ""), ("ism", "ist"), ("ing", "ed"),
    ("ious", "ion"), ("ive", "e"), ("cy", "te"), ("ble", "bly"), ("bility", "ble"),
)  # fmt: skip


@cache
def verbs() -> dict[str, tuple[str, tuple[str, ...]]]:
    """A form of a verb -> its base and the tags that it may carry (Penn Treebank)."""
    table: dict[str, tuple[str, tuple[str, ...]]] = {}
    bases = set(irregular_bases().values()) - {"be", "have", "do"}
    for base in sorted(english()):
        if len(base) < 3 or base in NO_VERBS or not base.isalpha() or not known(base, _LEAST):  # noqa: PLR2004
            continue
        gerund, past = verb(base, "VBG"), verb(base, "VBD")
        if base in bases or (known(gerund, _LEAST) and known(past, _LEAST)):
            for tag in ("VB", "VBZ", "VBD", "VBN", "VBG"):
                form = verb(base, tag)
                if form not in FUNCTION:
                    first, tags = table.get(form, (base, ()))
                    if first == base:
                        table[form] = (base, (*tags, tag))
    return table


@cache
def nouns() -> dict[str, str]:
    """A noun's singular -> its plural and the other way round, for nouns of which both are common."""
    table: dict[str, str] = {}
    for one in sorted(english()):
        if len(one) < 3 or one in FUNCTION or one in NO_NOUNS or not one.isalpha() or not known(one, _LEAST):  # noqa: PLR2004
            continue
        many = plural(one)
        if many != one and many not in FUNCTION and many not in NO_NOUNS and known(many, _LEAST) and one not in table:
            table[one], table[many] = many, one
    return table


@lru_cache(maxsize=16384)
def family(word: str) -> tuple[str, ...]:
    """Words of other classes that share a stem with a word: `economic` gives `economy`, `economical`."""
    found: dict[str, None] = {}
    for one, other in _ENDINGS:
        for end, instead in ((one, other), (other, one)):
            stem = word[: len(word) - len(end)]
            if word.endswith(end) and len(stem) >= 4 and known(stem + instead, _LEAST):  # noqa: PLR2004
                found[stem + instead] = None
    return tuple(w for w in found if w != word and not w.endswith("ss"))


@lru_cache(maxsize=4096)
def regular_past(base: str) -> str:
    """The past form that a learner makes by rule: `buyed`, `goed`."""
    return base + "d" if base.endswith("e") else re.sub(r"(?<=[^aeiou])y$", "i", base) + "ed"
