"""The rule `term-translation`: terms that are not rendered as the termbase says. It needs the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.registry import detector
from mtqa.types import Category, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.context import Context
    from mtqa.types import Hit, Segment


@detector(
    "term-translation", category=Category.TERMINOLOGY, severity=Severity.MAJOR, its="terminology", needs_source=True
)
def term_translation(segment: Segment, context: Context) -> Iterator[Hit]:
    """A term of the source whose translation is none of those in the termbase.

    A translation system renders a term as each sentence suggests, now one way, now another. The termbases are named by
    `termbase` in the configuration. Terms are found in any form; preferred and admitted ones will do, also with their
    words in another order. Without a termbase the rule is silent.

    Bad: Die Grenzkontrollen wurden verschärft. => The frontier inspections were tightened.
    Bad: Der Waffenstillstand hielt nur einen Tag. => The cease-fire held for only one day.
    Good: Die Grenzkontrollen wurden verschärft. => Border controls were tightened.
    Good: Der Zug fuhr über die Grenze. => The train crossed the border.
    """
    if not context.config.termbase:
        return
    from mtqa.terms.rendering import misrendered
    from mtqa.terms.scope import scope

    yield from misrendered(segment, scope(context.config, context.document))
