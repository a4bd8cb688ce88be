"""Placeholders, tags, addresses and code that the translation lost, changed or made up. Needs the source."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Hit, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.bilingual.placeholders import Token
    from mtqa.context import Context
    from mtqa.types import Segment

# Losing these breaks a program or a link; a space that is written as an entity does not.
_HARMLESS = frozenset({"&nbsp;", "&shy;", "&quot;", "&apos;", "&ldquo;", "&rdquo;", "&laquo;", "&raquo;", '\\"', "\\'"})
# The form for one thing may say the number in a word, as gettext allows: "One new message", "A file".
_PLURAL_FORM = re.compile(r"\[\d\]$")
_ONE = re.compile(r"\b(?:an?|one|1|single|this|the)\b", re.IGNORECASE)
_COUNT = re.compile(r"%(?:\d\$|\(\w+\))?(?:l?[diu]|n)|\{\w*\}")
_SOFT = frozenset({"entity", "key", "escape"})


@detector("kept", category=Category.DESIGN_AND_MARKUP, severity=Severity.CRITICAL, its="markup", needs_source=True)
def kept(segment: Segment, _context: Context) -> Iterator[Hit]:
    """A placeholder, tag, link, e-mail address or piece of code of the source is missing, changed or new.

    A translated `{name}` makes a program fail, a lost tag spoils a page, a changed address leads nowhere. The rule
    compares what is written on both sides, and the inline codes that the file format marks; order may differ, since
    languages differ. Blanks in ICU arguments and the words in a tag's attributes may change.

    Bad: Xin chào {name}, bạn có %d tin nhắn mới. => Hello {tên}, you have %d new messages.
    Bad: Нажмите <b>здесь</b>, чтобы продолжить. => Click <b>here to continue.
    Good: Écrivez à <a href="mailto:info@example.org">info@example.org</a>. => Write to <a href="mailto:info@example.org">info@example.org</a>.
    """  # noqa: E501
    from mtqa.bilingual.placeholders import broken_pairs, missing, tokens

    if not segment.text or segment.source is None:
        return
    ours, theirs = tokens(segment.text, segment.codes), tokens(segment.source, segment.source_codes)
    lost = [token for token in missing(ours, theirs) if token.text not in _HARMLESS]
    if _PLURAL_FORM.search(segment.id) and _ONE.search(segment.text):
        lost = [token for token in lost if not _COUNT.fullmatch(token.text)]
    new = [token for token in missing(theirs, ours) if token.text not in _HARMLESS]
    for token in new:
        like = _like(token, lost)
        if like is not None:
            lost.remove(like)
            message = f"The source has the {like.kind} {like.text} here, not {token.text}."
            yield Hit(_shown(token.span, segment.text), message, _put(like, token), 0.95)
        else:
            severity = Severity.MAJOR if token.kind not in _SOFT else Severity.MINOR
            message = f"The source has no {token.kind} {token.text}."
            yield Hit(_shown(token.span, segment.text), message, (), _confidence(token), severity)
    for token in lost:
        message = f"The {token.kind} {token.text} of the source is missing here."
        yield Hit(Span(0, len(segment.text)), message, (), _confidence(token), _severity(token))
    if not new and not lost and not broken_pairs(theirs):
        for token in broken_pairs(ours):
            message = f"The tag {token.text} closes what is not open here: tags are out of order."
            yield Hit(_shown(token.span, segment.text), message, (), 0.9, Severity.MAJOR)


def _like(token: Token, lost: Sequence[Token]) -> Token | None:
    """The lost token that this one stands for: of the same kind, and the only one or a similar one."""
    same = [other for other in lost if other.kind == token.kind]
    if len(same) > 1:
        close = difflib.get_close_matches(token.plain, [other.plain for other in same], n=1, cutoff=0.5)
        same = [other for other in same if close and other.plain == close[0]]
    return same[0] if same else None


def _put(like: Token, token: Token) -> tuple[str, ...]:
    """The token of the source, where the wrong one stands in the text and not as a code of the format."""
    return (like.text,) if len(token.span) == len(token.text) else ()


def _shown(span: Span, text: str) -> Span:
    """A span that has something to show: a code that takes no room is shown with the character beside it."""
    if span or not text:
        return span
    return Span(span.start, span.start + 1) if span.start < len(text) else Span(len(text) - 1, len(text))


def _confidence(token: Token) -> float:
    return 0.6 if token.kind in _SOFT else 0.95 if token.kind in {"placeholder", "ICU argument", "tag"} else 0.8


def _severity(token: Token) -> Severity:
    if token.kind in _SOFT:
        return Severity.MINOR
    return Severity.CRITICAL if token.kind in {"placeholder", "ICU argument"} else Severity.MAJOR
