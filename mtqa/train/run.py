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

from mtqa.evaluate.sets import word_tallies
from mtqa.evaluate.tally import mcc
from mtqa.models.calibration import DOCUMENT_FEATURES
from mtqa.models.pieces import unpack_rows
from mtqa.models.tagger import FOLDER, Tagger
from mtqa.train.calibrate import SHARES, fit_machine, fit_rule
from mtqa.train.card import write_card
from mtqa.train.examples import read_lines
from mtqa.train.export import export
from mtqa.train.held_out import (
    damaged_texts,
    edited_runs,
    edited_texts,
    human_texts,
    marked_texts,
    news_runs,
    people_runs,
    prose_runs,
)
from mtqa.train.loop import Recipe, Run, batch_loss, stream, train
from mtqa.train.mixture import DEV, MARKED, NEWS, Corpus, load_corpus
from mtqa.train.start import PIECES, TOKENIZER, cut_encoder, from_bert, from_tagger
from mtqa.train.style import fit_style
from mtqa.train.table import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from mtqa.evaluate.tally import Tally
    from mtqa.train.loop import Progress

HEADS = ("post_edit", "mqm", "mqm_severe", "damage", "omission")
# Texts of each kind that calibration is fitted on.
TEXTS_EACH = 40
# Post-edited rows that it is fitted on.
DEV_ROWS = 600
# The weight of each kind of text in the probability that a machine wrote it: news, raw translation and its
# post-edits, and what people write besides.
NEWS_SHARE, EDITED_SHARE, PROSE_SHARE = 0.8, 0.2, 0.4
STYLE = "style.npy"
_CHECKPOINT, _BEST = "checkpoint.pt", "best.pt"


@dataclass(frozen=True, slots=True)
class Options:
    """`bert`: a transformers BertModel folder to start from; else the tagger in `start` is trained further.

    `dev`: post-edited rows to choose the best checkpoint on; by default the folder's own development set, or every
    tenth row of a table. Training stops early after `patience` checkpoints without a better one.
    `people`: a folder of plain text by people that is no news, to calibrate on.
    `resume`: go on from the checkpoint of a run that was cut off.
    """

    bert: Path | None = None
    start: Path = FOLDER
    dev: Path | None = None
    people: Path | None = None
    patience: int = 4
    resume: bool = True
    recipe: Recipe = field(default_factory=Recipe)


