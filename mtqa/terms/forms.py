"""Which words of a text are forms of a term's words, by language.

English: the forms that grammar gives a noun or a verb. Languages that Snowball knows: equal stems whose endings are no
longer than endings are. Others with inflection: a common beginning. Everything else: the same word.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Protocol

from mtqa.grammar.inflection import forms as inflected
from mtqa.grammar.inflection import plural
from mtqa.terms.base import primary

# Snowball's names (snowballstemmer 3, BSD). English is not among them: its stems join `organ` and `organize`.
_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "es": "spanish",
    "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
# Words of these are put together of many parts, or change at their beginning.
_LONG_ENDINGS = frozenset(("ar", "et", "eu", "fa", "fi", "hu", "hy", "id", "ta", "tr"))
_BY_BEGINNING = frozenset(("be", "bg", "bn", "gu", "he", "hr", "is", "ka", "kk", "kn", "lv", "mk", "ml", "mr", "pa",
                           "sk", "sl", "sq", "te", "uk", "ur", "uz"))  # fmt: skip
# The letters of an ending; longer ones belong to other words of the family: `organisation`, `organiser`.
LONGEST_ENDING = 3
# A shorter word is only itself. Of a longer one, this share must be the same.
SHORTEST_STEM, SAME = 4, 0.6
_UMLAUTS = str.maketrans("äöüàâáéèêëíìîïóòôúùûñç", "aouaaaeeeeiiiiooouuunc")
# The vowel that comes and goes before the last consonant of a Slavic word: `рынок`, `рынка`.
_FLEETING = re.compile(r"(?<=[^аеёиоуыэюяії])[оеёі](?=[^аеёиоуыэюяійьъії]ь?$)")
_PLURAL_S = frozenset(("ca", "es", "fr", "pt"))
# Of nouns that end in a consonant.
_HARD_ENDINGS = frozenset(("", "а", "у", "ом", "ем", "е", "ы", "и", "ов", "ей", "ам", "ами", "ах", "і", "ів", "ові"))
_SLAVIC = frozenset(("ru", "uk", "be", "bg"))


_IRREGULAR = {
    "children": "child", "people": "person", "feet": "foot", "teeth": "tooth", "mice": "mouse", "lives": "life",
    "wives": "wife", "knives": "knife", "leaves": "leaf", "halves": "half", "shelves": "shelf", "thieves": "thief",
    "wolves": "wolf", "criteria": "criterion", "phenomena": "phenomenon", "crises": "crisis", "analyses": "analysis",
    "theses": "thesis", "hypotheses": "hypothesis", "diagnoses": "diagnosis", "syntheses": "synthesis",
}  # fmt: skip


class Morphology(Protocol):
    """Words that share a key may be forms of one word; `alike` says whether the second is a form of the first."""

    def keys(self, word: str) -> frozenset[str]: ...

    def alike(self, word: str, other: str) -> bool: ...

    def stem(self, word: str) -> str: ...


@cache
def morphology(language: str) -> Morphology:
    """How words of a language change; `language` is a tag."""
    code = primary(language)
    if code in _STEMMERS:
        return _Stemmed(code)
    return _ByBeginning() if code in _BY_BEGINNING else _Same()


def stem(word: str, language: str) -> str:
    """One key that the forms of a word have in common, where the language's are known; else the word in lower case."""
    return morphology(language).stem(word)


class _Same:
    def keys(self, word: str) -> frozenset[str]:
        return frozenset((word.casefold(),))

    def alike(self, word: str, other: str) -> bool:
        return word.casefold() == other.casefold()

    def stem(self, word: str) -> str:
        return word.casefold()


