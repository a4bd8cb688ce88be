"""Whether a source has a name: alike in letters, in sound, or by the list of places."""

from __future__ import annotations

import re
from functools import lru_cache

from mtqa.bilingual.characters import consonants
from mtqa.bilingual.places import ONE_CHARACTER, places

_SHORTEST = 4
# Two spellings of a name share at least so much, by the edit distance of what is left of them without vowels' marks.
_ALIKE = 0.67
_STEM = 4
# Hebrew, Arabic, and the scripts of India, in which short or inherent vowels are not written.
_WITHOUT_VOWELS = re.compile(r"[\u0590-\u0dff]")
# So many consonants tell a name inside a longer word.
_CONSONANTS = 3
# From here on scripts write no spaces between words.
_NO_SPACES = 0x2E80
_CHARACTERS = re.compile(r"[\u2e80-\u9fff]")


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word in Latin letters without accents, spelled as simply as can be: `Хабаровск` and `Khabarovsk` are alike."""
    from anyascii import anyascii

    text = anyascii(word).lower()
    for old, new in _SOUNDS:
        text = text.replace(old, new)
    text = re.sub(r"[^a-z]", "", text)
    return re.sub(r"(.)\1", r"\1", text)


_SOUNDS = (
    ("shch", "s"), ("tsch", "s"), ("sch", "s"), ("tch", "s"), ("ch", "s"), ("sh", "s"), ("zh", "s"), ("ts", "s"),
    ("tz", "s"), ("cz", "s"), ("sz", "s"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("qu", "k"),
    ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"), ("z", "s"), ("j", "i"), ("y", "i"), ("ie", "i"), ("iu", "u"),
    ("ia", "a"), ("'", ""), ("e", "i"), ("o", "u"), ("b", "v"),
)  # fmt: skip


def has_like(name: str, source: str, words: frozenset[str]) -> bool:
    """Whether a source has a word that may be this name: by the list of places, or alike in letters or sound."""
    forms = places().get(name.lower(), ())
    if forms and re.search(rf"(?<![^\W\d_])(?:\w{{0,5}})(?:{'|'.join(map(re.escape, forms))})", source, re.IGNORECASE):
        return True
    if forms and any(ord(form[0]) > _NO_SPACES and form in source for form in forms):
        return True
    if (
        forms
        and _CHARACTERS.search(source)
        and any(_sound(form) in _sound(source) for form in forms if _CHARACTERS.match(form))
    ):
        return True
    if any(char in source for char in ONE_CHARACTER.get(name.lower(), "")):
        return True
    # „Rz” for Rzeczpospolita.
    if any(name.startswith(part) for part in re.findall(r"(\w{2,})[.”“\"»]", source)):
        return True
    wanted = plain(name)
    return (bool(_WITHOUT_VOWELS.search(source)) and _sounds_like(name, source)) or any(
        _alike(wanted, word) for word in words
    )


@lru_cache(maxsize=4096)
def _sound(text: str) -> str:
    """Characters as Mandarin reads them, so that 罗马 and 羅馬 are one."""
    from anyascii import anyascii

    return anyascii(text)


def _sounds_like(name: str, source: str) -> bool:
    """Whether a word of a source in a script that leaves vowels out has the consonants of a name."""
    wanted = _bare(name)
    for word in re.findall(r"[^\s\d.,;:!?()'\"।]+", source):
        other = _bare(word)
        if (len(wanted) > 1 and other.startswith(wanted)) or (len(wanted) >= _CONSONANTS and wanted in other):
            return True
    return False


@lru_cache(maxsize=65_536)
def _bare(word: str) -> str:
    """The classes of a word's consonants, without aspiration and the kinds of nasals: दसैंका begins as Dashain."""
    from anyascii import anyascii

    text = anyascii(word)
    text = text.replace("c", "s") if _WITHOUT_VOWELS.search(word) else text
    return consonants(re.sub(r"(?<=[bdgjk])h", "", text)).replace("m", "n").replace("f", "p")


@lru_cache(maxsize=256)
def source_words(source: str) -> frozenset[str]:
    """The words of a source in plain Latin letters."""
    return frozenset(
        plain(word) for word in re.findall(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0963]+[^\W\d_]*)*", source)
    )


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _SHORTEST and (
        longer.startswith(shorter[:_STEM]) or (len(shorter) > _STEM and shorter in longer)
    ):
        return True
    bare = _skeleton(one), _skeleton(other)
    if min(map(len, bare)) >= 3 and bare[0][:3] == bare[1][:3]:
        return True
    return _similarity(one, other) >= _ALIKE


def _skeleton(word: str) -> str:
    return re.sub(r"[aeiou]", "", word)


def _similarity(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()
