"""`mtqa train DATA -o DIR`: from annotated data to a folder that the tagger loads."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from collections import Counter
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch

from mtqa.models.calibration import DOCUMENT_FEATURES
from mtqa.models.edit_head import TAGS, WEIGHTS
from mtqa.models.encoder import FILES
from mtqa.models.pieces import unpack_rows
from mtqa.models.tagger import ENGLISH, FOLDER, Tagger
from mtqa.train.english_run import EnglishOptions, train_english
from mtqa.train.examples import read_lines
from mtqa.train.export import export
from mtqa.train.finish import as_arrays, finish
from mtqa.train.fit import Bench, fit
from mtqa.train.loop import Recipe, Run, batch_loss, stream, train
from mtqa.train.mixture import DEV, Corpus, load_corpus
from mtqa.train.start import PIECES, TOKENIZER, cut_encoder, from_bert, from_tagger
from mtqa.train.style import fit_style
from mtqa.train.table import read_table
from mtqa.train.weighing import attainable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

STYLE = "style.npy"
_CHECKPOINT, _BEST = "checkpoint.pt", "best.pt"


@dataclass(frozen=True, slots=True)
class Options:
    """`bert`: a transformers BertModel folder to start from; else the tagger in `start` is trained further.

    `dev`: post-edited rows to choose the best checkpoint on; by default the folder's own development set, or every
    tenth row of a table. Training stops early after `patience` checkpoints without a better one.
    `people`: a folder of plain text by people that is no news, to calibrate on.
    Without development rows it goes on to the end. `resume`: go on from the checkpoint of a run that was cut off.
    `multilingual`, `english`: whether each of the two encoders is trained, and the latter's own options.
    """

    bert: Path | None = None
    start: Path = FOLDER
    dev: Path | None = None
    people: Path | None = None
    patience: int = 4
    resume: bool = True
    recipe: Recipe = field(default_factory=Recipe)
    multilingual: bool = True
    english: EnglishOptions | None = None


def train_tagger(data: Path, out: Path, options: Options, say: Callable[[str], None] = print) -> None:
    """Train, keep the checkpoint that is best on the development rows, export, calibrate, and write the card.

    `data` is a folder with the public sets, or a table with the columns source, target and post_edit. A run
    that was cut off goes on from its last checkpoint when it is started again. An encoder that is not trained is
    taken over from the tagger to start from. Raises ReadError, ModelError.
    """
    out.mkdir(parents=True, exist_ok=True)
    corpus = load_corpus(data)
    dev = _development(data, options.dev, corpus)
    sizes = len(corpus.posted), len(corpus.marked), len(corpus.lines)
    say("{} post-edited, {} marked, {} lines by people and systems".format(*sizes))
    _stub_calibration(out, options.start)
    write_style(corpus, out, options.start)
    if options.multilingual:
        _train_multilingual(corpus, out, options, dev, say)
    else:
        _take_over(options.start, out)
    if options.english is not None:
        train_english(corpus, out, options.english, partial(_mean_mcc, out, dev) if dev else None, say)
    elif (options.start / ENGLISH).is_dir():
        _take_over(options.start / ENGLISH, out / ENGLISH)
    finish(data, out, dev, options.people, _settings(options))


def _settings(options: Options) -> dict[str, dict[str, Any]]:
    """The recipes of a run, for the card."""
    english = options.english
    found = {"multilingual": options.recipe} if options.multilingual else {}
    if english is not None:
        found |= ({"slips alone": english.slips} if english.bert else {}) | {"English": english.recipe}
    return {name: asdict(recipe) for name, recipe in found.items()}


def _take_over(start: Path, out: Path) -> None:
    """Copy an encoder's files."""
    if start.resolve() != out.resolve():
        out.mkdir(parents=True, exist_ok=True)
        for path in start.iterdir():
            if path.name in {*FILES, TAGS, WEIGHTS}:
                shutil.copyfile(path, out / path.name)


def _train_multilingual(
    corpus: Corpus, out: Path, options: Options, dev: list[dict[str, Any]], say: Callable[[str], None]
) -> None:
    from tokenizers import Tokenizer

    torch.manual_seed(options.recipe.seed)
    if options.bert:
        cut_encoder(options.bert, _texts(corpus), out)
        network = from_bert(options.bert, options.recipe.layers)
    else:
        network = from_tagger(options.start, out)
    run = Run(network, options.recipe)
    if not options.resume:
        (out / _CHECKPOINT).unlink(missing_ok=True)
    if (out / _CHECKPOINT).is_file():
        run.load(out / _CHECKPOINT)
        say(f"goes on from {out / _CHECKPOINT}, after {run.step} steps")
    tokenizer = Tokenizer.from_str(gzip.decompress((out / TOKENIZER).read_bytes()).decode())
    table = torch.from_numpy(unpack_rows(np.load(out / PIECES)))
    found = stream(corpus, tokenizer, options.recipe, random.Random(options.recipe.seed))  # noqa: S311
    steps = train(run, partial(batch_loss, network, table), found, out / _CHECKPOINT)
    bench = Bench(partial(_score, network, out, dev), out / _BEST, options.patience)
    fit(run, steps, bench if dev else None, say)
    export(as_arrays(network), out / "encoder.onnx")


def _development(data: Path, given: Path | None, corpus: Corpus) -> list[dict[str, Any]]:
    """The rows to choose by; those of a table are taken out of what is trained on."""
    if given is not None:
        return list(read_table(given))
    if data.is_dir():
        return list(read_lines(data / DEV)) if (data / DEV).is_file() else []
    rows = list(read_table(data))
    corpus.posted = [pair for i, pair in enumerate(corpus.posted) if i % 10]
    return rows[::10]


def _texts(corpus: Corpus) -> Iterator[str]:
    for before, after in corpus.posted:
        yield from (before.target, before.source, *([after.target] if after else []))
    for example in (*corpus.marked, *(person for people, _ in corpus.lines for person in people)):
        yield from (example.target, example.source)


def _score(network: torch.nn.Module, out: Path, dev: list[dict[str, Any]]) -> float:
    export(as_arrays(network), out / "encoder.onnx")
    return _mean_mcc(out, dev)


def _mean_mcc(out: Path, dev: list[dict[str, Any]]) -> float:
    """The mean over languages of the MCC on some development rows, with the source and without."""
    return attainable(dev[:: max(1, len(dev) // 600)], Tagger(out))


def write_style(corpus: Corpus, out: Path, start: Path) -> None:
    """Fit the habits of people's and systems' wording; without such lines, those of the weights in use stay."""
    kinds = [(line, float(i)) for versions in corpus.lines for i, lines in enumerate(versions) for line in lines]
    if not kinds:
        if start.resolve() != out.resolve():
            shutil.copyfile(start / STYLE, out / STYLE)
        return
    counts = Counter((line.group, machine) for line, machine in kinds)
    share = np.array([1 / counts[line.group, machine] for line, machine in kinds])
    machine = np.array([machine for _, machine in kinds])
    weights = fit_style([line.target for line, _ in kinds], machine, share * len(share) / share.sum())
    np.save(out / STYLE, weights.astype(np.float16))


def _stub_calibration(out: Path, start: Path) -> None:
    """Until it is fitted, the calibration of the weights in use, or none."""
    path = out / "calibration.json"
    if not path.is_file():
        given = start / "calibration.json"
        names = [*DOCUMENT_FEATURES, "bias"]
        empty = {"machine": dict.fromkeys(names, 0.0), "rules": {}}
        path.write_text(given.read_text(encoding="utf-8") if given.is_file() else json.dumps(empty))
