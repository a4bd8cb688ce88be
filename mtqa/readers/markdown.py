"""Markdown (CommonMark with tables and strikethrough): its prose, and where each letter of it stands in the file."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from mtqa.blocks import BlockBuilder
from mtqa.decoding import decode
from mtqa.markdown_trace import Event, Kind, Tracer
from mtqa.readers import html
from mtqa.registry import reader
from mtqa.types import Block, BlockKind, Document, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from markdown_it.token import Token

# Between its marks, front matter is data about the text (YAML of Jekyll and Pandoc, TOML of Hugo).
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)(?:.*(?:\r\n|\r|\n))*?(?:\1|\.\.\.)[ \t]*(?=[\r\n]|$)")
_LINE_END = re.compile(r"\r\n|\r|\n")
# `[^1]` in the text, and `[^1]: ` before a note.
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?")
# What would begin or end emphasis, code, a link or a tag.
_MARKS = re.compile(r"[\\`*_\[\]<]")
_TASK = re.compile(r"\[[ xX]\] ")

_KINDS = {"th_open": BlockKind.TABLE_CELL, "td_open": BlockKind.TABLE_CELL, "heading_open": BlockKind.HEADING}


@reader
class MarkdownReader:
    """Paragraphs, headings, list items and table cells; code, addresses, HTML tags and front matter are no prose."""

    name = "markdown"
    extensions = (".md", ".markdown", ".mdown", ".mkd")

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode(data, path)
        return Document(path, self.name, decoded.text, tuple(blocks(decoded.text)), encoding=decoded.encoding)

    def escaped(self, text: str) -> str:
        return _MARKS.sub(r"\\\g<0>", text)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of prose of a Markdown text, in its order."""
    source = _Source(text)
    tracer = Tracer()
    opened: list[str] = []
    for token in tracer.block_tokens(source.without_front_matter):
        if token.nesting > 0:
            opened.append(token.type)
        elif token.nesting < 0:
            opened.pop()
        if token.type == "tr_open" and token.map:
            source.start_row(token.map[0])
        elif token.type == "html_block":
            yield from _html_blocks(token.content, source.places(token))
        elif token.type == "inline":
            cell = opened[-1] in ("th_open", "td_open")
            places = source.cell_places(token.content) if cell else source.places(token)
            yield from _inline_blocks(token.content, places, tracer, _kind(opened))


def _html_blocks(content: str, places: Sequence[int]) -> Iterator[Block]:
    for block in html.blocks(content):
        pieces = []
        for piece in block.pieces:
            start, end = places[piece.file_start], places[piece.file_start + piece.file_length]
            pieces.append(Piece(piece.start, start, piece.length, end - start))
        yield dataclasses.replace(block, pieces=tuple(pieces))


def _kind(opened: Sequence[str]) -> BlockKind | None:
    if opened[-1] in _KINDS:
        return _KINDS[opened[-1]]
    return BlockKind.LIST_ITEM if "list_item_open" in opened else None


def _inline_blocks(content: str, places: Sequence[int], tracer: Tracer, kind: BlockKind | None) -> Iterator[Block]:
    """The block of an inline token, and a block for the description of each image in it."""
    builder = BlockBuilder()
    images: list[Iterable[Block]] = []
    notes = {place for match in _FOOTNOTE.finditer(content) for place in range(*match.span())}
    task = _TASK.match(content) if kind is BlockKind.LIST_ITEM else None
    notes |= set(range(task.end())) if task else set()
    for event in tracer.events(content):
        if event.kind is Kind.LITERAL:
            for start, end in _runs(event, notes, places):
                length = places[end] - places[start]
                if length == end - start:
                    builder.add(content[start:end], places[start])
                else:
                    builder.add_decoded(content[start:end], places[start], length)
        elif event.kind is Kind.DECODED:
            builder.add_decoded(event.text, places[event.start], places[event.end] - places[event.start])
        elif event.kind is Kind.IMAGE:
            images.append(_image_blocks(event, content, places, tracer))
            builder.add_decoded(event.text, places[event.start], places[event.end] - places[event.start])
    yield from builder.build(kind)
    for image in images:
        yield from image


def _image_blocks(event: Event, content: str, places: Sequence[int], tracer: Tracer) -> Iterator[Block]:
    start = event.start + len("![")
    label = content[start : start + event.label]
    yield from _inline_blocks(label, places[start : start + event.label + 1], tracer, BlockKind.HEADING)


def _runs(event: Event, left_out: set[int], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The runs of a literal event that are not left out and stand in the file without a break."""
    start = event.start
    for place in range(event.start, event.end):
        broken = places[place + 1] - places[place] != 1
        if place in left_out or broken:
            if start < place:
                yield start, place
            if place not in left_out:
                yield place, place + 1
            start = place + 1
    if start < event.end:
        yield start, event.end


class _Source:
    """The file's lines, and where the contents of tokens stand in them."""

    def __init__(self, text: str) -> None:
        self._text = text
        front = _FRONT_MATTER.match(text)
        # Line ends stay, so that the lines keep their numbers.
        self.without_front_matter = (
            re.sub(r"[^\r\n]", "", front.group()) + text[front.end() :] if front is not None else text
        )
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._ends = [*(match.start() for match in _LINE_END.finditer(text)), len(text)]
        self._cursor = 0
        self._row_end = 0

    def places(self, token: Token) -> list[int]:
        """For each character of the token's content, and for its end, the offset in the file.

        Every line of the content stands at the end of its line of the file, but for blanks and closing marks.
        """
        first, last = token.map or (0, len(self._starts))
        places: list[int] = []
        lines = token.content.split("\n")
        # markdown-it drops lines of rarer blanks, such as U+2028, from the start of a paragraph.
        while first < last - 1 and lines[0].lstrip(" \t") not in self._text[self._starts[first] : self._ends[first]]:
            first += 1
        for number, line in enumerate(lines, first):
            start, end = self._starts[number], self._ends[number]
            core = line.lstrip(" \t")
            found = self._text.rfind(core, start, end)
            places += [max(found - (len(line) - len(core)) + index, start) for index in range(len(line))]
            places.append(end if number - first < len(lines) - 1 else found + len(core))
        return places

    def start_row(self, line: int) -> None:
        """Cells are looked for from the start of this line on."""
        self._cursor, self._row_end = self._starts[line], self._ends[line]

    def cell_places(self, content: str) -> list[int]:
        """As `places`, for the next cell of the row; a stroke in it stands in the file with a backslash before it."""
        pattern = re.escape(content).replace(r"\|", r"\\\|")
        found = re.compile(pattern).search(self._text, self._cursor, self._row_end)
        place = found.start() if found else self._cursor
        places = []
        for character in content:
            places.append(place)
            place += 2 if character == "|" else 1
        self._cursor = place
        return [*places, place]
