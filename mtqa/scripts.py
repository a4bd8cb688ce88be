"""Writing systems: words of another script in English text, and Latin words with look-alike letters in them."""

from __future__ import annotations

import re
import unicodedata

_OTHER_LETTERS = (
    "\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0620-\u065f\u066e-\u06d3\u0750-\u077f"
    "\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u0900-\u0963\u0966-\u109f\u10a0-\u10ff\u1100-\u11ff\u1200-\u137f"
    "\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30fa\u30fc-\u312f\u3130-\u318f\u3400-\u4dbf\u4e00-\u4e27\u4e29-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
)
_OTHER = re.compile(rf"[{_OTHER_LETTERS}]")
# A run of words of another script, with what may stand between them.
RUN = re.compile(
    rf"[{_OTHER_LETTERS}](?:[{_OTHER_LETTERS}\u0300-\u036f\s\d、。，·・,.「」-]*[{_OTHER_LETTERS}\u0300-\u036f])?"
)
_MIXED_WORD = re.compile(rf"(?<!\w)(?=[^\W_]*[A-Za-z])(?=[^\W_]*[{_OTHER_LETTERS}])[^\W_]{{3,}}(?!\w)")
# Cyrillic and Greek letters that look like Latin ones (Unicode confusables, TR 39).
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁԛѡΑΒΕΖΗΙΚΜΝΟΡΤΥΧοѵ", "ABESIJKMHOPCTYXaesijopcyxdqwABEZHIKMNOPTYXov"
)
_NAMES = {
    "CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean", "HALFWIDTH": "Japanese",
}  # fmt: skip


def letters_of_other_scripts(text: str) -> int:
    """How many characters of a text belong to words of a script other than Latin."""
    return len(_OTHER.findall(text))


def script_name(text: str) -> str:
    """The script of a run, for people, such as Cyrillic, Arabic or Japanese."""
    names = [_name(character) for character in text if character.isalpha() and _OTHER.match(character)]
    return "Japanese" if "Japanese" in names else (names[0] if names else "foreign")


def _name(character: str) -> str:
    word = unicodedata.name(character, "foreign").split(" ", maxsplit=1)[0].split("-", maxsplit=1)[0]
    return _NAMES.get(word, word.capitalize())


def latin_double(text: str) -> str | None:
    """The Latin letters that a text of another script looks like, or None where one of them has no double."""
    latin = text.translate(_LOOKALIKES)
    return latin if latin.isascii() else None


def mixed_words(text: str) -> list[tuple[int, int, str | None]]:
    """Words that mix Latin letters with those of another script: start, end, and the Latin word that they look like.

    The last is None where some letter has no Latin double. `Δx` and `µm` are not words of this kind.
    """
    found = []
    for match in _MIXED_WORD.finditer(text):
        word = match.group()
        if sum(character.isascii() for character in word) < 2:  # noqa: PLR2004
            continue
        found.append((match.start(), match.end(), latin_double(word)))
    return found
