"""Bilingual JSON lines: an object a line, with keys for source and translation. Everything else in it stays."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.bilingual.language import language_of
from mtqa.blocks import BlockBuilder
from mtqa.columns import ANY, Wanted, columns, unit
from mtqa.decoding import decode
from mtqa.errors import ReadError
from mtqa.registry import reader
from mtqa.types import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.config import Config
    from mtqa.types import Block

_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"[ \t]*")
_WRITTEN = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+")
_DECODER = json.JSONDecoder()


@reader
@dataclass(frozen=True, slots=True)
class JsonLinesReader:
    """One object a line, such as `{"source": "Guten Tag.", "target": "Good day."}`; not taken from folders."""

    name = "jsonl"
    extensions = (".jsonl", ".ndjson")
    in_folders = False

    wanted: Wanted = ANY

    def configured(self, config: Config) -> JsonLinesReader:
        return JsonLinesReader(Wanted.of(config))

    def read(self, data: bytes, path: str) -> Document:
        decoded = decode(data, path)
        blocks = list(self._blocks(decoded.text, path))
        sources = "\n".join(block.source or "" for block in blocks)
        return Document(path, self.name, decoded.text, tuple(blocks), (), None, language_of(sources), decoded.encoding)

    def escaped(self, text: str) -> str:
        return json.dumps(text, ensure_ascii=False)[1:-1]

    def _blocks(self, text: str, path: str) -> Iterator[Block]:
        for number, line in enumerate(_lines(text), 1):
            if line is None:
                continue
            try:
                members = dict(_members(text, line.start(), line.end()))
            except (ValueError, RecursionError) as error:
                why = f"{error.msg}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
                raise ReadError(path, f"line {number}: is no JSON object ({why})") from error
            names = list(members)
            try:
                chosen = columns(names, self.wanted, path)
            except ReadError as error:
                raise ReadError(path, f"line {number}: {error.message}") from error
            source, target = members[names[chosen.source]], members[names[chosen.target]]
            if not isinstance(source.value, str) or not isinstance(target.value, str):
                raise ReadError(path, f"line {number}: source and translation should be text")
            yield from unit(_builder(text, target), target.start + 1, source.value)


@dataclass(frozen=True, slots=True)
class _Member:
    """A value of an object, and the range of the text that it is written in."""

    value: object
    start: int
    end: int


def _lines(text: str) -> Iterator[re.Match[str] | None]:
    """The lines of a text; None for a blank one."""
    place = 0
    for end in re.finditer(r"\r\n|\r|\n|\Z", text):
        match = _LINE.match(text, place, end.start())
        yield match if match and match.group().strip() else None
        place = end.end()


def _members(text: str, place: int, end: int) -> Iterator[tuple[str, _Member]]:
    """The keys of the object that a line holds, with their values. Raises ValueError for anything else."""
    part = text[place:end]
    whole, _ = _DECODER.raw_decode(part.lstrip(" \t"))
    if not isinstance(whole, dict) or part.strip() != part.strip()[: _DECODER.raw_decode(part.strip())[1]]:
        raise ValueError("one object a line is expected")
    inner = part.index("{") + 1
    for _ in whole:
        key, inner = _DECODER.raw_decode(part, _skip(part, inner))
        inner = _skip(part, inner)
        start = _skip(part, inner + 1)
        value, inner = _DECODER.raw_decode(part, start)
        yield key, _Member(value, place + start, place + inner)
        inner = _skip(part, inner) + 1


def _skip(text: str, place: int) -> int:
    match = _BLANK.match(text, place)
    return match.end() if match else place


def _builder(text: str, member: _Member) -> BlockBuilder:
    builder = BlockBuilder()
    for match in _WRITTEN.finditer(text, member.start + 1, member.end - 1):
        written = match.group()
        if written[0] == "\\":
            decoded = json.loads(f'"{written}"')
            builder.add_decoded(" " if decoded in "\n\r\t" else decoded, match.start(), len(written))
        else:
            builder.add(written, match.start())
    return builder
