"""`mtqa train`: fits the tagger to annotated data of one's own."""

import importlib.util
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mtqa.commands import options
from mtqa.commands.console import INTERRUPTED, complain, guarded, say
from mtqa.errors import ModelError

# What the extra `train` brings and the tagger's use does not need.
LIBRARIES = ("torch", "onnx", "safetensors")
EXAMPLES = """Examples:

  mtqa train postedits.tsv -o tagger --steps 500

  mtqa train corpora -o tagger --bert multilingual-e5-small --hours 2

  mtqa train corpora -o tagger --only english --english all-MiniLM-L6-v2 --prose sentences
"""


class Encoder(StrEnum):
    """The encoders of a tagger."""

    MULTILINGUAL = "multilingual"
    ENGLISH = "english"


def command(  # noqa: PLR0917 - one parameter an option
    data: Annotated[
        Path,
        typer.Argument(
            metavar="DATA",
            exists=True,
            help="A table (.tsv, .csv or JSON lines) with the columns source, target and post_edit, "
            "a file of editors' decisions (.sqlite), or a folder with the public sets.",
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", file_okay=False, help="The folder for the weights.")
    ],
    start: Annotated[
        Path | None,
        options.folder("The tagger to start from; by default the package's own."),
    ] = None,
    bert: Annotated[
        Path | None,
        options.folder("Start the multilingual encoder from this BertModel of transformers instead."),
    ] = None,
    dev: Annotated[
        Path | None,
        options.file("A table to choose the best checkpoint on; by default the folder's own, or every tenth row."),
    ] = None,
    people: Annotated[
        Path | None,
        options.folder("Plain text by people, of the kinds that you check: teaches what is no machine's hand."),
    ] = None,
    english: Annotated[
        Path | None,
        options.folder(
            "Start the English encoder from this BertModel of transformers (lower case, WordPiece) instead."
        ),
    ] = None,
    prose: Annotated[
        Path | None,
        options.folder(
            "Text files, a good English sentence a line, for the English encoder to learn to mend slips in."
        ),
    ] = None,
    only: Annotated[
        Encoder | None, typer.Option(help="Train one of the two encoders; the other stays as it is.")
    ] = None,
    steps: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            help="Batches of each encoder (by default 9000; English 4000, and 5000 of slips first if it starts anew).",
        ),
    ] = None,
    hours: Annotated[
        float | None,
        typer.Option(
            metavar="H",
            min=0.01,
            help="End each encoder's training, and that on slips, after so many hours at most (by default 2).",
        ),
    ] = None,
    batch: Annotated[
        int | None, typer.Option(metavar="N", min=256, help="Word pieces in a batch (by default 2048).")
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(metavar="R", min=0, help="The highest learning rate (by default 0.0002; on slips 0.0003)."),
    ] = None,
    warmup: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Steps until that rate is reached (by default 300).")
    ] = None,
    every: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Steps between checkpoints, a multiple of 50 (by default 500)."),
    ] = None,
    patience: Annotated[
        int, typer.Option(metavar="N", min=1, help="Stop after so many checkpoints without a better one.")
    ] = 4,
    layers: Annotated[
        int | None,
        typer.Option(metavar="N", min=1, help="Layers to keep of --bert (by default 10). The English encoder has 6."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option(metavar="N", help="What chance starts from (by default 20; English 41, on slips 40).")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume/--no-resume", help="Go on from the folder's checkpoint, if there is one.")
    ] = True,
    debug: options.Debug = False,
) -> None:
    """Train the tagger on annotated data; the folder then serves as `tagger` in mtqa.toml.

    A tagger has two encoders: a multilingual one, which reads the source too, and an English one, which also proposes
    edits. Both are trained, one after the other, if the tagger to start from has an English one or --english names
    one. Runs on the processor. A run that was cut off goes on from its last checkpoint when it is started again.
    """
    with guarded(debug=debug):
        _require_extra()
        from mtqa.models.tagger import ENGLISH, FOLDER
        from mtqa.train.english_run import ENGLISH_RECIPE, SLIPS_RECIPE, EnglishOptions
        from mtqa.train.loop import Recipe
        from mtqa.train.run import Options, train_tagger

        begun = start or FOLDER
        has_english = english is not None or (begun / ENGLISH).is_dir()
        _check_only(only, begun, bert=bert, of_english=english or prose, has_english=has_english)
        given = {"steps": steps, "hours": hours, "tokens": batch, "rate": rate, "warmup": warmup, "every": every,
                 "seed": seed}  # fmt: skip
        told: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        alone = EnglishOptions(
            english, begun, prose, replace(SLIPS_RECIPE, **told), replace(ENGLISH_RECIPE, **told), patience, resume
        )
        recipe = Recipe(**told | ({} if layers is None else {"layers": layers}))
        chosen = Options(
            bert, begun, dev, people, patience, resume, recipe, only != Encoder.ENGLISH,
            alone if has_english and only != Encoder.MULTILINGUAL else None,
        )  # fmt: skip
        try:
            train_tagger(data, output, chosen, _tell)
        except KeyboardInterrupt:
            complain("interrupted; the same command goes on from the last checkpoint")
            raise typer.Exit(INTERRUPTED) from None
        _tell(f'{output}: trained; use it with tagger = "{output}" in mtqa.toml')


def _tell(line: str) -> None:
    """Progress shows at once, in a file too."""
    say(line + "\n")
    sys.stdout.flush()


def _check_only(
    only: Encoder | None, start: Path, *, bert: Path | None, of_english: Path | None, has_english: bool
) -> None:
    """Raises BadParameter for options of an encoder that is not trained, and for an English one that is nowhere."""
    if only == Encoder.MULTILINGUAL and of_english:
        raise typer.BadParameter("--english and --prose are for the English encoder, which --only leaves as it is")
    if only == Encoder.ENGLISH and bert:
        raise typer.BadParameter("--bert is for the multilingual encoder, which --only leaves as it is")
    if not has_english and (only == Encoder.ENGLISH or of_english):
        raise typer.BadParameter(f"{start} has no English encoder; --english names one to start from")


def _require_extra() -> None:
    """Raises ModelError where a library that training needs is not installed."""
    missing = [name for name in LIBRARIES if importlib.util.find_spec(name) is None]
    if missing:
        raise ModelError(f"training needs {', '.join(missing)}: pip install 'mtqa[train]'")
