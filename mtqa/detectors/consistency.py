"""The rule `consistency`: one thing under several names or spellings, and conventions that a document mixes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from mtqa.consistency import compounds, conventions, names, terms, varieties
from mtqa.registry import document_detector
from mtqa.types import Category, Hit, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.consistency.mixture import Mixture
    from mtqa.context import Context
    from mtqa.types import Document

Kind = Literal["names", "terms", "compounds", "conventions", "varieties"]

_KINDS = {"names": names, "terms": terms, "compounds": compounds, "conventions": conventions, "varieties": varieties}


@dataclass(frozen=True, slots=True)
class Options:
    """Which things are compared, and how many findings a document may have of each."""

    kinds: tuple[Kind, ...] = get_args(Kind)
    most: int = 5


@document_detector(
    "consistency",
    category=Category.STYLE,
    severity=Severity.MINOR,
    its="inconsistency",
    options=Options,
)
def consistency(document: Document, context: Context) -> Iterator[Hit]:
    """One person or place in several spellings, one word in several forms, and mixed conventions.

    A translation system decides sentence by sentence how to spell a name, join a compound, or set a date; a
    person does it once. Marked is the rarer form, where it stands first. Well-known pairs of old and new
    names are data; other names are compared by the consonants that transliterations share.

    Bad: Zabihullah Mujahid spoke on Monday. Later, Zabihulla Mujahed spoke again.
    Bad: Kyiv was calm on Monday. The train to Kiev was late.
    Bad: The colour of the harbour is grey. Its neighbours honour the theatre in the centre. It is their favorite.
    Good: Myanmar, formerly Burma, lies to the east of India.
    Good: Germany beat Israel, but the German coach praised the Israeli team.
    """
    options = context.options(Options)
    segments = document.segments
    for kind in options.kinds:
        mixtures = sorted(_KINDS[kind].mixtures(segments), key=lambda mixture: -mixture.confidence)
        for mixture in mixtures[: options.most]:
            yield _hit(mixture)


def _hit(mixture: Mixture) -> Hit:
    first = mixture.mentions[0]
    more = len(mixture.mentions) - 1
    message = mixture.message + (f"; {more} more like this" if more else "")
    candidates = () if mixture.candidate is None else (mixture.candidate,)
    return Hit(first.span, message, candidates, mixture.confidence, segment=first.segment)
