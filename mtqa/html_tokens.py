"""Cuts a page into tags, comments, entities and text, each with its place, in time that grows with its length.

`html.parser` of the standard library needs minutes for 200 KB of `<!--` (152 s were measured), which a checker of
what strangers send in cannot afford. As in a browser, an unclosed comment or script reaches to the end of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Between their tags, markup is text (HTML 5.2, 8.1.2: raw text and escapable raw text elements).
RAW = frozenset(("iframe", "noscript", "script", "style", "textarea", "xmp"))

# Possessive, so that what does not match fails at once. Quotes count after an equals sign alone.
_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>(?:[^>=]++|=\s*+\"[^\"]*+\"|=\s*+'[^']*+'|=)*+)>"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_MARK = re.compile("[<&]")


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, an entity or a run of text: `kind` is start, end, entity or text, and `name` a tag's, in lower case."""

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a page in their order."""
    position = plain = 0
    while match := _MARK.search(text, position):
        start = match.start()
        found, end = _at(text, start)
        if end == start:
            position = start + 1
            continue
        if plain < start:
            yield Token("text", plain, start)
        if found is not None:
            yield found
        if found is not None and found.kind == "start" and found.name in RAW:
            end = _end_of_raw(text, found.name, end)
        position = plain = end
    if plain < len(text):
        yield Token("text", plain, len(text))


def _at(text: str, start: int) -> tuple[Token | None, int]:
    """The token that begins here and where it ends; no token and `start` for a sign that stands for itself."""
    if text[start] == "&":
        entity = _ENTITY.match(text, start)
        return (Token("entity", start, entity.end()), entity.end()) if entity else (None, start)
    if text.startswith("<!--", start):
        return None, _after(text, "-->", start + 4)
    if text.startswith("<![CDATA[", start):
        return None, _after(text, "]]>", start)
    if text.startswith(("<!", "<?"), start):
        return None, _after(text, ">", start)
    tag = _TAG.match(text, start)
    if tag is None:
        opened = text[start + 1 : start + 3].lstrip("/")[:1]
        # A tag that never ends takes the rest with it; anything else is a sign for "less than".
        return None, len(text) if opened.isalpha() and opened.isascii() and ">" not in text[start:] else start
    kind = "end" if tag["slash"] else "start"
    return Token(kind, start, tag.end(), tag["name"].lower(), tag["attributes"]), tag.end()


def _after(text: str, what: str, start: int) -> int:
    found = text.find(what, start)
    return len(text) if found < 0 else found + len(what)


def _end_of_raw(text: str, name: str, start: int) -> int:
    """Where the end tag of a raw text element begins."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, start)
    return found.start() if found else len(text)
