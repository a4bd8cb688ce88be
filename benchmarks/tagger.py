"""The tagger against annotated data: every table of docs/benchmarks.md that is about it.

    python benchmarks/tagger.py words      word MCC on test20, thresholds from dev, without and with the source
    python benchmarks/tagger.py marks      experts' spans, Chinese to English, documents not trained on
    python benchmarks/tagger.py pairs      DEMETR: how often the damaged sentence scores worse, by kind
    python benchmarks/tagger.py machine    texts of 12 lines by people and by systems, 2022
    python benchmarks/tagger.py reliability    of the findings at each confidence, the share that people marked
    python benchmarks/tagger.py speed      words a second, loading time, memory

`--limit N` takes N rows of each group. `--tagger FOLDER` measures other weights than the package's.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from corpora import DATA, rows
from tokenizers import Tokenizer

from mtqa.evaluate import Settings, evaluate, sets
from mtqa.evaluate.tally import auc, f1, mcc, share
from mtqa.models.faults import faults
from mtqa.models.tagger import FOLDER, Tagger
from mtqa.train.examples import bucket
from mtqa.train.held_out import edited_texts, human_texts, marked_texts, news_runs
from mtqa.train.mixture import MQM_HELD_OUT, NEWS

MQM = "mqm-zh-en-train.jsonl.gz"
SKIPPED = "the same in plain transformers: skipped, needs pip install 'mtqa[train]'"
# Languages of 2022 by what the network and the calibration knew of them.
NEW_LANGUAGES = ("uk-en", "liv-en")


def words(tagger: Tagger, limit: int | None) -> None:
    for source in (False, True):
        settings = Settings(source=source, dev=DATA / "mlqe-pe-dev.jsonl.gz", limit=limit)
        result = evaluate(DATA / "mlqe-pe-test20.jsonl.gz", tagger, settings)
        print(f"\n{'with' if source else 'without'} source: MCC [95%] at threshold, AUC")
        for row in result.rows:
            if row.measure in {"MCC", "AUC"}:
                interval = f"[{row.low:.3f}, {row.high:.3f}]"
                print(f"  {row.group}  {row.measure}  {row.value:.3f} {interval}  {row.threshold or ''}")


def marks(tagger: Tagger, limit: int | None) -> None:
    groups: dict[bool, dict[str, list[dict[str, Any]]]] = {True: defaultdict(list), False: defaultdict(list)}
    for row in rows(MQM):
        document = f"{row['set']}/{row['document']}"
        groups[bucket(document) < MQM_HELD_OUT][document].append(row)
    held = sets.marked_segments(row for found in groups[True].values() for row in found)
    other = sets.marked_segments(row for found in groups[False].values() for row in found)
    held = held[:: max(1, len(held) // (limit or len(held)))]
    other = other[:: max(1, len(other) // 1500)]
    agreeing = [segment for segment in held if len(segment.raters) > 1]
    print(f"two raters: character F1 {sets.rater_agreement(agreeing).estimate(f1(0.5))} on {len(agreeing)} segments")
    for source in (False, True):
        chosen = sets.span_tallies(other, tagger, source=source)
        found = sets.span_tallies(held, tagger, source=source)
        at, word = chosen["characters"].best_threshold(f1), chosen["words"].best_threshold(mcc)
        print(f"{'with' if source else 'without'} source, {len(held)} segments:")
        print(f"  character F1 {found['characters'].estimate(f1(at))} at {at:.2f}")
        print(f"  word MCC     {found['words'].estimate(mcc(word))} at {word:.2f}")
        print(f"  word AUC     {found['words'].estimate(auc)}")
        if not source:
            for category, tally in sorted(sets.recall_by_category(held, tagger, at, source=False).items()):
                print(f"    {category:45} recall of spans {tally.estimate(share)}")


def pairs(tagger: Tagger, limit: int | None) -> None:
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows("demetr.jsonl.gz"):
        groups[row["name"]].append(row)
    kept = [row for found in groups.values() for row in found[:: max(1, len(found) // (limit or len(found)))]]
    alone, beside = (sets.pair_tallies(kept, tagger, source=source) for source in (False, True))
    print(f"{'damaged scores worse':36} without source         with source")
    for name, tally in alone.items():
        print(f"{name:36} {tally.estimate(share)}   {beside[name].estimate(share)}")


def machine(tagger: Tagger, limit: int | None) -> None:
    settings = Settings(limit=limit and limit * 12)
    news = (row for row in rows(NEWS) if row["set"] == "wmt22")
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in news:
        groups[row["languages"], row["system"] if not row["human"] else "human " + row["system"]].append(row)
    kept = [row for found in groups.values() for row in found[: settings.limit]]
    for name, tally in sets.document_tallies(kept, tagger, 12).items():
        known = "new language" if name.endswith(NEW_LANGUAGES) else "language of training, new year"
        print(f"{name}  AUC {tally.estimate(auc)}  {known}")


def reliability(tagger: Tagger, limit: int | None) -> None:
    count = limit or 60
    runs = news_runs(DATA, count)
    dev = list(rows("mlqe-pe-test20.jsonl.gz"))[:: max(1, 5000 // (12 * count))]
    for rule, source in (("awkward", False), ("mistranslation", True)):
        settings = tagger.calibration.rules[rule]
        texts = [*human_texts(runs[True], tagger, source=source), *edited_texts(dev, tagger, source=source)]
        texts += marked_texts(DATA, tagger, count, source=source)
        found: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        size: dict[str, int] = defaultdict(int)
        for text in texts:
            for item, marked in zip(text.sentences, text.marked, strict=True):
                size[text.kind] += len(item.spans)
                for first, last, score in faults(item, text.machine, settings):
                    found[text.kind].append((tagger.calibration.confidence(rule, score), any(marked[first:last])))
        print(f"\n{rule}: share right of the findings at a confidence (findings per 1,000 words)")
        for kind, values in found.items():
            cells = []
            for low in np.arange(0.3, 1.0, 0.1):
                inside = [right for confidence, right in values if low <= confidence < low + 0.1 + 1e-9]
                mean = f"{np.mean(inside):.2f}" if inside else "  - "
                cells.append(f"{low:.1f}: {mean} ({1000 * len(inside) / size[kind]:.1f})")
            print(f"  {kind:8} " + "  ".join(cells))


def speed(tagger: Tagger, limit: int | None) -> None:
    start = time.perf_counter()
    tagger.tag(["One sentence loads everything."])
    print(f"loading and first sentence: {time.perf_counter() - start:.2f} s")
    texts = [row["text"] for row, _ in zip(rows(NEWS), range(limit or 2000), strict=False)]
    for share_ in (0.25, 0.5, 1.0):
        part = texts[: int(len(texts) * share_)]
        count = sum(len(text.split()) for text in part)
        wall, cpu = time.perf_counter(), time.process_time()
        tagger.tag(part)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(f"{count} words: {count / wall:.0f} words a second, {count / cpu:.0f} a CPU second")
    plain = plain_transformers(part)
    print(
        f"as a BertModel of transformers, float32: the tagger is {plain / wall:.1f} times as fast" if plain else SKIPPED
    )
    print(f"resident memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def plain_transformers(texts: list[str]) -> float | None:
    """Seconds that a BertModel of the tagger's size takes for texts, 32 of like length at a time; weights at random."""
    try:
        import torch
        from transformers import BertConfig, BertModel
    except ImportError:
        return None
    from mtqa.train.loop import Recipe
    from mtqa.train.network import HEADS, INNER, WIDTH

    tokenizer = Tokenizer.from_str(gzip.decompress((FOLDER / "tokenizer.json.gz").read_bytes()).decode())
    size = tokenizer.get_vocab_size()
    layers = Recipe().layers
    config = BertConfig(
        vocab_size=size, hidden_size=WIDTH, num_hidden_layers=layers, num_attention_heads=HEADS, intermediate_size=INNER
    )
    model = BertModel(config).eval()
    start = time.perf_counter()
    encoded = sorted((found.ids for found in tokenizer.encode_batch(texts)), key=len)
    with torch.inference_mode():
        for at in range(0, len(encoded), 32):
            batch = [torch.tensor(ids) for ids in encoded[at : at + 32]]
            padded = torch.nn.utils.rnn.pad_sequence(batch, batch_first=True, padding_value=size - 1)
            model(padded, attention_mask=(padded != size - 1).long())
    return time.perf_counter() - start


TABLES = {
    "words": words, "marks": marks, "pairs": pairs, "machine": machine, "reliability": reliability, "speed": speed,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("table", choices=TABLES)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--tagger", type=Path, default=FOLDER)
    parser.add_argument("--threads", type=int, default=0)
    arguments = parser.parse_args()
    TABLES[arguments.table](Tagger(arguments.tagger, arguments.threads), arguments.limit)


if __name__ == "__main__":
    main()
