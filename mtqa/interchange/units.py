"""Units of translation as blocks: each with an id of its own in the document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.blocks import prose_or_heading
from mtqa.types import Block

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from mtqa.interchange.unit_text import UnitText


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of translation. `id` is the file's own; `scope` names the part of the file in which it is unique."""

    id: str
    scope: str
    target: UnitText
    source: UnitText

    @property
    def empty(self) -> bool:
        """Whether there is nothing to translate and nothing was."""
        return self.source.blank and self.target.blank


def blocks(units: Sequence[Unit]) -> Iterator[Block]:
    """A block for each unit that is not empty."""
    kept = [unit for unit in units if not unit.empty]
    for unit, name in zip(kept, _names(kept), strict=True):
        target, source = unit.target, unit.source
        yield Block(
            target.text, target.pieces, prose_or_heading(target.text), name, source.text, target.codes, source.codes
        )


def _names(units: Sequence[Unit]) -> Iterator[str]:
    """An id for each unit: its own, with its scope where others have the same, and numbered where that does not do."""
    times = Counter(unit.id for unit in units)
    taken: set[str] = set()
    for unit in units:
        name = unit.id if times[unit.id] == 1 else f"{unit.scope}/{unit.id}"
        number = 1
        while name in taken or (number > 1 and name in times):
            number += 1
            name = f"{unit.scope}/{unit.id}~{number}"
        taken.add(name)
        yield name


def only(values: Collection[str | None]) -> str | None:
    """The language that all share, without its variety where they differ in that; None where there is none."""
    for part in ("\0", "-"):
        found = {value.lower().partition(part)[0]: value.partition(part)[0] for value in values if value}
        if len(found) == 1:
            return next(iter(found.values()))
    return None
