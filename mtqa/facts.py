"""What a correction must leave as it is: numbers, negations, quotations, links and markup; names and persons too.

A rule that mends a name may change it; a wording that a model or a table proposes may not.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from mtqa.blocks import OBJECT
from mtqa.types import Category

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.registry import Rule

_NUMBER = re.compile(r"\d+(?:[.,\s]\d+)*")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|nobody|nothing|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|[#@]\w+")
_QUOTE = re.compile(r"[“”«»„\"]")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'’-]*|\b[A-Z]{2,}\b")
_NUMERAL = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|first|second|third|half|twice|dozen)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:I|me|my|mine|we|us|our|you|your|he|him|his|she|her|hers|they|them|their|mr|mrs|ms|men|women|man|woman)\b",
    re.IGNORECASE,
)
_ANY_WORD = re.compile(r"[^\W_]+")
_BARE_NEGATION = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|wo|would|could|should|ca|must)nt\b", re.IGNORECASE
)
_PERSONS = {
    form: forms[0]
    for forms in (
        ("i", "me", "my", "mine"), ("we", "us", "our"), ("you", "your"), ("he", "him", "his"),
        ("she", "her", "hers"), ("they", "them", "their"), ("man", "men"), ("woman", "women"),
    )
    for form in forms
}  # fmt: skip


def kept_by_rule(rule: Rule, old: str, new: str) -> bool:
    """Whether a rule's own correction leaves the facts of what it replaces as they are.

    A rule of locale conventions or typography may regroup digits, but not change them, and mends quotation marks.
    What a rule takes out because it is given twice still stands once. A rule that reads the source puts there what
    the source says, which is the fact.
    """
    if (rule.its == "duplication" and not new) or rule.needs_source:
        return True
    if len(_NEGATION.findall(_plain(old))) != len(_NEGATION.findall(_plain(new))):
        return False
    if old.count(OBJECT) != new.count(OBJECT):
        return False
    if Counter(_LINK.findall(old)) != Counter(_LINK.findall(new)):
        return False
    before, after = _NUMBER.findall(old), _NUMBER.findall(new)
    if rule.category is Category.LOCALE_CONVENTIONS or rule.its == "typographical":
        return _digits(before) == _digits(after)
    return Counter(before) == Counter(after) and len(_QUOTE.findall(old)) == len(_QUOTE.findall(new))


def kept(old: str, new: str) -> bool:
    """Whether a proposed wording of a whole segment leaves all facts of the segment as they are."""
    if len(_NEGATION.findall(old)) != len(_NEGATION.findall(new)) or old.count(OBJECT) != new.count(OBJECT):
        return False
    return all(_counted(pattern, old) == _counted(pattern, new) for pattern in _FACTS)


def kept_by_edit(old: str, new: str) -> bool:
    """Whether an edit of a sentence leaves its facts as they are, of which it may mend the form.

    A pronoun may take another case but not stand for another person, a name may get its capital but not go or come.
    """
    same = (_counted(pattern, old) == _counted(pattern, new) for pattern in (_NUMBER, _LINK))
    if old.count(OBJECT) != new.count(OBJECT) or not all(same):
        return False
    if len(_NEGATION.findall(_plain(old))) != len(_NEGATION.findall(_plain(new))):
        return False
    if letters(old) == letters(new):
        return True
    if len(_QUOTE.findall(old)) != len(_QUOTE.findall(new)):
        return False
    before, after = ({word.lower() for word in _ANY_WORD.findall(text)} for text in (old, new))
    names = [{name.lower() for name in _ANY_WORD.findall(" ".join(_NAME.findall(text)))} for text in (old, new)]
    return (
        names[0] <= after and names[1] <= before and _persons(old) == _persons(new) and _numerals(old) == _numerals(new)
    )


def letters(text: str) -> str:
    """Letters and digits alone, whatever their case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _plain(text: str) -> str:
    """With the apostrophe where it was left out: `dont` says no as `don't` does."""
    return _BARE_NEGATION.sub(r"\1n't", text)


def _numerals(text: str) -> Counter[str]:
    return Counter(word.lower().removesuffix("s") for word in _NUMERAL.findall(text))


def _persons(text: str) -> Counter[str]:
    """Whom the pronouns and titles stand for."""
    return Counter(_PERSONS.get(word.lower(), word.lower()) for word in _PERSON.findall(text))


_FACTS = (_NUMBER, _LINK, _QUOTE, _NAME, _NUMERAL, _PERSON)


def _counted(pattern: re.Pattern[str], text: str) -> Counter[str]:
    """What a pattern finds; of names and persons the word without a genitive or case."""
    return Counter(re.sub(r"['’]s?$", "", word).lower() for word in pattern.findall(text))


def _digits(numbers: Iterable[str]) -> list[str]:
    return sorted(character for number in numbers for character in number if character.isdigit())
