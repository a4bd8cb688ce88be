"""Inflects English verbs and nouns, so that a correction takes the form of what it replaces.

Tags are the Penn Treebank's: VB, VBZ, VBD, VBN, VBG; NN, NNS.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

VERB_TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG")

# Verbs of more than one syllable whose last one is stressed, so that its consonant doubles.
_DOUBLING = frozenset(
    "abet abhor acquit admit allot annul befit begin commit compel concur confer control debar defer deter "
    "dispel emit enrol equip excel expel forget impel incur infer inter occur omit outwit overlap patrol permit "
    "prefer propel rebel rebut recur refer regret remit repel submit transfer transmit unplug upset".split()
)
_IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "goose": "geese", "mouse": "mice", "ox": "oxen", "life": "lives", "wife": "wives", "knife": "knives",
    "leaf": "leaves", "half": "halves", "shelf": "shelves", "self": "selves", "thief": "thieves", "wolf": "wolves",
    "loaf": "loaves", "calf": "calves", "hero": "heroes", "potato": "potatoes", "tomato": "tomatoes", "echo": "echoes",
    "veto": "vetoes", "crisis": "crises", "basis": "bases", "analysis": "analyses", "thesis": "theses",
    "hypothesis": "hypotheses", "diagnosis": "diagnoses", "criterion": "criteria", "phenomenon": "phenomena",
    "passer-by": "passers-by",
}  # fmt: skip
_VOWELS = "aeiou"


@cache
def _irregular_verbs() -> dict[str, tuple[str, str]]:
    """Base form -> (past, past participle)."""
    text = files("mtqa").joinpath("data/grammar/irregular_verbs.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {base: (past, participle) for base, past, participle in rows}


@cache
def irregular_bases() -> dict[str, str]:
    """Irregular past form or participle -> base form."""
    return {form: base for base, pair in _irregular_verbs().items() for form in pair}


@lru_cache(maxsize=4096)
def verb(base: str, tag: str) -> str:
    """The form of a verb for a tag: ('take', 'VBN') gives 'taken'. A particle after the verb stays as it is."""
    head, space, particle = base.partition(" ")
    return _verb(head, tag) + space + particle


def _verb(base: str, tag: str) -> str:
    if tag in ("VB", "VBP"):
        return base
    if tag == "VBZ":
        return {"have": "has", "be": "is"}.get(base) or _with_s(base)
    if tag == "VBG":
        return _gerund(base)
    irregular = _irregular_verbs().get(base)
    if irregular:
        return irregular[tag == "VBN"]
    return _past(base)


@lru_cache(maxsize=4096)
def plural(noun: str) -> str:
    """The plural of a noun; of several words, the last one is inflected."""
    head, space, last = noun.rpartition(" ")
    return head + space + (_IRREGULAR_PLURALS.get(last) or _with_s(last))


def forms(base: str, kind: str = "v") -> dict[str, tuple[str, ...]]:
    """Every form of a word with the tags that it may carry, the likeliest first. `kind` is 'v' or 'n'."""
    result: dict[str, tuple[str, ...]] = {}
    pairs = [("NN", base), ("NNS", plural(base))] if kind == "n" else [(tag, verb(base, tag)) for tag in VERB_TAGS]
    for tag, form in pairs:
        result[form] = (*result.get(form, ()), tag)
    if base == "be":
        result |= {"are": ("VBP",), "were": ("VBD",), "am": ("VBP",)}
    return result


def _with_s(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", word) or (word.endswith("o") and word in ("go", "do", "undergo", "forgo")):
        return word + "es"
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + "s"


def _doubles(base: str) -> bool:
    if not re.search(r"[^aeiou][aeiou][bdfgklmnprstvz]$", base) and not re.search(r"qu[aeiou][bdgmnprtz]$", base):
        return False
    return base in _DOUBLING or len(re.findall(r"[aeiouy]+", base)) == 1


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be":
        return base[:-1] + "ing"
    return base + (base[-1] if _doubles(base) else "") + "ing"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    return base + (base[-1] if _doubles(base) else "") + "ed"


def article(word: str) -> str:
    """'an' or 'a', by the sound that a word begins with."""
    low = word.lower()
    if re.match(r"(?:hour|honest|honou?r|heir)", low):
        return "an"
    if re.match(r"(?:uni(?:[^nm]|$)|use|usu|ut[ei]|eu|ewe|one\b|once\b|u[bkr]i|u[rst]a)", low):
        return "a"
    return "an" if low[:1] in _VOWELS else "a"