def train_tagger(data: Path, out: Path, options: Options, say: Callable[[str], None] = print) -> None:
    """Train, keep the checkpoint that is best on the development rows, export, calibrate, and write the card.

    `data` is a folder with the public sets, or a table with the columns source, target and post_edit. A run
    that was cut off goes on from its last checkpoint when it is started again. Raises ReadError, ModelError.
    """
    from tokenizers import Tokenizer

    out.mkdir(parents=True, exist_ok=True)
    corpus = load_corpus(data)
    dev = _development(data, options.dev, corpus)
    sizes = len(corpus.posted), len(corpus.marked), len(corpus.lines)
    say("{} post-edited, {} marked, {} lines by people and systems".format(*sizes))
    if options.bert:
        cut_encoder(options.bert, _texts(corpus), out)
        network = from_bert(options.bert, options.recipe.layers)
    else:
        network = from_tagger(options.start, out)
    run = Run(network, options.recipe)
    if options.resume and (out / _CHECKPOINT).is_file():
        run.load(out / _CHECKPOINT)
        say(f"goes on from {out / _CHECKPOINT}, after {run.step} steps")
    tokenizer = Tokenizer.from_str(gzip.decompress((out / TOKENIZER).read_bytes()).decode())
    table = torch.from_numpy(unpack_rows(np.load(out / PIECES)))
    found = stream(corpus, tokenizer, options.recipe, random.Random(options.recipe.seed))  # noqa: S311
    _stub_calibration(out, options.start)
    write_style(corpus, out, options.start)
    steps = train(run, partial(batch_loss, network, table), found, out / _CHECKPOINT)
    _fit(run, steps, Bench(out, dev, options.patience), say)
    finish(network, data, out, options, dev)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where checkpoints are tried and on what, and how many in a row may be no better."""

    out: Path
    dev: list[dict[str, Any]]
    patience: int


def _fit(run: Run, steps: Iterator[Progress], bench: Bench, say: Callable[[str], None]) -> None:
    """Train to the end, or until it gets no better, and leave the best weights in the network."""
    best, waited = -1.0, 0
    for progress in steps:
        say(f"step {progress.step}  loss {progress.loss:.4f}  {progress.done:.0%}")
        if progress.step % run.recipe.every == 0:
            score = _score(run.network, bench.out, bench.dev)
            say(f"step {progress.step}  development MCC {score:.4f}")
            best, waited = (score, 0) if score > best else (best, waited + 1)
            if waited == 0:
                torch.save(run.network.state_dict(), bench.out / _BEST)
            if waited >= bench.patience:
                break
    if _score(run.network, bench.out, bench.dev) < best:
        run.network.load_state_dict(torch.load(bench.out / _BEST, weights_only=True))


def finish(network: torch.nn.Module, data: Path, out: Path, options: Options, dev: list[dict[str, Any]]) -> None:
    """Export, calibrate and describe a trained network."""
    export(_weights(network), out / "encoder.onnx")
    calibrate(data, out, dev, options.people)
    tallies = word_tallies(dev, Tagger(out), source=False), word_tallies(dev, Tagger(out), source=True)
    figures = [{language: _best_mcc(tally) for language, tally in found.items()} for found in tallies]
    write_card(out, data.name, asdict(options.recipe), *figures)


def calibrate(data: Path, out: Path, dev: list[dict[str, Any]], people: Path | None = None) -> None:
    """Fit calibration.json on what the network was not trained on: what the data lacks stays as it was."""
    path = out / "calibration.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    dev = dev[:: max(1, len(dev) // DEV_ROWS)]
    news = news_runs(data, TEXTS_EACH) if (data / NEWS).is_file() else {}
    prose = prose_runs(people, 3 * TEXTS_EACH) if people else []
    if news:
        tagger = Tagger(out)
        groups = [
            (human, NEWS_SHARE, [tagger.tag([text for text, _ in lines]) for lines in runs])
            for human, runs in news.items()
        ]
        groups += [
            (human, EDITED_SHARE, [tagger.tag(texts) for texts in runs]) for human, runs in edited_runs(dev).items()
        ]
        groups.append((True, PROSE_SHARE, [tagger.tag([text for text, _ in lines]) for lines in prose]))
        settings["machine"] = fit_machine(groups)
        path.write_text(json.dumps(settings, indent=1))
    tagger = Tagger(out)
    by_people = people_runs(data, TEXTS_EACH) if news else []
    for rule, source in (("awkward", False), ("mistranslation", True)):
        texts = human_texts(by_people if source else [*by_people, *prose], tagger, source=source)
        texts += edited_texts(dev, tagger, source=source) + damaged_texts(dev, tagger, source=source)
        if (data / MARKED).is_file():
            texts += marked_texts(data, tagger, TEXTS_EACH, source=source)
        settings["rules"][rule] = fit_rule(texts, HEADS, SHARES[rule]) | {"source": source}
    path.write_text(json.dumps(settings, indent=1))


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


def _weights(network: torch.nn.Module) -> dict[str, Any]:
    return {name: value.float().numpy() for name, value in network.state_dict().items()}


def _best_mcc(tally: Tally) -> float:
    threshold = tally.best_threshold(mcc)
    return tally.estimate(mcc(threshold)).value


def _score(network: torch.nn.Module, out: Path, dev: list[dict[str, Any]]) -> float:
    """The mean over languages of the MCC on some development rows, with the source and without."""
    export(_weights(network), out / "encoder.onnx")
    tagger = Tagger(out)
    some = dev[:: max(1, len(dev) // 600)]
    found = [*word_tallies(some, tagger, source=False).values(), *word_tallies(some, tagger, source=True).values()]
    return sum(_best_mcc(tally) for tally in found) / max(1, len(found))


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
