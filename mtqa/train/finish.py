"""What comes after training: calibration on what the network was not trained on, and the card."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from mtqa.config import Config
from mtqa.evaluate.sets import word_tallies
from mtqa.models.choice import language_model
from mtqa.models.pieces import TAGGED_HEADS
from mtqa.models.store import DEFAULT, installed
from mtqa.models.tagger import ENGLISH, Tagger
from mtqa.train.calibrate import SHARES, fit_machine, fit_rule
from mtqa.train.card import write_card
from mtqa.train.change_odds import (
    edited_pairs,
    fit_changes,
    learner_pairs,
    people_pairs,
    samples,
    slip_pairs,
    sparse_pairs,
)
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
from mtqa.train.mixture import MARKED, NEWS
from mtqa.train.weighing import best_mcc, fit_words

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import torch


HEADS = TAGGED_HEADS
# Texts of each kind that calibration is fitted on.
TEXTS_EACH = 40
# Post-edited rows that it is fitted on, and those that the heads of words are weighed on.
DEV_ROWS, WORD_ROWS = 600, 2000
# The weight of each kind of text in the probability that a machine wrote it: news, raw translation and its
# post-edits, and what people write besides.
NEWS_SHARE, EDITED_SHARE, PROSE_SHARE = 0.8, 0.2, 0.4
# Fewer rows do not choose between shares, nor fewer right or wrong changes fit weights (ten for each of eight weights,
# Peduzzi and others 1996): what a small table cannot tell stays as it was.
LEAST_ROWS, LEAST_CHANGES = 100, 80


def finish(
    data: Path, out: Path, dev: list[dict[str, Any]], people: Path | None, settings: dict[str, dict[str, Any]]
) -> None:
    """Calibrate and describe trained weights; `settings` are those of each encoder. Raises ModelError."""
    calibrate(data, out, dev, people)
    tallies = word_tallies(dev, Tagger(out), source=False), word_tallies(dev, Tagger(out), source=True)
    figures = [{language: best_mcc(tally) for language, tally in found.items()} for found in tallies]
    write_card(out, data.name, settings, *figures)


def calibrate(data: Path, out: Path, dev: list[dict[str, Any]], people: Path | None = None) -> None:
    """Fit calibration.json on what the network was not trained on: what the data lacks stays as it was."""
    path = out / "calibration.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    if len(dev) >= LEAST_ROWS:
        fitted = fit_words(dev[:: max(1, len(dev) // WORD_ROWS)], Tagger(out))
        if not (out / ENGLISH).is_dir():
            del fitted["english"]
        settings |= fitted
        path.write_text(json.dumps(settings, indent=1))
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
        if texts:
            settings["rules"][rule] = fit_rule(texts, HEADS, SHARES[rule]) | {"source": source}
    lines = [text for run in by_people for text, _ in run]
    settings["changes"] = change_weights(dev, lines, out) or settings.get("changes", [])
    path.write_text(json.dumps(settings, indent=1))


def change_weights(dev: list[dict[str, Any]], people: list[str], out: Path) -> list[float]:
    """How likely a proposed change is right: fitted on the rows, people's lines, and slips made in post-edits.

    The embedded language model has a say; nothing is fitted where it was never fetched, or where there is too little.
    """
    by_language = sorted(dev, key=lambda row: row["languages"])
    good = [pair.right for pair in edited_pairs(by_language)]
    pairs = [*edited_pairs(by_language), *people_pairs(people)]
    pairs += [*slip_pairs(good), *learner_pairs(good), *sparse_pairs(good)]
    if not (out / ENGLISH).is_dir() or installed(DEFAULT) is None or not pairs:
        return []
    words: Counter[str] = Counter()
    for pair in pairs:
        words[pair.kind] += len(pair.text.split())
    found = samples(pairs, Tagger(out), language_model(Config(), 0))
    right = sum(one.right for one in found)
    return fit_changes(found, words) if min(right, len(found) - right) >= LEAST_CHANGES else []


def as_arrays(network: torch.nn.Module) -> dict[str, Any]:
    """The weights of a network by name."""
    return {name: value.float().numpy() for name, value in network.state_dict().items()}
