"""What markdown-it does with each character of a paragraph. Its own tokens say what came out, but not from where."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline

from mtqa.blocks import OBJECT

# What stands between these HTML tags is no prose.
CODE_TAGS = frozenset({"code", "kbd", "samp", "var", "pre", "script", "style", "textarea"})

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


class Kind(enum.Enum):
    """What a range of the paragraph is: prose as it stands, prose written otherwise, an image, or markup."""

    LITERAL = enum.auto()
    DECODED = enum.auto()
    IMAGE = enum.auto()
    MARKUP = enum.auto()


@dataclass(frozen=True, slots=True)
class Event:
    """A range of the content and what it is. `text` is what it decodes to; `label` the length of an image's label."""

    kind: Kind
    start: int
    end: int
    text: str = ""
    label: int = 0


class Tracer:
    """A Markdown parser that gives block tokens, and for the content of an inline one, its events."""

    def __init__(self) -> None:
        self._parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable(["inline", "fragments_join"])
        self._inline = _TracingInline()
        self._inline.ruler = self._parser.inline.ruler
        self._inline.ruler2 = self._parser.inline.ruler2
        self._parser.inline = self._inline
        self._environment: dict[str, Any] = {}

    def block_tokens(self, text: str) -> list[Token]:
        """The tokens of the blocks, as markdown-it has them, without the children of inline ones."""
        self._environment = {}
        return self._parser.parse(text, self._environment)

    def events(self, content: str) -> Iterable[Event]:
        """What each range of the content is, in order. What no event covers is markup."""
        self._inline.recorded = []
        self._inline.parse(content, self._parser, self._environment, [])
        return _without_code(_resolved(self._inline.recorded))


@dataclass(frozen=True, slots=True)
class _Marker:
    """A character or two that may prove to open or close emphasis, when its token is no longer text, or to be text."""

    token: Token
    start: int
    end: int


class _TracingInline(ParserInline):
    """markdown-it's inline parser, noting which rule took which characters."""

    recorded: list[Event | _Marker]

    def tokenize(self, state: StateInline) -> None:
        rules = self.ruler.getRules("")
        end = state.posMax
        nesting = state.md.options["maxNesting"]
        while state.pos < end:
            start, count, recorded = state.pos, len(state.tokens), len(self.recorded)
            if state.level < nesting and any(rule(state, False) for rule in rules):
                self._record(state, start, state.tokens[count:], recorded)
            else:
                state.pending += state.src[start]
                state.pos += 1
                self._literal(start, state.pos)
        if state.pending:
            state.pushPending()

    def _record(self, state: StateInline, start: int, tokens: Sequence[Token], recorded: int) -> None:
        """Notes what the rule that took `start` up to `state.pos` made of it."""
        kinds = {token.type: token for token in tokens}
        end = state.pos
        if "image" in kinds:
            del self.recorded[recorded:]
            label = len(kinds["image"].content)
            self.recorded.append(Event(Kind.IMAGE, start, end, OBJECT, label))
        elif "link_open" in kinds:
            self._record_link(state.src, start, end, kinds["link_open"], recorded)
        elif "code_inline" in kinds:
            self.recorded.append(Event(Kind.DECODED, start, end, OBJECT))
        elif "html_inline" in kinds:
            self.recorded.append(Event(Kind.MARKUP, start, end, kinds["html_inline"].content))
        elif "softbreak" in kinds or "hardbreak" in kinds:
            self.recorded.append(Event(Kind.DECODED, self._cut_blanks(state.src, start), end, " "))
        elif "text_special" in kinds and kinds["text_special"].content != state.src[start:end]:
            content = kinds["text_special"].content.replace("\n", " ").replace("\r", " ")
            self.recorded.append(Event(Kind.DECODED, start, end, content))
        elif state.src[start] in "*_~" and tokens:
            self._record_markers(tokens, start, end)
        else:
            self._literal(start, end)

    def _record_link(self, source: str, start: int, end: int, token: Token, recorded: int) -> None:
        """The label's own events stand already; a bare address is none, nor is the number of a footnote."""
        if token.info == "auto":
            self.recorded.append(Event(Kind.DECODED, start, end, OBJECT))
        elif source.startswith("^", start + 1):
            del self.recorded[recorded:]

    def _record_markers(self, tokens: Sequence[Token], start: int, end: int) -> None:
        """The last tokens are the markers; one before them may be text that was pending."""
        found: list[_Marker] = []
        for token in reversed(tokens):
            if end <= start:
                break
            found.append(_Marker(token, end - len(token.content), end))
            end -= len(token.content)
        self.recorded += reversed(found)

    def _literal(self, start: int, end: int) -> None:
        last = self.recorded[-1] if self.recorded else None
        if isinstance(last, Event) and last.kind is Kind.LITERAL and last.end == start:
            self.recorded[-1] = Event(Kind.LITERAL, last.start, end)
        else:
            self.recorded.append(Event(Kind.LITERAL, start, end))

    def _cut_blanks(self, source: str, end: int) -> int:
        """Takes the blanks before a line break out of the text before it; gives where they start."""
        last = self.recorded[-1] if self.recorded else None
        if not isinstance(last, Event) or last.kind is not Kind.LITERAL or last.end != end:
            return end
        kept = last.start + len(source[last.start : end].rstrip(" \t"))
        self.recorded[-1] = Event(Kind.LITERAL, last.start, kept)
        return kept


def _resolved(recorded: Iterable[Event | _Marker]) -> Iterator[Event]:
    for item in recorded:
        if isinstance(item, Event):
            yield item
        elif item.token.type == "text" and item.token.content:
            yield Event(Kind.LITERAL, item.start, item.end)


def _without_code(events: Iterable[Event]) -> Iterator[Event]:
    """Events with `<br>` as a blank and `<code>…</code>` as one object."""
    closing = ""
    for event in events:
        tag = event.text.lower() if event.kind is Kind.MARKUP else ""
        name = tag.strip("</>").split()[0].rstrip("/") if tag.strip("</> \t\n") else ""
        if closing:
            closing = "" if tag.startswith(f"</{closing}") else closing
        elif name == "br":
            yield Event(Kind.DECODED, event.start, event.end, " ")
        elif name in CODE_TAGS and not tag.startswith("</"):
            closing = name
            yield Event(Kind.DECODED, event.start, event.end, OBJECT)
        else:
            yield event
