"""Which language a text is in: English at a glance, other languages by langdetect, made deterministic."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.vocabulary import common_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.types import Segment

# Characters of prose that decide the language of a document. More changes nothing and costs time.
ENOUGH = 4_000
# Fewer letters than this, in different words, are a name, a heading or one word over and over, and say nothing.
LEAST_LETTERS = 40
# Longer runs of letters and digits are no words where words are spaced: a key, an encoded file, a run of one letter.
# langdetect takes them for Somali.
LONGEST_WORD = 40
# The share of these words is .25 in English news, and at most .03 in the 12 other languages tried.
ENGLISH_SHARE = 0.1
SURE = 0.9

# Frequent English words that are no words of the other languages in Latin script.
FUNCTION_WORDS = frozenset(
    """
    about after all although and are because been before being between both but by can could did does during each
    from has have he her his how if into it its might more most must my not of only or other our out shall she should
    some such than that the their them then there these they this those through under until upon very were what when
    where whether which while who whom whose why will with within without would you your
    """.split()  # noqa: SIM905 (one word a line would fill the file)
)

# The languages that langdetect knows.
NAMES = {
    "af": "Afrikaans", "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "kn": "Kannada", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam",
    "mr": "Marathi", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "so": "Somali",
    "sq": "Albanian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh-cn": "Chinese", "zh-tw": "Chinese",
}  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")
# Latin, Greek, Cyrillic, Armenian.
_ALPHABETIC_WORD = re.compile(r"[^\W\d_\u0590-\U0010ffff]+")
_NO_WORD = re.compile(rf"[^\W\u0590-\U0010ffff]{{{LONGEST_WORD + 1},}}")
# While one thread reads the profiles, another would find langdetect without them.
_langdetect_lock = threading.Lock()
_LOWER_WORD = re.compile(r"(?<![\w.@/’'-])[^\W\d_A-Z]{2,}(?![\w@/]|\.\w)")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language (ISO 639-1, `zh` for Chinese), the probability of it, and its English name."""

    code: str
    probability: float
    name: str


def english_share(text: str) -> float:
    """The share of a text's words that only English has."""
    words = [word.lower() for word in _WORD.findall(text)]
    return sum(word in FUNCTION_WORDS for word in words) / max(len(words), 1)


def common_share(text: str) -> tuple[float, int]:
    """The share of a text's lower-case words that are common in English, and how many different ones it has."""
    words = set(_LOWER_WORD.findall(text))
    return sum(word in common_words() for word in words) / max(len(words), 1), len(words)


def guess(text: str) -> Guess | None:
    """The language of a text, or None where it has too few letters to tell.

    Plain English is recognized by its function words; only other texts cost the loading of langdetect (0.5 s).
    """
    sample = _NO_WORD.sub(" ", text[:ENOUGH])
    if _letters(sample) < LEAST_LETTERS:
        return None
    if english_share(sample) >= ENGLISH_SHARE:
        return Guess("en", 1.0, "English")
    return _by_langdetect(sample)


def _letters(text: str) -> int:
    """How many letters speak for a language: those of an alphabet once a word, those of other scripts each time."""
    words = {word.lower() for word in _ALPHABETIC_WORD.findall(text)}
    # A Chinese, Japanese or Korean character says as much as a few letters.
    others = ((1 if letter < "\u2e80" else 3) for letter in text if letter >= "\u0590" and letter.isalpha())
    return sum(map(len, words)) + sum(others)


def document_language(segments: Iterable[Segment]) -> Guess | None:
    """The language of a document by its first segments, headings and all."""
    parts: list[str] = []
    length = 0
    for segment in segments:
        parts.append(segment.text)
        length += len(segment.text)
        if length >= ENOUGH:
            break
    return guess("\n".join(parts))


def remark(found: Guess | None, checked: str) -> str | None:
    """What to tell people of a draft that is not in the language it is checked as; None where it is, or is unclear."""
    if found is None or found.probability < SURE or found.code == checked.partition("-")[0].lower():
        return None
    expected = NAMES.get(checked.partition("-")[0].lower(), checked)
    return (
        f"this draft looks {found.name} ({min(found.probability, 0.99):.2f}), but is checked as {expected}; "
        "the findings and the score mean little"
    )


@lru_cache(maxsize=1024)
def _by_langdetect(text: str) -> Guess | None:
    # Reading the profiles of 55 languages takes 0.5 s at the first call; English drafts never need them.
    from langdetect import DetectorFactory, LangDetectException, detect_langs

    # Without a seed the same text is given another language from run to run.
    DetectorFactory.seed = 0
    try:
        with _langdetect_lock:
            best = detect_langs(text)[0]
    except (LangDetectException, IndexError):
        return None
    return Guess(best.lang.partition("-")[0], round(best.prob, 2), NAMES.get(best.lang, best.lang))
