"""Whether `a` or `an` goes before a word: by the sound that it begins with."""

from __future__ import annotations

import re

# Vowel letters that are read as a consonant: `unit`, `Ukrainian`, `utopia`, `European`, `one`. The prefix `un-` is not.
_CONSONANT = re.compile(
    r"uni(?:t|o|qu|v|corn|f[ioy]|lat|sex|son|cam|cyc|cell|dir|lin|pol|bod|cod|brow|colo|ax|modal|$|\W)|unanim"
    r"|ukra|ukul|ugan|ur(?:an|in|et|ea|o|al|ugu)|us(?:e|u|ab|ag)|ut[aeio]|ubi|uvul|uyg|uigh|ufo"
    r"|eu(?!ler)|ewe|one(?:$|\W|s$|self)|once\b|oneness|ouija"
)
# Consonant letters that are not heard, and `y` before a consonant.
_VOWEL = re.compile(r"hour|honou?r|honest|heir|y[bcdfghklmnpqrstvxz]")
# Read in both ways, or after both articles.
_DOUBTFUL = re.compile(r"herb|homage|hist|hotel|hyst|habit|hallu|hono(?!u?r)")
_CAPITALS = re.compile(r"([A-Z]{2,})(?:s\b|\b|\d)|([A-Z])(?:[-‑–\d]|$)")
# Letters whose names begin with a vowel, though they are consonants: `an MRI`.
_LETTERS = "FHLMNRSX"
_SAYABLE_START = re.compile(r"[FHLMNRSX][AEIOUY]|S[CHKLMNPQTW]|F[LR]|[HR]H|XY")


def sounding(word: str) -> str | None:
    """'an' or 'a' for the word that follows; None where people read it in more than one way."""
    capitals = _CAPITALS.match(word)
    if capitals:
        return _of_letters(capitals.group(1) or capitals.group(2))
    if word[:1].isdigit():
        return _of_number(word)
    low = word.lower()
    if _DOUBTFUL.match(low):
        return None
    if _VOWEL.match(low):
        return "an"
    return "a" if _CONSONANT.match(low) or low[:1] not in "aeiou" else "an"


def _of_letters(letters: str) -> str | None:
    """Acronyms are read letter by letter (`an MRI`) or as words (`a NATO`): None where the letters allow both."""
    if letters[0] in "AEIO":
        return "an"
    if letters[0] not in _LETTERS:
        return "a"
    spoken = len(letters) > 1 and _SAYABLE_START.match(letters) and re.search(r"[AEIOUY]", letters)
    return None if spoken else "an"


def _of_number(word: str) -> str | None:
    digits = re.match(r"[\d,]+", word)
    whole, *groups = (digits.group() if digits else word).rstrip(",").split(",")
    if whole.startswith("8") or whole in ("11", "18"):
        return "an"
    # `an 1100-page book`, `a 1100`: both are heard.
    return None if whole[:2] in ("11", "18") and not groups else "a"
