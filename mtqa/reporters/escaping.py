"""Makes what a draft holds harmless in a report: nothing in it may steer the reader's screen or break the format."""

from __future__ import annotations

import re

# C0 controls become their pictures; DEL, C1 and marks of direction (which can show text in another order) a code.
_PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"}
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CODES = {code: f"<U+{code:04X}>" for code in (*range(0x7F, 0xA0), *_DIRECTIONS, 0x2028, 0x2029)}
_VISIBLE = _PICTURES | _CODES
# XML 1.0 cannot hold these, not even as references.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    """The text with controls and marks of direction made visible; line ends and tabs stay."""
    return text.translate(_VISIBLE)


def one_line(text: str) -> str:
    """The visible text with each run of blanks, line ends too, as one space."""
    return " ".join(visible(text).split())


def xml_safe(text: str) -> str:
    """The visible text without what XML 1.0 cannot hold; it is still to be escaped."""
    return _NOT_XML.sub("\ufffd", visible(text))
