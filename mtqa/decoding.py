"""Bytes to text, without guessing silently: UTF-8 and UTF-16/32 by their marks, others detected and named, or refused."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from mtqa.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# charset-normalizer needs some text to tell encodings apart; it is refused when it finds the reading chaotic.
LONGEST_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text as on disk, its encoding, and the byte-order mark that stood before it."""

    text: str
    encoding: str
    mark: bytes = b""


def decode(data: bytes, path: str) -> Decoded:
    """The text of a file. A byte-order mark is not part of it. Raises ReadError for what is not text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, path), encoding, mark)
    if b"\0" in data:
        raise ReadError(path, "is a binary file, not text; give the draft as text, or leave the file out")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _detected(data, path, error)


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            path, f"says that it is {encoding}, but byte {error.start} is not; save it again as UTF-8"
        ) from error


def _detected(data: bytes, path: str, error: UnicodeDecodeError) -> Decoded:
    # charset-normalizer takes 0.1 s to import, and nearly every draft is UTF-8.
    from charset_normalizer import from_bytes

    line = data[: error.start].count(b"\n") + 1
    best = from_bytes(data[:LONGEST_SAMPLE]).best()
    if best is None or b"\xef\xbf\xbd" in data or _mostly_utf8(data):
        raise ReadError(path, f"line {line}: is not valid UTF-8 (byte {error.start}); save it again as UTF-8")
    return Decoded(_strict(data, best.encoding, path), best.encoding)


def _mostly_utf8(data: bytes) -> bool:
    """Whether most non-ASCII bytes are good UTF-8: then the file is damaged UTF-8, not another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for character in text if ord(character) > 127) - broken
    return good > broken
