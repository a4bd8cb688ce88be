"""Text of files that say themselves how they are encoded: decoded as declared or refused, and encoded again."""

from __future__ import annotations

import binascii
import codecs
import re
import zlib

from mtqa.decoding import Decoded, decode
from mtqa.errors import ReadError

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_WIDE = ("utf-16", "utf16", "utf_16", "utf-32", "utf32", "utf_32", "ucs-2", "ucs-4", "iso-10646")
# Python's codecs of other kinds would change something in it.
_PROBE = rb"xn--tda \u0041 +AGE-<?"
# How `<?` looks in UTF-16 without a byte-order mark (XML 1.0, appendix F).
_UNMARKED = {b"<\0?\0": "utf-16-le", b"\0<\0?": "utf-16-be"}
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][\w.:-]*)[\"']")
# A catalogue's header stands in its first entry; nobody fills more than this with comments before it.
_HEADER = 20_000
_CHARSET = re.compile(rb"^[ \t]*(?:msgstr[ \t]+)?\"[^\r\n]*?Content-Type:[^\r\n\\\"]*?charset=([\w.:-]+)", re.MULTILINE)
# Templates leave the place for the name open.
_OPEN_PLACE = "charset"
_LINE_END = re.compile(rb"\r\n?|\n")


def decode_xml(data: bytes, path: str) -> Decoded:
    """The text of an XML file by its byte-order mark or its declaration, else as UTF-8. Raises ReadError."""
    if data.startswith(_MARKS):
        return decode(data, path)
    unmarked = _UNMARKED.get(data[:4])
    if unmarked is not None:
        return Decoded(_strict(data, unmarked, path, ""), unmarked)
    declared = _DECLARED.match(data)
    return _declared(data, path, declared.group(1).decode() if declared else None)


def decode_catalogue(data: bytes, path: str) -> Decoded:
    """The text of a gettext catalogue by its byte-order mark or its header, else as UTF-8. Raises ReadError."""
    if data.startswith(_MARKS):
        return decode(data, path)
    found = _CHARSET.search(data[:_HEADER])
    name = found.group(1).decode() if found else None
    return _declared(data, path, None if name is None or name.lower() == _OPEN_PLACE else name)


def encode_xml(text: str, data: bytes, path: str) -> bytes:
    """The XML file `data` with other text; characters that its encoding lacks become references. Raises ReadError."""
    return _encoded(text, decode_xml(data, path), data, path, "xmlcharrefreplace")


def encode_catalogue(text: str, data: bytes, path: str) -> bytes:
    """The catalogue `data` with other text. Raises ReadError, and UnicodeEncodeError for what its encoding lacks."""
    return _encoded(text, decode_catalogue(data, path), data, path, "strict")


def _encoded(text: str, old: Decoded, data: bytes, path: str, errors: str) -> bytes:
    if old.mark + old.text.encode(old.encoding) != data:
        # Encodings with shifts, such as ISO-2022-JP, can write one text in several ways.
        raise ReadError(path, f"cannot be written again byte by byte as {old.encoding}; save it as UTF-8 first")
    return old.mark + text.encode(old.encoding, errors)


def _declared(data: bytes, path: str, name: str | None) -> Decoded:
    if name is None:
        return Decoded(_strict(data, "utf-8", path, "it declares no other encoding"), "utf-8")
    if name.lower().startswith(_WIDE):
        # UTF-16 proper was looked for before; programs that keep text in it declare it and write UTF-8.
        raise ReadError(path, f"line 1: declares {name}, but is not encoded so; correct the declaration")
    if not _is_charset(name):
        raise ReadError(path, f"line 1: the encoding '{name}' that it declares is unknown; save it again as UTF-8")
    encoding = codecs.lookup(name).name
    return Decoded(_strict(data, encoding, path, f"it declares {name}"), encoding)


def _is_charset(name: str) -> bool:
    """Whether Python knows an encoding of this name that leaves ASCII as it is; rot13 or unicode_escape do not."""
    try:
        return codecs.lookup(name).decode(_PROBE) == (_PROBE.decode(), len(_PROBE))
    except (LookupError, ValueError, TypeError, binascii.Error, zlib.error, OSError):
        return False


def _strict(data: bytes, encoding: str, path: str, declared: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(data[: error.start])) + 1
        byte = f"byte {error.start} (0x{data[error.start] if error.start < len(data) else 0:02x})"
        why = f" ({declared})" if declared else ""
        raise ReadError(
            path, f"line {line}: {byte} is not valid {encoding.upper()}{why}; save it again as UTF-8 and declare that"
        ) from error
