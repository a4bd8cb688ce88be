"""Names for groups of words in the patterns of phrases: months, languages, what begins a noun phrase, adjuncts."""

from __future__ import annotations

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_LANGUAGES = (
    "English|Russian|French|German|Spanish|Chinese|Japanese|Arabic|Ukrainian|Polish|Italian|Turkish|Portuguese|"
    "Korean|Vietnamese|Hindi|Dutch|Czech|Greek|Hebrew|Persian|Romanian|Hungarian|Swedish|Thai"
)
_NOUN = (
    r"(?:an?|the|this|that|these|those|his|her|its|their|our|my|your|him|it|them|us|me|you|all|any|some|such|each|every)"
    r"\b|(?-i:[A-Z])"
)
_ADJUNCT = (
    rf"\W*\d|(?:{_MONTHS}|{_WEEKDAYS})\b|(?:the\s+)?(?:last|past|next|coming|first|second|third|early|late|mid|same|"
    r"recent|long|short|future|meantime|beginning|end|start|middle|eve|wake|form|course|case|event|context|light|face|"
    r"name|absence|presence|hope|process|morning|afternoon|evening|day|week|weekend|month|year|time|moment|ground|rise|"
    r"grounds|basis|part|way|eyes|view|spot|sake|purpose|purposes|days|weeks|months|years|hours|minutes|decades)\b|"
    r"(?:this|that|any|such|some|many|most|no)\s+(?:way|case|regard|respect|sense|point|time|moment|stage|year|week|"
    r"month|morning|reason|reasons|purpose|cases|ways|day)\b|"
    r"(?:order|addition|general|particular|fact|response|terms|which|whom|whose|what|where|when|both|either|example|"
    r"instance|now|once|ever|all|least|home|work|school|night|noon|midnight|present|times|behalf|top|condition|average|"
    r"record|and|or|but|to|if|as|by|two|three|four|five|six|seven|eight|nine|ten|many|several|over|about|"
    r"around|more|nearly|almost|up|television|TV|radio|social|Twitter|Facebook|YouTube|Instagram|video|camera|stage)\b"
)
_NAMES = {
    "@month": _MONTHS, "@weekday": _WEEKDAYS, "@language": _LANGUAGES, "@noun": _NOUN, "@adjunct": _ADJUNCT,
}  # fmt: skip
_NAMED = re.compile(rf"(?:{'|'.join(_NAMES)})\b")


def expanded(pattern: str) -> str:
    """The pattern with `@month` and its like written out as alternatives."""
    return _NAMED.sub(lambda match: _NAMES[match.group()], pattern)
