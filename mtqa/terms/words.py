"""The words that termbases say things with: statuses, and that a term is not to be translated."""

from __future__ import annotations

from mtqa.terms.base import Status

STATUSES = {
    **dict.fromkeys(("preferred", "approved", "standard", "standardized", "use", "recommended", "regulated"),
                    Status.PREFERRED),
    **dict.fromkeys(("admitted", "allowed", "acceptable", "accepted", "alternative", "synonym", "legal", "proposed"),
                    Status.ADMITTED),
    **dict.fromkeys(("forbidden", "deprecated", "superseded", "obsolete", "notrecommended", "not recommended",
                     "prohibited", "banned", "do not use", "not allowed", "rejected", "disallowed", "avoid"),
                    Status.FORBIDDEN),
}  # fmt: skip
# As a status: the term stays as it is in every language.
KEPT = frozenset(("do not translate", "do-not-translate", "dnt", "untranslated", "keep", "non-translatable"))
# As the name of a column, or of a data category in TBX.
UNTRANSLATED = frozenset(("do not translate", "do-not-translate", "donottranslate", "x-donottranslate", "dnt"))

_YES = frozenset(("yes", "true", "1", "x", "y"))


def is_yes(text: str) -> bool:
    return text.strip().lower() in _YES
