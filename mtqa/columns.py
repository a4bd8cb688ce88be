"""Bilingual tables: which columns hold source and translation, and the units of translation that rows are."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.errors import ReadError
from mtqa.language import NAMES
from mtqa.types import Block, BlockKind, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.blocks import BlockBuilder
    from mtqa.config import Config

SOURCES = ("source", "src", "source text", "source segment", "original")
TARGETS = ("target", "tgt", "target text", "target segment", "translation", "translated", "mt", "hypothesis")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The columns asked for, by name or by number from 1, and the language that the translation is to be in."""

    source: str | None = None
    target: str | None = None
    language: str = "en"

    @classmethod
    def of(cls, config: Config) -> Wanted:
        return cls(config.source_column, config.target_column, config.language)

    @property
    def numbered(self) -> bool:
        """Whether the columns are given by number, so that a table needs no header."""
        return bool(self.source and self.target and self.source.isdecimal() and self.target.isdecimal())


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of source and translation in a row, and their languages where the header names them."""

    source: int
    target: int
    source_language: str | None = None
    language: str | None = None


def columns(names: Sequence[str], wanted: Wanted, path: str) -> Columns:
    """The columns in a table with this header (or, with numbers, of this width). Raises ReadError, naming what it has.

    A header may also name the two languages: `de`, `en`.
    """
    plain = [name.strip().lower().replace("_", " ") for name in names]
    source, target = _place(plain, wanted.source, SOURCES), _place(plain, wanted.target, TARGETS)
    if source is None and target is None and not wanted.source and not wanted.target:
        by_language = _by_language(plain, wanted.language)
        if by_language is not None:
            return by_language
    if source is not None and source == target:
        raise ReadError(path, "source and translation are to be two columns, not the same one")
    if source is None or target is None:
        has = ", ".join(f"'{name.strip()[:40]}'" for name in names) or "none"
        named = wanted.source if source is None else wanted.target
        missing = ("source" if source is None else "translation") + (f", '{named}'" if named else "")
        raise ReadError(
            path,
            f"no column for the {missing}: it has {has}. A table needs a header with 'source' and 'target'; or name "
            "its columns, or number them from 1, with --source-column and --target-column",
        )
    return Columns(source, target)


def _place(names: Sequence[str], wanted: str | None, known: Sequence[str]) -> int | None:
    if wanted is not None and wanted.isdecimal() and wanted not in names:
        return int(wanted) - 1 if 1 <= int(wanted) <= len(names) else None
    choices = known if wanted is None else (wanted.strip().lower().replace("_", " "),)
    return next((names.index(name) for name in choices if name in names), None)


def _by_language(names: Sequence[str], language: str) -> Columns | None:
    known = {code.partition("-")[0] for code in NAMES}
    codes = [name.replace(" ", "-").partition("-")[0] for name in names]
    found = [place for place, code in enumerate(codes) if code in known]
    base = language.partition("-")[0].lower()
    pair = 2
    if len(found) != pair or [codes[place] for place in found].count(base) != 1:
        return None
    target = next(place for place in found if codes[place] == base)
    source = next(place for place in found if place != target)
    return Columns(source, target, codes[source], names[target].replace(" ", "-"))


def unit(target: BlockBuilder, place: int, source: str, name: str | None = None) -> Iterator[Block]:
    """The unit of a row, whose translation begins at `place` in the file; none where there is nothing in it."""
    source = " ".join(source.split())
    blocks = list(target.build())
    if blocks:
        yield dataclasses.replace(blocks[0], source=source, id=name)
    elif source and target.is_empty:
        yield Block("", (Piece(0, place, 0, 0),), BlockKind.PROSE, name, source)


ANY = Wanted()
