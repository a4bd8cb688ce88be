"""Encodings are named or refused, never guessed in silence."""

from __future__ import annotations

import pytest

from mtqa.decoding import decode
from mtqa.errors import ReadError

RUSSIAN = "Президент сообщил, что соглашение будет подписано в следующем месяце. " * 3
JAPANESE = "世界保健機関は、新しい協定が来月署名されると述べた。これは国にとって非常に重要です。" * 4
ENGLISH = "The minister said “we will not leave” – and that’s final. The café was closed."


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        pytest.param("plain", "ascii", "utf-8", id="ASCII"),
        pytest.param(JAPANESE, "utf-8", "utf-8", id="UTF-8"),
        pytest.param(ENGLISH, "utf-8-sig", "utf-8", id="UTF-8 with a mark"),
        pytest.param(ENGLISH, "utf-16", "utf-16-le", id="UTF-16 with a mark"),
        pytest.param(ENGLISH, "utf-16-be", "utf-16-be", id="UTF-16 without a mark"),
        pytest.param(ENGLISH, "utf-32", "utf-32-le", id="UTF-32 with a mark"),
        pytest.param(ENGLISH, "windows-1252", "windows-1252", id="Windows"),
        pytest.param("café", "latin-1", "windows-1252", id="one accent"),
        pytest.param(RUSSIAN, "windows-1251", "windows-1251", id="Cyrillic"),
        pytest.param(RUSSIAN, "koi8-r", "koi8-r", id="older Cyrillic"),
        pytest.param(JAPANESE, "cp932", "cp932", id="Japanese"),
    ],
)
def test_encoding_is_named(text: str, codec: str, encoding: str) -> None:
    decoded = decode(text.encode(codec), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)
    assert decoded.mark + decoded.text.encode(encoding) == text.encode(codec)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"One.\r\nTwo \xc3\xa9 \xff \xc3\xa9.", r"line 2: byte 13 \(0xff\) is not", id="damaged"),
        pytest.param(b"caf\xa4\xa6\xd0 in English", r"line 1: byte 3 \(0xa4\)", id="too little to tell by"),
        pytest.param(b"\xef\xbb\xbfOne\n\xff", "line 2: byte 7 is not valid UTF-8", id="damaged, with a mark"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "is a binary file", id="zero bytes"),
        pytest.param(bytes(range(1, 32)) * 4, "is a binary file", id="control characters"),
        pytest.param(b"PK\x03\x04rest", "is a ZIP archive or an office document", id="a document of an office program"),
        pytest.param(b"{\\rtf1 x}", "is an RTF document", id="RTF"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        decode(data, "a.txt")
    assert caught.value.path == "a.txt"
