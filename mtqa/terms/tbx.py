"""Termbases in TBX: ISO 30042:2019 (v3) in both styles, DCA and DCT, ISO 30042:2008 (v2, MARTIF) and TBX-Min.

Names of elements: tbxinfo.net. What these dialects add to a term is read where checking needs it, and left alone
otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.terms.base import Concept, Problem, Status, Term, Termbase, TermbaseError, tag
from mtqa.terms.words import STATUSES, UNTRANSLATED, is_yes
from mtqa.terms.xml_events import elements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.terms.xml_events import Element

_CONCEPTS = ("conceptentry", "termentry", "entry")
_LANGUAGES = ("langsec", "langset", "langgroup")
_TERMS = ("termsec", "tig", "ntig", "termgroup")
_STATUS = ("administrativestatus", "normativeauthorization", "termstatus", "usagestatus")


def read_tbx(data: bytes, path: str) -> Termbase:
    """The concepts of a TBX file. Raises TermbaseError, with the line."""
    concepts: list[Concept] = []
    problems: list[Problem] = []
    for element in elements(data, path, _CONCEPTS):
        terms = tuple(_terms(element, path, problems))
        if not terms:
            problems.append(Problem(path, element.line, "this entry has no term"))
            continue
        about = list(element.below())
        domains = tuple(dict.fromkeys(one.text for one in about if one.kind == "subjectfield" and one.text))
        keep = any(one.kind in UNTRANSLATED and is_yes(one.text) for one in about)
        concepts.append(Concept(terms, domains, keep, element.attributes.get("id"), path, element.line))
    if not concepts:
        raise TermbaseError(path, "holds no entry with a term; is it TBX (ISO 30042)?")
    return Termbase(tuple(concepts), tuple(problems))


def _terms(concept: Element, path: str, problems: list[Problem]) -> Iterator[Term]:
    for section in concept.children:
        if section.name not in _LANGUAGES:
            continue
        language = tag(section.attributes.get("lang", ""))
        if not language:
            message = f'<{section.name}> says no language; give it xml:lang, such as xml:lang="en"'
            raise TermbaseError(path, message, section.line)
        for group in section.children:
            if group.name in _TERMS:
                yield from _term(group, language, path, problems)


def _term(group: Element, language: str, path: str, problems: list[Problem]) -> Iterator[Term]:
    about = list(group.below())
    text = next((one.text for one in about if one.name == "term"), "")
    if not text:
        problems.append(Problem(path, group.line, "this term is empty"))
        return
    said = {one.kind: one.text for one in reversed(about)}
    status = next((said[kind] for kind in _STATUS if said.get(kind)), None)
    known = Status.ADMITTED if status is None else STATUSES.get(_plain(status))
    if known is None:
        problems.append(Problem(path, group.line, f"“{status}” is no status of TBX; the term is taken as admitted"))
    yield Term(text, language, known or Status.ADMITTED, said.get("partofspeech") or None, group.line)


def _plain(status: str) -> str:
    """`deprecatedTerm-admn-sts` as `deprecated`."""
    word = status.lower().removesuffix("-admn-sts").replace("admnsts", "")
    return word.removesuffix("term").strip()
