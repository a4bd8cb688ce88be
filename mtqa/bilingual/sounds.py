"""Whether a word in another alphabet may spell a name as it sounds: Морис and Maurice, शेज़र and Scherzer."""

from __future__ import annotations

import re
from functools import lru_cache

# What the consonants of a spelling may sound like, by classes that alphabets keep apart: lips P, teeth T, back of the
# tongue K, hissing S, breath H, lip and teeth F, and L, M, N, R. The number is what it costs to leave one out.
# The order matters: the first that fits is taken.
_LETTERS: tuple[tuple[str, str, float], ...] = (
    (r"[aeo]ugh|[aeiou]gh(?![aeiouy])|igh(?=t)", "", 0.0), (r"dzh|tsch|tch|shch|dj", "S", 0.8), (r"sch", "S", 0.8),
    (r"sh|zh|ts|tz|cz|sz", "S", 0.8), (r"ch", "SKH", 0.8), (r"ph", "PF", 0.8), (r"th", "TSF", 0.8),
    (r"ck|qu", "K", 0.8), (r"kh", "KH", 0.6), (r"gh", "KF", 0.2), (r"wh", "FH", 0.2), (r"wr", "R", 0.6),
    (r"kn(?=[aeiou])", "N", 0.8),
    (r"x", "KSH", 0.8), (r"j", "SKH", 0.3), (r"g(?=[eiy])", "SKH", 0.8), (r"g", "KH", 0.6), (r"c(?=[eiy])", "S", 0.8),
    (r"[ck]", "K", 0.8), (r"q", "KS", 0.8), (r"[sz]", "S", 0.8), (r"h", "HK", 0.1), (r"w", "F", 0.1), (r"f", "FP", 0.8),
    (r"v", "FP", 0.6), (r"[bp]", "P", 0.8), (r"[dt]", "T", 0.8), (r"ll", "L", 0.3), (r"l", "L", 0.7), (r"m", "M", 0.8),
    (r"n", "N", 0.6), (r"r", "R", 0.4), (r".", "", 0.0),
)  # fmt: skip
_SPELLING = re.compile("|".join(f"({letters})" for letters, _, _ in _LETTERS))
_CHANGED = 1.0
_CLOSE = {frozenset(pair): 0.5 for pair in ("KS", "SH", "MN", "TS", "FH")}
# What stands before a name (the article of Arabic) and behind it (an ending) costs less than what stands in it.
_PUT_IN, _BEFORE, _BEHIND, _MOST_BEFORE = 0.5, 0.2, 0.12, 2
# What a vowel at the beginning weighs; breath and the like, which are put in as easily as left out.
_VOWEL, _WEAK = 0.3, 0.1
# Two spellings are of one name up to so much for a consonant; where vowels and capitals are not written, up to less.
_FAR, _FAR_WITHOUT = 0.2, 0.18
_WORD = re.compile(r"[^\s\d.,;:!?()\"'«»„“”।،؛؟/·-]+")
# Letters that are not Latin, Hangul among them; characters and katakana have a table of their own.
_ALPHABETS = re.compile(r"[\u0370-\u1dff\uac00-\ud7a3]")
# Korean has one letter for l and r.
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
# Hebrew and Arabic, which also write small words together with the next; the scripts of India.
_TOGETHER, _WITHOUT_VOWELS = re.compile(r"[\u0590-\u07ff]"), re.compile(r"[\u0590-\u0dff]")

Sound = tuple[tuple[str, float], ...]


def sounds_like(name: str, source: str) -> bool:
    """Whether a source has a word in an alphabet other than the Latin that sounds like a name."""
    wanted = sound(name)
    return any(_is_near(wanted, word, bare=bare, before=before) for word, bare, before in _words(source))


def _is_near(wanted: Sound, word: Sound, *, bare: bool, before: bool) -> bool:
    if not wanted or not word:
        return False
    cost = _nearest(wanted, word, before)
    return cost <= len(wanted) * (_FAR_WITHOUT if bare else _FAR)


@lru_cache(maxsize=256)
def _words(source: str) -> tuple[tuple[Sound, bool, bool], ...]:
    """The sounds of a source's words, whether vowels are left out, and whether small words are written with them."""
    return tuple(
        (sound(word), bool(_WITHOUT_VOWELS.match(word)), bool(_TOGETHER.match(word)))
        for word in _WORD.findall(source)
        if _ALPHABETS.match(word) and not word[0].islower()
    )


@lru_cache(maxsize=65_536)
def sound(word: str) -> Sound:
    """The consonants of a word: what each may sound like, and what it costs to leave it out."""
    from anyascii import anyascii

    text = re.sub(r"[^a-z]", "", anyascii(word).lower())
    parts = [_LETTERS[(match.lastindex or 1) - 1] for match in _SPELLING.finditer(text)]
    last = ""
    found: list[tuple[str, float]] = [("A", _VOWEL)] if text[:1] in set("aeiouy") else []
    for _, classes, cost in parts:
        # A doubled letter is one sound, wherever no vowel stands between.
        if classes and not (found and found[-1][0] == classes and last == classes):
            found.append((classes, cost))
        last = classes
    if _HANGUL.match(word):
        return tuple(("LR", weight) if classes == "L" else (classes, weight) for classes, weight in found)
    return tuple(found)


def _nearest(wanted: Sound, word: Sound, before: bool) -> float:
    """The least cost of turning `wanted` into a word, or into the beginning of it."""
    row = [0.0] + [(_BEFORE if before and place < _MOST_BEFORE else _PUT_IN) for place in range(len(word))]
    for place in range(len(word)):
        row[place + 1] = row[place] + min(row[place + 1], _put_in(word[place][1]))
    for classes, cost in wanted:
        new = [row[0] + cost]
        for place, (other, weight) in enumerate(word):
            new.append(min(row[place] + _change(classes, other), row[place + 1] + cost, new[-1] + _put_in(weight)))
        row = new
    return min(value + _BEHIND * (len(word) - place) for place, value in enumerate(row))


def _put_in(weight: float) -> float:
    return weight if weight <= _WEAK else _PUT_IN


@lru_cache(maxsize=1024)
def _change(one: str, other: str) -> float:
    if set(one) & set(other):
        return 0.0
    return min(_CLOSE.get(frozenset((first, second)), _CHANGED) for first in one for second in other)
