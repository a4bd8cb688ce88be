"""Which language the source is in: as the file says, as the configuration says, or as its letters and words tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mtqa.language import ENOUGH, guess

if TYPE_CHECKING:
    from mtqa.context import Context

# Letters that only one language of those in question has. The order matters: the first that is found decides.
_MARKS = (
    ("ja", re.compile(r"[\u3041-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґ]", re.IGNORECASE)),
    ("ru", re.compile(r"[а-яё]", re.IGNORECASE)),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[\u0620-\u064a]")),
    ("hi", re.compile(r"[\u0904-\u0939]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("el", re.compile(r"[\u0391-\u03c9]")),
    ("vi", re.compile(r"[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)),
    ("cs", re.compile(r"[ěřů]", re.IGNORECASE)),
    ("pl", re.compile(r"[łąęśźż]", re.IGNORECASE)),
    ("ro", re.compile(r"[șțăţş]", re.IGNORECASE)),
    ("pt", re.compile(r"[ãõ]", re.IGNORECASE)),
    ("es", re.compile(r"[ñ¿¡]", re.IGNORECASE)),
    ("de", re.compile(r"[ßäöü]", re.IGNORECASE)),
)  # fmt: skip
# These scripts are written by few enough languages to be sure without langdetect, which confuses them in short texts.
_BY_SCRIPT = frozenset({"ja", "ko", "zh", "vi", "he", "el"})
_SURE = 0.8


def source_language(context: Context) -> str | None:
    """The language of a document's sources (ISO 639-1), or None where it cannot be told."""
    said = context.document.source_language or context.config.source_language
    if said:
        return said.replace("_", "-").partition("-")[0].lower()
    parts: list[str] = []
    length = 0
    for segment in context.document.segments:
        parts.append(segment.source or "")
        length += len(parts[-1])
        if length >= ENOUGH:
            break
    return language_of("\n".join(parts))


@lru_cache(maxsize=256)
def language_of(text: str) -> str | None:
    """The language of a text by the letters that only it has, else by langdetect."""
    marked = next((code for code, letters in _MARKS if letters.search(text)), None)
    if marked in _BY_SCRIPT:
        return marked
    found = guess(text)
    if found is not None and found.probability >= _SURE:
        return found.code
    return marked
