"""Termbases in tables. The first row names the columns, in one of two layouts.

*A concept a row*: columns named by a language (`de`, `en-GB`, `German`) hold terms to be used, the first of a cell
preferred, the others admitted; columns `admitted`, `forbidden` and `status` belong to the language to the left of
them, or to the one that they name (`en forbidden`).

*A term a row*: a column `term`, with `language`, `status`, `concept` (or `id`), and, in lists of one language, `use`:
what to write in place of a forbidden term.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mtqa.language import NAMES
from mtqa.terms.base import SOURCE, TARGET, Concept, Problem, Status, Term, Termbase, TermbaseError, tag
from mtqa.terms.rows import rows
from mtqa.terms.words import KEPT, STATUSES, UNTRANSLATED, is_yes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mtqa.terms.rows import Row

# Columns that say something of the whole row.
_ROW = {
    **dict.fromkeys(("domain", "domains", "subject", "subject field", "subjectfield", "field"), "domain"),
    **dict.fromkeys(("id", "concept", "entry", "concept id", "entry id", "conceptid", "entryid"), "id"),
    **dict.fromkeys(("pos", "part of speech", "partofspeech"), "pos"),
    **dict.fromkeys(UNTRANSLATED, "keep"),
    **dict.fromkeys(("term", "terms"), "term"),
    **dict.fromkeys(("language", "lang", "locale", "language code"), "language"),
    **dict.fromkeys(("use", "use instead", "instead", "replacement"), "use"),
}
# Columns that say something of one language.
_OF_LANGUAGE = {
    **dict.fromkeys(("status", "usage", "administrative status"), "status"),
    **dict.fromkeys(("preferred",), "preferred"),
    **dict.fromkeys(("admitted", "synonym", "synonyms", "allowed", "also"), "admitted"),
    **dict.fromkeys(("forbidden", "deprecated", "not", "avoid", "do not use"), "forbidden"),
}
_ENGLISH_NAMES = {name.lower(): code.partition("-")[0] for code, name in NAMES.items()}
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?")
_THREE_LETTERS = frozenset(("fil", "ceb", "yue", "hmn", "haw", "kmr", "ckb"))
# Terms of one cell.
_SEPARATOR = re.compile(r"\s*[|;\n]\s*")


@dataclass(frozen=True, slots=True)
class _Column:
    """What a column holds (`terms` for those of a language), and of which language."""

    what: str
    language: str = ""


def read_table(data: bytes, path: str) -> Termbase:
    """The concepts of a CSV, TSV or XLSX file. Raises TermbaseError and ReadError, with the line."""
    found = rows(data, path)
    head = next(found, None)
    if head is None:
        raise TermbaseError(path, "is empty; its first row should name the columns, such as: de,en,forbidden")
    columns = _columns(head)
    kinds = {column.what for column in columns}
    if "term" not in kinds and "terms" not in kinds:
        message = (
            "the first row names no language and no column 'term'; begin the table with the names of its columns, "
            "such as: de,en,forbidden"
        )
        raise TermbaseError(path, message, head.line)
    problems: list[Problem] = []
    read = _by_term if "term" in kinds else _by_concept
    concepts = tuple(read(list(_whole(found, len(columns), path)), columns, path, problems))
    if not concepts:
        raise TermbaseError(path, "names columns, but holds no term")
    return Termbase(concepts, tuple(problems))


def _columns(head: Row) -> list[_Column]:
    result: list[_Column] = []
    language = ""
    for cell in head.cells:
        column = _column(cell, language)
        language = column.language or language
        result.append(column)
    return result


def _column(cell: str, before: str) -> _Column:
    name = " ".join(cell.strip().lower().replace("_", "-").split())
    if name in _ROW:
        return _Column(_ROW[name])
    if name in _OF_LANGUAGE:
        return _Column(_OF_LANGUAGE[name], before)
    if _language(name):
        return _Column("terms", _language(name))
    first, _, rest = name.partition(" ")
    rest = rest.strip("() ")
    if _language(first) and rest in _OF_LANGUAGE:
        return _Column(_OF_LANGUAGE[rest], _language(first))
    return _Column("")


def _language(name: str) -> str:
    """The tag that the name of a column stands for, or nothing."""
    if name in (SOURCE, TARGET):
        return name
    if name in _ENGLISH_NAMES:
        return _ENGLISH_NAMES[name]
    if _TAG.fullmatch(name) and (len(name.partition("-")[0]) == 2 or name.partition("-")[0] in _THREE_LETTERS):  # noqa: PLR2004
        return tag(name)
    return ""


def _whole(found: Iterator[Row], width: int, path: str) -> Iterator[Row]:
    """The rows, filled up to the width of the first; one that is wider has a delimiter too many."""
    for row in found:
        if any(row.cells[width:]):
            message = f"has {len(row.cells)} cells, the first row {width}; put a term with a delimiter in it in quotes"
            raise TermbaseError(path, message, row.line)
        yield replace(row, cells=(*row.cells[:width], *[""] * (width - len(row.cells))))


def _by_concept(
    found: Sequence[Row], columns: Sequence[_Column], path: str, problems: list[Problem]
) -> Iterator[Concept]:
    for row in found:
        said = _of_row(row, columns)
        terms: list[Term] = []
        kept = is_yes(said.get("keep", ""))
        for language in dict.fromkeys(column.language for column in columns if column.language):
            cells = {column.what: cell for column, cell in zip(columns, row.cells, strict=True)
                     if column.language == language}  # fmt: skip
            status, keeps = _status(cells.get("status", ""), row, path, problems)
            kept = kept or keeps
            terms += _cell_terms(cells, language, status, said.get("pos"), row.line)
        if terms:
            yield Concept(tuple(terms), _domains(said), kept, said.get("id"), path, row.line)
        else:
            problems.append(Problem(path, row.line, "this row has no term"))


def _cell_terms(
    cells: Mapping[str, str], language: str, status: Status | None, pos: str | None, line: int
) -> Iterator[Term]:
    first = Status.PREFERRED if status is None else status
    others = Status.ADMITTED if first is Status.PREFERRED else first
    for what, lead, rest in (
        ("preferred", Status.PREFERRED, Status.ADMITTED),
        ("terms", first, others),
        ("admitted", Status.ADMITTED, Status.ADMITTED),
        ("forbidden", Status.FORBIDDEN, Status.FORBIDDEN),
    ):
        for index, text in enumerate(_split(cells.get(what, ""))):
            yield Term(text, language, rest if index else lead, pos, line)


def _by_term(found: Sequence[Row], columns: Sequence[_Column], path: str, problems: list[Problem]) -> Iterator[Concept]:
    concepts: dict[str, list[Term]] = defaultdict(list)
    about: dict[str, tuple[dict[str, str], bool, int]] = {}
    for row in found:
        said = _of_row(row, columns)
        key = said.get("id") or f"row {row.line}"
        status, keeps = _status(said.get("status", ""), row, path, problems)
        language = tag(said.get("language", "")) or TARGET
        language = _language(language) or language
        usual = Status.FORBIDDEN if said.get("use") or said.get("preferred") else Status.ADMITTED
        terms = [Term(text, language, status or usual, said.get("pos"), row.line) for text in _split(said["term"])]
        instead = _split(said.get("use", "") or said.get("preferred", ""))
        terms += [Term(text, language, Status.PREFERRED, said.get("pos"), row.line) for text in instead]
        if not said["term"]:
            problems.append(Problem(path, row.line, "this row has no term"))
            continue
        concepts[key] += terms
        before = about.get(key, (said, False, row.line))
        about[key] = (before[0] | {name: value for name, value in said.items() if value}, before[1] or keeps
                      or is_yes(said.get("keep", "")), before[2])  # fmt: skip
    for key, terms in concepts.items():
        said, kept, line = about[key]
        yield Concept(tuple(terms), _domains(said), kept, said.get("id"), path, line)


def _of_row(row: Row, columns: Sequence[_Column]) -> dict[str, str]:
    return {column.what: cell for column, cell in zip(columns, row.cells, strict=True)
            if column.what and column.what != "terms"}  # fmt: skip


def _domains(said: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_split(said.get("domain", "")))


def _split(cell: str) -> list[str]:
    return [" ".join(part.split()) for part in _SEPARATOR.split(cell) if part.strip()]


def _status(cell: str, row: Row, path: str, problems: list[Problem]) -> tuple[Status | None, bool]:
    """The status that a cell names, and whether it says that the term is never translated."""
    name = cell.strip().lower()
    if not name:
        return None, False
    if name in KEPT:
        return None, True
    status = STATUSES.get(name.removesuffix("-admn-sts").removesuffix("term").strip())
    if status is None:
        problems.append(Problem(path, row.line, f"“{cell}” is no status; write preferred, admitted or forbidden"))
    return status, False
