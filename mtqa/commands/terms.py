"""`mtqa terms`: the terms of a corpus, and those that it renders or spells in several ways; termbases looked over."""

import contextlib
import enum
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.commands.console import FAILED, complain, guarded, say, use_color, width_of, write_utf8
from mtqa.commands.options import Color, ConfigFile, Debug
from mtqa.commands.progress import Progress
from mtqa.config import Config, resolve_config
from mtqa.discovery import Patterns
from mtqa.files import whole_file
from mtqa.selection import selection
from mtqa.types import Failure

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from mtqa.extraction.base import Extraction, Unit
    from mtqa.types import Document

EXAMPLES = """Examples:

  mtqa terms drafts/

  mtqa terms translated.xliff --format tbx --output terms.tbx

  mtqa terms drafts/ --new --min-count 5 --format csv

  mtqa terms - < draft.txt

  mtqa terms --termbase terms.tbx
"""


class Format(enum.StrEnum):
    """How to print the terms."""

    TEXT = "text"
    CSV = "csv"
    TBX = "tbx"
    JSON = "json"


def command(  # noqa: PLR0917 - one parameter an option
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="INPUT", help="Drafts, bilingual files, folders of them, or -.", show_default=False),
    ] = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print the terms.")] = Format.TEXT,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file; it appears whole or not.")
    ] = None,
    min_count: Annotated[
        int, typer.Option(metavar="N", min=1, help="Only terms that stand in at least so many places.")
    ] = 3,
    top: Annotated[int, typer.Option(metavar="N", min=0, help="At most so many terms, the weightiest.")] = 200,
    new: Annotated[bool, typer.Option("--new", help="Leave out what the configured termbases hold.")] = False,
    source_language: Annotated[
        str | None, typer.Option(metavar="CODE", help="What the corpus was translated from, if no file says it.")
    ] = None,
    termbase: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Look over a termbase instead: what is twice in it or contradicts itself."),
    ] = None,
    config: ConfigFile = None,
    color: Color = None,
    debug: Debug = False,
) -> None:
    """Gather the terms of a corpus, with what they render, and show what it renders or spells in several ways.

    Exit code: 0, also where terms conflict; 1 a termbase contradicts itself (--termbase); 2 the run failed or a file
    could not be read.
    """
    with guarded(debug=debug):
        if termbase:
            code = _look_over([str(path) for path in termbase])
        else:
            resolved = resolve_config(Path.cwd(), config, source_language=source_language)
            folder = resolved.path.resolve().parent if resolved.path else Path.cwd()
            patterns = Patterns(folder, resolved.config.include, resolved.config.exclude)
            chosen = selection(paths or [], patterns)
            corpus, language, failed = _read(chosen.paths, resolved.config)
            found = _extracted(corpus, resolved.config, language, (min_count, top), new=new)
            colored = use_color(color, sys.stdout) and output is None
            _write(_shown(found, form, width_of(sys.stdout), color=colored), output)
            code = FAILED if failed else 0
    raise typer.Exit(code)


def _look_over(paths: list[str]) -> int:
    from mtqa.terms.load import load

    base = load(paths)
    for problem in base.problems:
        mark = "contradiction: " if problem.contradiction else ""
        say(f"{problem.path}:{problem.line}: {mark}{problem.message}\n")
    terms = sum(len(concept.terms) for concept in base.concepts)
    say(f"{len(base.concepts)} entries, {terms} terms, {len(base.problems)} remarks\n")
    return int(any(problem.contradiction for problem in base.problems))


def _read(paths: Iterable[str | Failure], config: Config) -> "tuple[list[Unit], str | None, bool]":
    """The units of all drafts, the language that they were translated from, and whether one could not be read."""
    from mtqa.extraction.gather import likely_language, units

    corpus: list[Unit] = []
    languages, failed = [config.source_language], False
    for path in paths:
        document = path if isinstance(path, Failure) else _document(path, config)
        if isinstance(document, Failure):
            complain(f"{document.path}: {document.message}")
            failed = True
            continue
        languages.append(document.source_language)
        corpus += units(document, config.segment_by)
    return corpus, likely_language(languages), failed


def _document(path: str, config: Config) -> "Document | Failure":
    from mtqa.checking import content, reader_for
    from mtqa.errors import ReadError

    try:
        return reader_for(path, config).read(content(path, config.max_megabytes), path)
    except ReadError as error:
        return Failure(error.path, error.message)


def _extracted(
    corpus: "list[Unit]", config: Config, language: str | None, limits: tuple[int, int], *, new: bool
) -> "Extraction":
    from mtqa.extraction.gather import Settings, extract
    from mtqa.models.parser import Parser
    from mtqa.terms.load import load

    parser = Parser()
    settings = Settings(*limits, load(config.termbase) if new else None)
    with Progress(len(corpus), "Reading") as progress:

        def parse(texts: Iterable[str]) -> "Iterator[Doc]":
            return progress.over(parser.pipe(texts))

        return extract(corpus, parse, settings, language)


def _shown(found: "Extraction", form: Format, width: int, *, color: bool) -> str:
    if form is Format.TEXT:
        from mtqa.commands.terms_table import table

        return "".join(table(found, width, color=color))
    from mtqa.extraction.formats import FORMATS

    return FORMATS[form](found)


def _write(text: str, output: Path | None) -> None:
    with contextlib.ExitStack() as stack:
        if output is None:
            write_utf8()
            say(text)
        else:
            stack.enter_context(whole_file(output)).write(text)