class _Stemmed:
    def __init__(self, code: str) -> None:
        # 5 ms; runs without a termbase do without.
        import snowballstemmer

        self._code = code
        self._stem = lru_cache(maxsize=20_000)(snowballstemmer.stemmer(_STEMMERS[code]).stemWord)

    def keys(self, word: str) -> frozenset[str]:
        low = word.casefold() if self._code == "de" else word.lower()
        found = {low, self._stem(low)}
        if self._code in _SLAVIC:
            found |= {_FLEETING.sub("", stem) for stem in found}
        if self._code in _PLURAL_S and low.endswith("s") and len(low) > SHORTEST_STEM:
            # Snowball leaves the ending of short words: `altos`.
            found.add(low[:-1])
        if self._code == "es":
            found |= {stem[:-1] + "c" for stem in found if stem.endswith("z")}
        return frozenset(found)

    def alike(self, word: str, other: str) -> bool:
        if self._code in _LONG_ENDINGS:
            return True
        one, two = (text.lower().translate(_UMLAUTS) for text in (word, other))
        if self._code not in _SLAVIC:
            return _longest_ending(one, two) <= LONGEST_ENDING
        return any(_slavic(*pair) for pair in ((one, two), (_FLEETING.sub("", one), two)))

    def stem(self, word: str) -> str:
        found: str = self._stem(word.lower())
        return _FLEETING.sub("", found) if self._code in _SLAVIC else found


class _ByBeginning:
    def keys(self, word: str) -> frozenset[str]:
        low = word.casefold()
        return frozenset((low, low[:SHORTEST_STEM])) if len(low) > SHORTEST_STEM else frozenset((low,))

    def alike(self, word: str, other: str) -> bool:
        one, two = (_FLEETING.sub("", text.casefold()) for text in (word, other))
        if one == two or word.casefold() == other.casefold():
            return True
        shared = len(one) - len(_rest(one, two)[0])
        return shared >= max(SHORTEST_STEM, SAME * max(len(one), len(two))) and _longest_ending(one, two) <= (
            LONGEST_ENDING
        )

    def stem(self, word: str) -> str:
        low = word.casefold()
        return low[: max(SHORTEST_STEM, len(low) - LONGEST_ENDING + 1)]


def _slavic(one: str, two: str) -> bool:
    own, other = _rest(one, two)
    if re.search(r"[бвгджзклмнпрстфхцчшщ]$", one):
        # `суд` has no form `судья` or `судя`.
        return not own and other in _HARD_ENDINGS
    return max(len(own), len(other)) <= LONGEST_ENDING


def _rest(one: str, other: str) -> tuple[str, str]:
    """What follows in two words after what they begin with alike."""
    index = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[index:], other[index:]


def _longest_ending(one: str, other: str) -> int:
    return max(map(len, _rest(one, other)))


@lru_cache(maxsize=50_000)
def english(word: str, kind: str) -> dict[str, str]:
    """The forms of an English word, in lower case, and the tag of each (Penn Treebank), the word itself first.

    `kind` is `n` for a noun, `v` for a verb, `nv` where it may be either, `x` for a word that does not change.
    """
    low = word.lower()
    result = {low: "NN"}
    if not low.isalpha() or kind == "x":
        return result
    if "n" in kind:
        single = _singular(low)
        result[low] = "NN" if single is None else "NNS"
        if single is not None:
            result[single] = "NN"
        elif not (word.isupper() and low.endswith("s")):
            result.setdefault(plural(low), "NNS")
    if "v" in kind:
        for form, tags in inflected(low).items():
            result.setdefault(form, tags[0])
    return result


def _singular(low: str) -> str | None:
    """The noun that this is the plural of, if its ending says so."""
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if low.endswith("men") and plural(low[:-2] + "an") == low:
        return low[:-2] + "an"
    if not low.endswith("s") or low.endswith(("ss", "us", "is")):
        return None
    # `successes` is no plural of `successe`, though adding an s would make it one.
    endings = (("es", ""),) if low.endswith(("sses", "ches", "shes", "xes")) else (("ies", "y"), ("es", ""), ("s", ""))
    for ending, new in endings:
        single = low.removesuffix(ending) + new
        whole = len(single) > 2 and (not single.endswith("s") or single.endswith("ss"))  # noqa: PLR2004
        if low.endswith(ending) and whole and plural(single) == low:
            return single
    return None
