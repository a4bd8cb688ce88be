"""Inflects English verbs and nouns, so that a correction takes the form of what it replaces.

Tags are the Penn Treebank's: VB, VBZ, VBD, VBN, VBG; NN, NNS.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from mtqa.grammar.sound import sounding

VERB_TAGS = ("VB", "VBZ", "VBD", "VBN", "VBG")

# Verbs of more than one syllable whose last one is stressed, so that its consonant doubles.
_DOUBLING = frozenset(
    "abet abhor acquit admit allot annul befit begin commit compel concur confer control debar defer deter "
    "dispel emit enrol equip excel expel forget impel incur infer inter occur omit outwit overlap patrol permit "
    "prefer propel rebel rebut recur refer regret remit repel submit transfer transmit unplug upset "
    # Compounds, and words that double in every variety of English.
    "airdrop appal backstab bootleg debug diagram distil eavesdrop enthral entrap enwrap format fulfil handicap "
    "hobnob horsewhip humbug input instil kidnap leapfrog monogram nonplus outfit outstrip overstep program "
    "reformat reprogram retrofit sandbag sidestep unpin unwrap unzip worship zigzag".split()
)
# Verbs in -nge whose gerund keeps the e, so that it does not read as another verb's.
_KEEPING_E = frozenset({"singe", "tinge", "swinge", "binge", "whinge"})
_WITH_OES = frozenset(
    "go do undergo forgo outdo overdo redo undo hero potato tomato echo veto tornado torpedo volcano embargo mosquito "
    "cargo mango domino buffalo superhero antihero".split()
)
# Endings of compounds that change as the word itself does, and words that only look like them.
_COMPOUNDS = {
    "woman": "women", "man": "men", "child": "children", "wife": "wives", "knife": "knives", "shelf": "shelves",
    "wolf": "wolves", "leaf": "leaves", "loaf": "loaves", "thief": "thieves", "tooth": "teeth", "foot": "feet",
    "sis": "ses", "half": "halves", "mouse": "mice",
}  # fmt: skip
_NO_COMPOUNDS = re.compile(r"(?:hu|ger|ro|nor|otto|talis|sha|cai|brah|mussul|turco|het|ata)man$|bigfoot$")
# One form for both numbers.
_UNCHANGED = frozenset(
    "series species means aircraft spacecraft hovercraft sheep deer fish offspring headquarters crossroads barracks "
    "salmon trout bison moose swine works gallows chassis corps rendezvous Chinese Japanese Vietnamese".split()
)
_IRREGULAR_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "people", "foot": "feet", "tooth": "teeth",
    "goose": "geese", "mouse": "mice", "ox": "oxen", "life": "lives", "wife": "wives", "knife": "knives",
    "leaf": "leaves", "half": "halves", "shelf": "shelves", "self": "selves", "thief": "thieves", "wolf": "wolves",
    "loaf": "loaves", "calf": "calves", "criterion": "criteria", "phenomenon": "phenomena", "axis": "axes",
    "passer-by": "passers-by",
}  # fmt: skip
# Words whose -ch is a k.
_HARD_CH = frozenset("monarch patriarch matriarch oligarch hierarch tetrarch stomach epoch eunuch loch tech".split())
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
    return head + space + _plural(last)


def forms(base: str, kind: str = "v") -> dict[str, tuple[str, ...]]:
    """Every form of a word with the tags that it may carry, the likeliest first. `kind` is 'v' or 'n'."""
    result: dict[str, tuple[str, ...]] = {}
    pairs = [("NN", base), ("NNS", plural(base))] if kind == "n" else [(tag, verb(base, tag)) for tag in VERB_TAGS]
    for tag, form in pairs:
        result[form] = (*result.get(form, ()), tag)
    if base == "be":
        result |= {"are": ("VBP",), "were": ("VBD",), "am": ("VBP",)}
    return result


_ENDINGS = tuple(
    (re.compile(ending), new)
    for ending, new in (
        (r"s$", ""), (r"es$", ""), (r"ies$", "y"), (r"ed$", ""), (r"ed$", "e"), (r"ied$", "y"), (r"ing$", ""),
        (r"ing$", "e"), (r"(.)\1ed$", r"\1"), (r"(.)\1ing$", r"\1"),
    )
)  # fmt: skip


def possible_bases(word: str) -> tuple[str, ...]:
    """What a word in lower case may be a form of, judged by its ending alone; the word itself comes first."""
    stems = (ending.sub(new, word) for ending, new in _ENDINGS)
    return tuple(dict.fromkeys([word, irregular_bases().get(word, word), *stems]))


def _plural(noun: str) -> str:
    if noun in _UNCHANGED:
        return noun
    known = _IRREGULAR_PLURALS.get(noun)
    if known or _NO_COMPOUNDS.search(noun.lower()):
        return known or _with_s(noun)
    ending = next((ending for ending in _COMPOUNDS if noun.endswith(ending) and noun != ending[1:]), None)
    return noun[: -len(ending)] + _COMPOUNDS[ending] if ending else _with_s(noun)


def _with_s(word: str) -> str:
    if re.search(r"[^aeiou]u?iz$", word):
        return word + "zes"
    if (re.search(r"(?:s|x|z|ch|sh)$", word) and word.lower() not in _HARD_CH) or word in _WITH_OES:
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
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be" and base not in _KEEPING_E:
        return base[:-1] + "ing"
    return base + _before_ending(base) + "ing"


def _before_ending(base: str) -> str:
    """The letter that `-ing` and `-ed` need before them: `panick-`, `stopp-`."""
    if base.endswith("ic"):
        return "k"
    return base[-1] if _doubles(base) else ""


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if re.search(r"[^aeiou]y$", base):
        return base[:-1] + "ied"
    return base + _before_ending(base) + "ed"


def with_capital_of(old: str, new: str) -> str:
    """A word with a capital where the one that it replaces has one."""
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def article(word: str) -> str:
    """'an' or 'a', by the sound that a word begins with; where it has two, by its first letter."""
    return sounding(word) or ("an" if word[:1].lower() in _VOWELS else "a")
