"""What a request hands in: a draft as text, as a file or in parts, and the settings to check it with."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mtqa.checking import as_configured, reader_for
from mtqa.config import merged
from mtqa.registry import readers
from mtqa.segmentation import count_words
from mtqa.types import Block, BlockKind, Code, Document, Span
from mtqa.web.problems import Refusal

if TYPE_CHECKING:
    from mtqa.registry import Reader
    from mtqa.web.settings import Settings

LONGEST_NAME = 500
# Of a language tag (BCP 47); registered ones have 35 at most.
LONGEST_TAG = 100


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CodeIn(Strict):
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    name: str


class BlockIn(Strict):
    """A paragraph or unit of translation, as /api/read gives it; its text may have been edited since."""

    text: str
    source: str | None = None
    kind: BlockKind = BlockKind.PROSE
    id: str | None = None
    codes: list[CodeIn] = []
    source_codes: list[CodeIn] = []


class Choices(Strict):
    """Settings of the configuration that a request may set; the others are the server's."""

    language: str | None = None
    select: list[str] | None = None
    ignore: list[str] | None = None
    min_confidence: float | None = Field(default=None, ge=0, le=1)
    segment_by: str | None = None
    names: list[str] | None = None
    terms: dict[str, str] | None = None
    rules: dict[str, dict[str, Any]] | None = None

    def given(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)


class Submission(Strict):
    """A draft: exactly one of `text`, `data` (a file's bytes in base64) and `blocks`.

    `path` is its name, whose ending tells the format, if `format` does not. `source` is the text that it translates,
    line by line. `language` and `source_language` go with `blocks`: what /api/read said of their file.
    """

    text: str | None = None
    data: str | None = None
    blocks: list[BlockIn] | None = None
    language: str | None = Field(default=None, max_length=LONGEST_TAG)
    source_language: str | None = Field(default=None, max_length=LONGEST_TAG)
    path: str = Field(default="draft.txt", min_length=1, max_length=LONGEST_NAME)
    format: str | None = None
    source: str | None = None
    settings: Choices = Field(default_factory=Choices)
    suggest: bool | None = None

    @model_validator(mode="after")
    def _one_draft(self) -> Submission:
        if sum(item is not None for item in (self.text, self.data, self.blocks)) != 1:
            raise ValueError("give the draft as exactly one of 'text', 'data' and 'blocks'")
        return self

    def reader(self, settings: Settings) -> Reader:
        """The reader of its format, as configured. Raises Refusal for a format that no reader reads."""
        config = merged(settings.config, self.settings.given(), "settings")
        if self.format is None:
            return reader_for(self.path, config)
        known = readers.all()
        if self.format not in known:
            raise Refusal(422, "unknown-format", f"no format is called '{self.format}'; known: {', '.join(known)}")
        return as_configured(known[self.format], config)

    def content(self, settings: Settings) -> bytes:
        """The bytes of the draft. Raises Refusal for one that is too large or that is no base64."""
        data = self._bytes()
        if len(data) > settings.max_bytes:
            limit = settings.config.max_megabytes
            raise Refusal(413, "too-large", f"a draft may have {limit:g} MB here (mtqa serve --max-megabytes)")
        return data

    def _bytes(self) -> bytes:
        if self.data is not None:
            try:
                return base64.b64decode(self.data, validate=True)
            except (binascii.Error, ValueError) as error:
                raise Refusal(422, "invalid", f"data: is not base64 ({error})") from error
        text = self.text if self.text is not None else "\n".join(block.text for block in self.blocks or ())
        try:
            return text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise Refusal(422, "invalid", f"text: half a character at position {error.start}") from error

    def document(self, settings: Settings) -> Document:
        """The draft as read. Raises Refusal, and ReadError."""
        document = self.read(self.content(settings), settings)
        words = sum(count_words(block.text) for block in document.blocks)
        if words > settings.max_words:
            raise Refusal(
                413, "too-long", f"the draft has {words} words; here it may have {settings.max_words} (--max-words)"
            )
        return document

    def read(self, data: bytes, settings: Settings) -> Document:
        """Bytes as this draft: in its format, beside its source. Raises Refusal, and ReadError."""
        document = self._of_blocks(self.blocks) if self.blocks else self.reader(settings).read(data, self.path)
        return document if self.source is None else _beside(document, self.source)

    def _of_blocks(self, blocks: list[BlockIn]) -> Document:
        """A document whose text is that of the blocks, one a line."""
        made, start = [], 0
        for block in blocks:
            plain = Block.plain(block.text, start, block.kind, block.source)
            codes, others = tuple(map(_code, block.codes)), tuple(map(_code, block.source_codes))
            made.append(Block(plain.text, plain.pieces, plain.kind, block.id, plain.source, codes, others))
            start += len(block.text) + 1
        text = "\n".join(block.text for block in blocks)
        return Document(self.path, "text", text, tuple(made), (), self.language, self.source_language)


def _code(code: CodeIn) -> Code:
    if code.end < code.start:
        raise Refusal(422, "invalid", f"codes: {code.start}..{code.end} is no range")
    return Code(Span(code.start, code.end), code.name)


def _beside(document: Document, source: str) -> Document:
    """The lines of a text, each beside the line that it translates. Raises Refusal where their numbers differ."""
    lines, sources = document.text.split("\n"), source.split("\n")
    if len(sources) != len(lines):
        raise Refusal(
            422, "source", f"the draft has {len(lines)} lines and its source {len(sources)}; they go line by line"
        )
    made, start = [], 0
    for line, original in zip(lines, sources, strict=True):
        text = line.rstrip("\r")
        if text.strip() or original.strip():
            made.append(Block.plain(text, start, source=original.rstrip("\r")))
        start += len(line) + 1
    return Document(document.path, document.format, document.text, tuple(made), encoding=document.encoding)
