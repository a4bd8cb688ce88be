"""Trains the English encoder of a tagger: first on slips alone, then on the tagger's mixture with slips in it."""

from __future__ import annotations

import gzip
import random
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import torch

from mtqa.errors import ReadError
from mtqa.models.edit_head import TAGS
from mtqa.models.edits import EditVocabulary
from mtqa.models.tagger import ENGLISH, FOLDER
from mtqa.train.edit_mixture import MOST_EDITED, EditCorpus, count_tags, edited_share, read_prose
from mtqa.train.english import Batches, english_loss
from mtqa.train.fit import Bench, fit
from mtqa.train.loop import Recipe, Run, train
from mtqa.train.slips import mine
from mtqa.train.start import TOKENIZER, english_from_bert, english_from_tagger, reading, write_english

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mtqa.train.edit_mixture import Item
    from mtqa.train.mixture import Corpus
    from mtqa.train.network import EnglishNetwork

    Items = Callable[[random.Random], Iterator[Item]]

LAYERS = 6
_SLIPS, _ANEW, _FURTHER = "slips.pt", "english.pt", "english-further.pt"
SLIPS_RECIPE = Recipe(LAYERS, steps=5000, rate=3e-4, seed=40)
ENGLISH_RECIPE = Recipe(LAYERS, steps=4500, rate=2e-4, seed=41)


@dataclass(frozen=True, slots=True)
class EnglishOptions:
    """`bert`: an English BertModel folder to start from; else the English encoder of the tagger in `start`.

    `prose`: a folder of text files, a good sentence a line, that slips are made in. `slips`: the steps on those alone,
    of an encoder that starts from `bert`. `patience` and `resume` are those of `run.Options`.
    """

    bert: Path | None = None
    start: Path = FOLDER
    prose: Path | None = None
    slips: Recipe = SLIPS_RECIPE
    recipe: Recipe = ENGLISH_RECIPE
    patience: int = 4
    resume: bool = True


def edit_corpus(corpus: Corpus, prose: Path | None) -> EditCorpus:
    """The tagger's corpus with prose: that of the folder, post-edits, and people's lines. Raises ReadError."""
    pairs = [(b.target, a.target) for b, a in corpus.posted if a and edited_share(b) <= MOST_EDITED]
    own = {after.target for _, after in corpus.posted if after}
    lines = {line.target for people, _ in corpus.lines for line in people}
    given = read_prose(prose) if prose else []
    found = sorted({*given, *own, *lines} - {""})
    if not found:
        raise ReadError("the data", "there is no good English to make slips in: give --prose")
    return EditCorpus(corpus, found, mine(pairs))


def train_english(
    corpus: Corpus, out: Path, options: EnglishOptions, score: Callable[[], float] | None, say: Callable[[str], None]
) -> None:
    """Train the encoder and write it into the folder ENGLISH of `out`; `score` judges what stands there.

    Raises ReadError, ModelError.
    """
    from tokenizers import Tokenizer

    folder = out / ENGLISH
    folder.mkdir(parents=True, exist_ok=True)
    edits = edit_corpus(corpus, options.prose)
    network = _started(edits, out, options)
    tokenizer = Tokenizer.from_str(gzip.decompress((folder / TOKENIZER).read_bytes()).decode())

    def go(name: str, recipe: Recipe, items: Items, bench: Bench | None) -> None:
        run, checkpoint = Run(network, recipe), out / name
        if checkpoint.is_file():
            run.load(checkpoint)
            say(f"goes on from {checkpoint}, after {run.step} steps")
        batches = Batches(items, tokenizer, recipe.tokens, recipe.seed)
        # A process of its own, which ends with the loader, makes the batches.
        loader = torch.utils.data.DataLoader(batches, batch_size=None, num_workers=1, prefetch_factor=8)
        fit(run, train(run, partial(english_loss, network), iter(loader), checkpoint), bench, say)

    if options.bert:
        go(_SLIPS, options.slips, edits.slip_items, None)
    # Weights that start anew have other edits than those of a tagger, and so another checkpoint.
    tried = partial(_scored, network, edits.vocabulary, folder, score) if score else None
    name = _ANEW if options.bert else _FURTHER
    go(name, options.recipe, edits.items, Bench(tried, out / f"best-{name}", options.patience) if tried else None)
    write_english(network, edits.vocabulary, folder)


def _started(edits: EditCorpus, out: Path, options: EnglishOptions) -> EnglishNetwork:
    """The network to begin with; sets the vocabulary of the corpus: once counted, it stays that of the run."""
    folder = out / ENGLISH
    torch.manual_seed(options.recipe.seed)
    if not options.resume:
        for name in (_SLIPS, _ANEW, _FURTHER):
            (out / name).unlink(missing_ok=True)
    if options.bert is None:
        network = english_from_tagger(options.start / ENGLISH, folder)
        with reading(folder, "list of edits"):
            edits.vocabulary = EditVocabulary.read(folder / TAGS)
        return network
    if (out / _SLIPS).is_file() and (folder / TAGS).is_file():
        edits.vocabulary = EditVocabulary.read(folder / TAGS)
    else:
        edits.vocabulary = count_tags(edits, random.Random(options.recipe.seed))  # noqa: S311
        edits.vocabulary.write(folder / TAGS)
    return english_from_bert(options.bert, folder, options.recipe.layers, len(edits.vocabulary))


def _scored(network: EnglishNetwork, vocabulary: EditVocabulary, folder: Path, score: Callable[[], float]) -> float:
    write_english(network, vocabulary, folder)
    return score()
