"""Trains the English encoder of a tagger: first on slips alone, then on the tagger's mixture with slips in it."""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import torch

from mtqa.models.edit_head import TAGS
from mtqa.models.edits import EditVocabulary
from mtqa.models.tagger import ENGLISH, FOLDER
from mtqa.train.edit_mixture import MOST_EDITED, EditCorpus, count_tags, edited_share, read_prose
from mtqa.train.english import Batches, english_loss
from mtqa.train.loop import Recipe, Run, train
from mtqa.train.slips import mine
from mtqa.train.start import TOKENIZER, english_from_bert, english_from_tagger, write_english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mtqa.train.english import Batch
    from mtqa.train.mixture import Corpus
    from mtqa.train.network import EnglishNetwork

LAYERS = 6
SLIPS_RECIPE = Recipe(LAYERS, steps=5000, rate=3e-4, seed=40)
ENGLISH_RECIPE = Recipe(LAYERS, steps=4000, rate=2e-4, seed=41)


@dataclass(frozen=True, slots=True)
class EnglishOptions:
    """`bert`: an English BertModel folder to start from; else the English encoder of the tagger in `start`.

    `prose`: a folder of text files, a good sentence a line, that slips are made in. `slips`: the steps on those alone.
    """

    bert: Path | None = None
    start: Path = FOLDER
    prose: Path | None = None
    slips: Recipe = SLIPS_RECIPE
    recipe: Recipe = ENGLISH_RECIPE


def edit_corpus(corpus: Corpus, prose: Path | None) -> EditCorpus:
    """The tagger's corpus with prose: that of the folder, post-edits, and people's lines."""
    pairs = [(b.target, a.target) for b, a in corpus.posted if a and edited_share(b) <= MOST_EDITED]
    own = {after.target for _, after in corpus.posted if after}
    lines = {line.target for people, _ in corpus.lines for line in people}
    given = read_prose(prose) if prose else []
    return EditCorpus(corpus, sorted({*given, *own, *lines}), mine(pairs))


def train_english(
    corpus: Corpus, out: Path, options: EnglishOptions, say: Callable[[str], None], score: Callable[[], float]
) -> None:
    """Train the encoder and write it into the folder ENGLISH of `out`; `score` judges what stands there.

    Raises ReadError, ModelError.
    """
    from tokenizers import Tokenizer

    folder = out / ENGLISH
    folder.mkdir(parents=True, exist_ok=True)
    edits = edit_corpus(corpus, options.prose)
    rng = random.Random(options.recipe.seed)  # noqa: S311
    if options.bert:
        edits.vocabulary = count_tags(edits, rng)
        network = english_from_bert(options.bert, folder, options.recipe.layers, len(edits.vocabulary))
    else:
        network = english_from_tagger(options.start / ENGLISH, folder)
        edits.vocabulary = EditVocabulary.read(folder / TAGS)
    tokenizer = Tokenizer.from_str(gzip.decompress((folder / TOKENIZER).read_bytes()).decode())
    parts = [(options.recipe, edits.items, out / "english.pt")]
    if options.bert:
        parts.insert(0, (options.slips, edits.slip_items, out / "slips.pt"))
    for recipe, items, checkpoint in parts:
        run = Run(network, recipe)
        if checkpoint.is_file():
            run.load(checkpoint)
            say(f"goes on from {checkpoint}, after {run.step} steps")
        batches = Batches(items, tokenizer, recipe.tokens, recipe.seed)
        _fit(run, batches, checkpoint, say, partial(_scored, network, edits.vocabulary, folder, score))
    write_english(network, edits.vocabulary, folder)


def _scored(network: EnglishNetwork, vocabulary: EditVocabulary, folder: Path, score: Callable[[], float]) -> float:
    write_english(network, vocabulary, folder)
    return score()


def _fit(run: Run, batches: Batches, checkpoint: Path, say: Callable[[str], None], score: Callable[[], float]) -> None:
    loader = torch.utils.data.DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=8)
    found: Iterator[Batch] = iter(loader)
    for progress in train(run, partial(english_loss, run.network), found, checkpoint):
        say(f"step {progress.step}  loss {progress.loss:.4f}  {progress.done:.0%}")
        if progress.step % run.recipe.every == 0:
            say(f"step {progress.step}  development MCC {score():.4f}")
