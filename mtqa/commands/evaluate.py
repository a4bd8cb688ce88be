"""`mtqa evaluate`: measures the tagger, a report or editors' decisions."""

import dataclasses
import enum
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.commands import options
from mtqa.commands.console import guarded, say
from mtqa.config import load_config
from mtqa.errors import ConfigError
from mtqa.files import whole_file

if TYPE_CHECKING:
    from mtqa.feedback import Acceptance

EXAMPLES = """Examples:

  mtqa evaluate annotated.jsonl --source --dev dev.jsonl --plot curve.svg

  mtqa evaluate report.json --gold marked.json

  mtqa evaluate --feedback decisions.sqlite
"""


class Format(enum.StrEnum):
    """How to print the measures."""

    TABLE = "table"
    JSON = "json"


def command(  # noqa: PLR0917 - one parameter an option
    data: Annotated[
        Path | None,
        typer.Argument(
            metavar="DATA",
            exists=True,
            dir_okay=False,
            show_default=False,
            help="Annotated data in JSON lines, gzipped or not; with --gold, a report in JSON.",
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        options.file("Compare a report with the spans marked in this file."),
    ] = None,
    feedback: Annotated[
        Path | None,
        options.file("Show how often editors accepted corrections, by rule."),
    ] = None,
    dev: Annotated[
        Path | None,
        options.file("Choose thresholds on this data, not on DATA."),
    ] = None,
    source: Annotated[bool, typer.Option("--source/--no-source", help="Show the tagger the source too.")] = False,
    limit: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="At most so many rows of each set and language.")
    ] = None,
    lines: Annotated[
        int, typer.Option(metavar="N", min=1, help="Lines to a text, where the writers of lines are told apart.")
    ] = 12,
    seed: Annotated[int, typer.Option(metavar="N", help="Which rows --limit draws.")] = 0,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to print the measures.")] = Format.TABLE,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw precision against recall into this SVG file.")
    ] = None,
    tagger: Annotated[
        Path | None,
        options.folder("The tagger's folder; by default the configured one."),
    ] = None,
    config: options.ConfigFile = None,
    debug: options.Debug = False,
) -> None:
    """Measure the tagger on annotated data, each figure with its 95% interval.

    What the data is shows in its fields: word_tags, errors, damaged, human or post_edit.
    """
    with guarded(debug=debug):
        if (data is None) == (feedback is None):
            raise ConfigError("name annotated data, or a file of decisions with --feedback")
        if feedback is not None:
            say(_acceptance(feedback, form))
            return
        assert data is not None  # noqa: S101 - as was just seen
        from mtqa.evaluate import Settings, evaluate
        from mtqa.evaluate.plot import plot as drawn
        from mtqa.models import Models

        chosen = load_config(Path.cwd(), config, tagger=str(tagger) if tagger else None)
        found = evaluate(data, Models(chosen).tagger, Settings(source, dev, limit, lines, seed), gold=gold)
        if plot is not None:
            with whole_file(plot) as stream:
                stream.write(drawn(found))
        say((found.to_json() if form is Format.JSON else found.to_table()) + "\n")


def _acceptance(path: Path, form: Format) -> str:
    """What editors decided: by rule, then by the source of the corrections."""
    from mtqa.feedback import Feedback

    decisions = Feedback(path)
    groups = {"rules": decisions.by_rule(), "sources": decisions.by_source()}
    if form is Format.JSON:
        rows = {name: [dataclasses.asdict(one) | {"rate": one.rate} for one in group] for name, group in groups.items()}
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    return "\n".join(_table(name, group) for name, group in groups.items())


def _table(title: str, group: "list[Acceptance]") -> str:
    width = max(len(one.name) for one in group) if group else 0
    width = max(width, len(title))
    lines = [f"{title:{width}}  accepted  edited  dismissed   rate"]
    lines += [
        f"{one.name:{width}}  {one.accepted:8}  {one.edited:6}  {one.dismissed:9}  {one.rate:5.0%}" for one in group
    ]
    return "\n".join(lines) + "\n"
