"""Whether a source has a name: alike in letters, in sound, or by the list of places."""

from __future__ import annotations

import re
from functools import lru_cache

from mtqa.bilingual.exonyms import has_exonym, is_exonym
from mtqa.bilingual.places import ONE_CHARACTER, partners, places
from mtqa.bilingual.sounds import sound, sounds_like

_SHORTEST = 4
# Two spellings of a name share at least so much, by the edit distance of what is left of them without vowels' marks.
_ALIKE = 0.67
_STEM = 4
# Hebrew, Arabic, and the scripts of India, in which short or inherent vowels are not written.
_WITHOUT_VOWELS = re.compile(r"[\u0590-\u0dff]")
# So many consonants tell the name of a place by their sound.
_TELLING = 4
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


def is_named(name: str, source: str) -> bool:
    """Whether a source names a person or place, or what stands for it: the country for its capital, or the other way.

    Of a name with hyphens, one part is enough.
    """
    if _names(name, source) or any(_names(other, source) for other in partners(name)):
        return True
    parts = [part for part in name.split("-") if len(part) >= _SHORTEST]
    return "-" in name and (not parts or any(_names(part, source) for part in parts))


def is_listed(name: str) -> bool:
    """Whether it is known what other languages call a place."""
    return name.lower() in places() or is_exonym(name)


def _names(name: str, source: str) -> bool:
    return has_exonym(name, source) or has_like(name, source, source_words(source))


def is_rendered(name: str, target: str) -> bool:
    """Whether an English text has what may be a name of a source: alike, or a place that is called so there."""
    wanted = plain(name)
    for word in re.findall(r"[^\W\d_]+", target):
        other = plain(word)
        if len(wanted) >= _SHORTEST and other.startswith(wanted[:_STEM]):
            return True
        # China and Chinese
        if word.lower().startswith(name[:_STEM].lower()):
            return True
        if word[0].isupper() and (_alike(wanted, other, written=True) or _is_called(word.lower(), name)):
            return True
    return False


def _is_called(place: str, name: str) -> bool:
    return place in places() and bool(_forms(place).match(name))


def has_like(name: str, source: str, words: frozenset[tuple[str, bool]]) -> bool:
    """Whether a source has a word that may be this name: by the list of places, or alike in letters or sound."""
    forms = places().get(name.lower(), ())
    if forms and (_forms(name.lower()).search(source) or any(_is_in(form, source) for form in forms)):
        return True
    if any(char in source for char in ONE_CHARACTER.get(name.lower(), "")):
        return True
    # „Rz” for Rzeczpospolita.
    if any(name.startswith(part) for part in re.findall(r"(\w{2,})[.”“\"»]", source)):
        return True
    wanted = plain(name)
    written = not _WITHOUT_VOWELS.search(source)
    if any(_alike(wanted, word, written=written) if capital else _derived(wanted, word) for word, capital in words):
        return True
    # What the list says of a place is surer than its sound.
    return not (forms and len(sound(name)) < _TELLING) and sounds_like(name, source)


@lru_cache(maxsize=4096)
def _forms(name: str) -> re.Pattern[str]:
    """What a place is called in alphabets: longer forms inside a compound too, short ones where a word begins."""
    forms = [form for form in places()[name] if ord(form[0]) < _NO_SPACES]
    long = [re.escape(form) for form in forms if len(form) >= _STEM and not form.endswith(" ")]
    short = [re.escape(form.strip()) + r"\b" * form.endswith(" ") for form in forms]
    return re.compile(
        rf"(?<![^\W\d_])(?:\w{{0,5}}(?:{'|'.join(long) or '(?!)'})|{'|'.join(short) or '(?!)'})", re.IGNORECASE
    )


def _is_in(form: str, source: str) -> bool:
    """Whether characters stand in a source as they are, or others of the same sound: 罗马 and 羅馬."""
    return ord(form[0]) >= _NO_SPACES and (
        form in source
        or bool(_CHARACTERS.match(form) and _CHARACTERS.search(source) and _sound(form) in _sound(source))
    )


@lru_cache(maxsize=4096)
def _sound(text: str) -> str:
    """Characters as Mandarin reads them, so that 罗马 and 羅馬 are one."""
    from anyascii import anyascii

    return anyascii(text)


@lru_cache(maxsize=256)
def source_words(source: str) -> frozenset[tuple[str, bool]]:
    """The words of a source in plain Latin letters, and whether each may be a name: it does not begin small."""
    words = re.findall(r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0963]+[^\W\d_]*)*", source)
    return frozenset((plain(word), not word[0].islower()) for word in words)


def _derived(name: str, word: str) -> bool:
    """Whether a word that begins small is made from a name: londýnský from London."""
    return len(name) >= _SHORTEST and word.startswith(name[: max(_STEM, len(name) - 3)])


def _alike(one: str, other: str, *, written: bool) -> bool:
    """Whether two words may be one name; without vowels that are `written`, by their beginning alone."""
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
    return written and _similarity(one, other) >= _ALIKE


def _skeleton(word: str) -> str:
    return re.sub(r"[aeiou]", "", word)


def _similarity(one: str, other: str) -> float:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio()
