"""What a translation must leave as it is: placeholders, tags, entities, addresses, code. Where they stand in a text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.language import NAMES
from mtqa.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.types import Code

# Kinds in the order in which they are looked for: what an earlier one takes, a later one does not see.
_KINDS = (
    ("link", r"(?:https?|ftp|mailto|tel)://?[^\s<>\"'{}|\\^`（）。、，]+|\bwww\.[^\s<>\"'，。）)]+"),
    ("e-mail address", r"[A-Za-z0-9][\w.+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
    ("tag", r"</?[A-Za-z][\w:-]*(?:\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?)*\s*/?>"),
    ("entity", r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]{1,30});"),
    ("ICU argument", r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal|number|date|time)\b"),
    ("placeholder", r"\$?\{\{\s*[\w.$|\s-]+\s*\}\}|[$#%]\{[^{}\s]+\}|\{\s*[^\W\d][\w.\[\]-]*(?:![rsa])?(?::[^{}\s]*)?\s*\}|\{\d*\}"),  # noqa: E501
    ("placeholder", r"%%|%\([\w.]+\)[#0\- +]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]"),
    ("placeholder", r"%(?:\d+\$)?[#0+\-]*(?:\d+|\*)?(?:\.\d+)?(?:hh|h|ll|l|q|L|z|j|t)?[diouxXeEfFgGcrsaAp@](?![A-Za-z])"),  # noqa: E501
    ("placeholder", r"%[A-Z][A-Z0-9_]+%|\[%\s*\w+\s*%\]|%\d+(?![\d%.,])|\$[A-Za-z_]\w*\$|(?<![\w$])\$[A-Z_]{2,}\b"),
    ("code", r"`[^`\n]+`"),
    ("escape", r"\\[nrt](?![A-Za-z])|\\[\"'](?=\S)|\\u[0-9A-Fa-f]{4}"),
    ("key", r"(?<!\w)--[a-z][a-z-]+\b|\b(?:Ctrl|Alt|Cmd|Shift)\+\w+\b|(?<![\w/])(?:/[\w.-]+){2,}/?|\b[A-Za-z]:\\[\w\\.-]+"),  # noqa: E501
)  # fmt: skip
_PATTERN = re.compile("|".join(f"(?P<k{index}>{pattern})" for index, (_, pattern) in enumerate(_KINDS)))
_OF_LANGUAGE = re.compile(r"((?:^|/|[?&](?:lang|language|locale|hl)=))([A-Za-z]{2})(?:[-_][A-Za-z]{2,4})?(?![\w-])")
_NUMBERS = re.compile(r"\d[\d.,\s]*$")


@dataclass(frozen=True, slots=True)
class Token:
    """Something to be kept: what kind it is, as it is written, and where. `plain` is what must be the same."""

    kind: str
    text: str
    span: Span
    plain: str


def tokens(text: str, codes: Sequence[Code] = ()) -> list[Token]:
    """What must be kept in a text, in order; `codes` are the inline codes that its reader found."""
    found = [Token("tag", code.name, code.span, code.name) for code in codes]
    for match in _PATTERN.finditer(text):
        kind = _KINDS[int((match.lastgroup or "k0")[1:])][0]
        written = match.group()
        # "100 % der Gäste" is a percentage, and "50% discount" has no directive %d.
        if written.startswith("%") and written[1:2] in {" ", "%"} and _NUMBERS.search(text[: match.start()]):
            continue
        if _NUMBERS.search(text[: match.start()]) and re.fullmatch(r"%[A-Za-z]", written):
            continue
        if kind in {"link", "e-mail address"}:
            written = written.rstrip(".,;:!?)»”’'")
        span = Span(match.start(), match.start() + len(written))
        found.append(Token(kind, written, span, _plain(kind, written)))
    return found


def _plain(kind: str, written: str) -> str:
    """What of a token must be the same: a tag without the words in its attributes, an ICU argument without blanks."""
    if kind == "tag":
        return re.sub(
            r"\s+", " ", re.sub(r"\b(title|alt|aria-label|placeholder)\s*=\s*(\"[^\"]*\"|'[^']*')", r"\1", written)
        )
    if kind == "ICU argument":
        return re.sub(r"\s+", "", written)
    if kind == "link":
        return _OF_LANGUAGE.sub(_language_left_open, re.sub(r"^https?://(?:www\.)?", "", written).rstrip("/"))
    return written


def _language_left_open(match: re.Match[str]) -> str:
    """A part of an address without the language that it names: /de/hilfe and /en/hilfe are one page for all."""
    return f"{match[1]}*" if match[2].lower() in NAMES else match.group()


def missing(ours: Iterable[Token], theirs: Iterable[Token]) -> list[Token]:
    """The tokens of `theirs` that `ours` lack, the last ones of those that repeat."""
    left = Counter(token.plain for token in ours)
    result = []
    for token in theirs:
        if left[token.plain]:
            left[token.plain] -= 1
        else:
            result.append(token)
    return result


def broken_pairs(found: Sequence[Token]) -> list[Token]:
    """Tags that are closed before they are opened, or cross one another: `</b><b>`, `<b><i></b></i>`."""
    names = [(token, re.fullmatch(r"<(/?)([\w:-]+)[^>]*?(/?)>", token.plain)) for token in found if token.kind == "tag"]
    opened: list[tuple[Token, str]] = []
    closing = Counter(match[2] for _, match in names if match and match[1])
    wrong = []
    for token, match in names:
        if match is None or match[3] or not closing[match[2]]:
            continue
        if not match[1]:
            opened.append((token, match[2]))
        elif opened and opened[-1][1] == match[2]:
            opened.pop()
        else:
            wrong.append(token)
            opened = [item for item in opened if item[1] != match[2]]
    return wrong
