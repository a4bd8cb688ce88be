"""Bytes to text, without guessing silently: UTF-8, UTF-16 and UTF-32, others detected and named, or refused.

A byte-order mark is not part of the text: offsets count from the first character after it.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from mtqa.errors import ReadError

# The mark of UTF-32 LE begins with that of UTF-16 LE, so it comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
)
# charset-normalizer needs some text to tell encodings apart, and its time grows with what it gets.
LONGEST_SAMPLE = 200_000
# In text without a mark, UTF-16 of a Latin script has a zero in nearly every second byte, and none in the others.
UTF16_ZEROS = 0.4
# Text has none of these; a few may come with what people paste.
CONTROLS = 0.01
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# What Western European text and its quotation marks, dashes and signs have above ASCII in windows-1252.
_WESTERN = re.compile("[\\s\x00-\x7f€‚„…‘’“”•–—™Œœ\xa0¡£©«®°·»½¿À-ÖØ-öø-ÿŠšŽžŸ]*")
# No Western language has three of these letters in a row: then it is another script.
_NOT_WESTERN = re.compile("[À-ÖØ-öø-ÿŠšŽžŸŒœ]{3}")
WESTERN_SHARE = 0.35
# With fewer bytes than these above ASCII, statistics guess: `café` in Latin-1 was taken for Chinese.
EVIDENCE = 16
_ASCII = bytes(range(128))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text as on disk, its encoding, and the byte-order mark that stood before it."""

    text: str
    encoding: str
    mark: bytes = b""


def decode(data: bytes, path: str) -> Decoded:
    """The text of a file. Raises ReadError for what is not text, and for text with bytes that its encoding lacks."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data, len(mark), encoding, path), encoding, mark)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise ReadError(path, f"is {what}, not text; save the draft as text")
    if b"\0" in data:
        return _without_mark(data, path)
    if len(_CONTROL.findall(data)) > CONTROLS * len(data):
        raise _not_text(path)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _detected(data, path, error)


def _not_text(path: str) -> ReadError:
    return ReadError(path, "is a binary file, not text; give the draft as text, or leave the file out")


def _strict(data: bytes, skip: int, encoding: str, path: str) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        line = data[skip : skip + error.start].decode(encoding, errors="replace").count("\n") + 1
        raise ReadError(
            path, f"line {line}: byte {skip + error.start} is not valid {encoding.upper()}; save it again as UTF-8"
        ) from error


def _without_mark(data: bytes, path: str) -> Decoded:
    """UTF-16 that does not say so; anything else with zero bytes is no text."""
    if len(data) % 2 == 0:
        for encoding, zeros, letters in (("utf-16-le", data[1::2], data[::2]), ("utf-16-be", data[::2], data[1::2])):
            if zeros.count(0) >= UTF16_ZEROS * len(zeros) and not letters.count(0):
                return Decoded(_strict(data, 0, encoding, path), encoding)
    raise _not_text(path)


def _detected(data: bytes, path: str, error: UnicodeDecodeError) -> Decoded:
    line = len(re.findall(rb"\r\n?|\n", data[: error.start])) + 1
    encoding = None if _mostly_utf8(data) else _legacy_encoding(data)
    if encoding is None:
        raise ReadError(
            path,
            f"line {line}: byte {error.start} (0x{data[error.start]:02x}) is not valid UTF-8, "
            "and no other encoding fits; save it again as UTF-8",
        )
    return Decoded(_strict(data, 0, encoding, path), encoding)


def _mostly_utf8(data: bytes) -> bool:
    """Whether most non-ASCII bytes are good UTF-8: then the file is damaged UTF-8, not another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(1 for character in text if not character.isascii()) - broken
    return good > broken


def _legacy_encoding(data: bytes) -> str | None:
    """The encoding's name, such as `windows-1252` for what editors of English saved before UTF-8, or None."""
    other = len(data.translate(None, _ASCII))
    if other <= WESTERN_SHARE * len(data):
        try:
            text = data.decode("windows-1252")
            if _WESTERN.fullmatch(text) and not _NOT_WESTERN.search(text):
                return "windows-1252"
        except UnicodeDecodeError:
            pass
    if other < EVIDENCE:
        return None
    # charset-normalizer takes 0.1 s to import, and nearly every draft is UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:LONGEST_SAMPLE]).best()
    return None if best is None else best.encoding.replace("cp125", "windows-125").replace("_", "-")
