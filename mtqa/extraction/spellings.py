"""Names and words that a corpus spells in several ways, as the rule `consistency` finds them in one document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.consistency import compounds, names, terms
from mtqa.extraction.base import Conflict, Form
from mtqa.types import Piece, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.consistency.mixture import Mixture
    from mtqa.extraction.base import Unit


def spellings(units: Sequence[Unit]) -> Iterator[Conflict]:
    """Names in several spellings, bodies under several names, and compounds written now together, now apart."""
    segments = [
        Segment(str(number), number, unit.text, (Piece(0, 0, len(unit.text), len(unit.text)),))
        for number, unit in enumerate(units)
    ]
    for kind in (names, terms, compounds):
        for mixture in kind.mixtures(segments):
            conflict = _conflict(mixture, units)
            if conflict is not None:
                yield conflict


def _conflict(mixture: Mixture, units: Sequence[Unit]) -> Conflict | None:
    """The rarer form and the one that stands beside it; None where the mixture names no other form."""
    if mixture.candidate is None:
        return None
    few = mixture.mentions[0]
    other = mixture.candidate
    there = [unit for unit in units if other in unit.text]
    if not there:
        return None
    rare = Form(few.text, len({mention.segment.block for mention in mixture.mentions}), units[few.segment.block])
    return Conflict((Form(other, len(there), there[0]), rare))
