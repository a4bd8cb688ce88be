"""What a detector may ask for besides its segment: options, neighbours, the parse, the models. All of it lazy."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from mtqa.config import Config
    from mtqa.models import Models
    from mtqa.types import Document, Segment

Options = TypeVar("Options")


@dataclass(frozen=True)
class Context:
    """One document being checked by one rule. `texts` are those of all segments that the rule is about to see."""

    document: Document
    config: Config
    models: Models
    rule_options: Any = None
    texts: Sequence[str] = ()

    def options(self, cls: type[Options]) -> Options:
        """The rule's options, as an instance of its option dataclass."""
        return self.rule_options if isinstance(self.rule_options, cls) else cls()

    def parse(self, segment: Segment) -> Doc:
        """The segment's text with parts of speech, lemmas, dependencies and entities (spaCy, en_core_web_sm).

        All segments are parsed in one batch at the first call.
        """
        return self.models.parser.parse(segment.text, self.texts)

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {segment.id: index for index, segment in enumerate(self.document.segments)}

    def before(self, segment: Segment) -> Segment | None:
        """The segment before this one in the same block."""
        return self._neighbour(segment, -1)

    def after(self, segment: Segment) -> Segment | None:
        """The segment after this one in the same block."""
        return self._neighbour(segment, 1)

    def _neighbour(self, segment: Segment, step: int) -> Segment | None:
        index = self._positions[segment.id] + step
        if not 0 <= index < len(self.document.segments):
            return None
        other = self.document.segments[index]
        return other if other.block == segment.block else None
