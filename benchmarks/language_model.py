"""Speed and memory of the embedded language model against a plain transformers loop over the same sentences.

    python benchmarks/language_model.py [--sentences N] [--gguf FILE]

Each engine runs in a process of its own. Without --gguf, transformers computes a model of the same size with
random weights, which takes as long; with it, the real one, and the log-probabilities are compared.
"""

from __future__ import annotations

import argparse
import importlib.util
import multiprocessing
import re
import resource
import sys
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).parents[1] / "fixtures" / "preference.toml"
# SmolLM2-135M.
SHAPE = {
    "hidden_size": 576, "intermediate_size": 1536, "num_hidden_layers": 30, "num_attention_heads": 9,
    "num_key_value_heads": 3, "vocab_size": 49152, "rope_theta": 100_000.0, "rms_norm_eps": 1e-5,
    "tie_word_embeddings": True,
}  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """`seconds` and `processor_seconds` are of the scoring alone; `peak` is the process's, in MB."""

    log_probabilities: list[list[float]]
    load: float
    seconds: float
    processor_seconds: float
    peak: float

    @property
    def tokens(self) -> int:
        return sum(len(values) for values in self.log_probabilities)

    def row(self, label: str) -> str:
        return (
            f"{label:28} {self.tokens / self.seconds:8.0f} {self.tokens / self.processor_seconds:12.0f} "
            f"{self.load:8.1f} {self.peak:8.0f}"
        )


def peak() -> float:
    value = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return value / 1e6 if sys.platform == "darwin" else value / 1e3


def embedded(sentences: list[str]) -> Measured:
    from mtqa.models.embedded import Embedded

    start = time.perf_counter()
    model = Embedded(cache=False)
    model.score(["Warm up."])
    begin, processor = time.perf_counter(), time.process_time()
    found = [[token.log_probability for token in tokens] for tokens in model.tokens(sentences)]
    return Measured(found, begin - start, time.perf_counter() - begin, time.process_time() - processor, peak())


def transformers_loop(sentences: list[str], gguf: str | None) -> Measured:
    """One sentence after another, as one writes it: tokenize, call the model, take the log-probabilities."""
    import torch
    from tokenizers import Tokenizer
    from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM

    from mtqa.models import store

    start = time.perf_counter()
    tokenizer = Tokenizer.from_file(str(store.pull() / "tokenizer.json"))
    model: Any
    if gguf:
        path = Path(gguf)
        model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name, dtype=torch.float32)
    else:
        model = LlamaForCausalLM(LlamaConfig(**SHAPE))
    model.eval()
    begin, processor = time.perf_counter(), time.process_time()
    found = []
    with torch.no_grad():
        for sentence in sentences:
            ids = torch.tensor([[0, *tokenizer.encode(sentence).ids]])
            logs = model(ids).logits[0, :-1].log_softmax(-1)
            found.append(logs.gather(1, ids[0, 1:, None])[:, 0].tolist())
    return Measured(found, begin - start, time.perf_counter() - begin, time.process_time() - processor, peak())


def sentences() -> list[str]:
    """The sentences of fixtures/preference.toml as people write them, with the sentence before."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    texts = [re.sub(r"\{.*?\|(.*?)\}", r"\1", item["text"]) for item in data["pair"]]
    texts += [re.sub(r"\{(.*?)\|.*?\}", r"\1", item["text"]) for item in data["keep"]]
    return [
        " ".join([item["context"], text] if "context" in item else [text])
        for item, text in zip([*data["pair"], *data["keep"]], texts, strict=True)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=112, help="how many of the sentences")
    parser.add_argument("--gguf", help="the model's GGUF file, to compare the log-probabilities too")
    options = parser.parse_args()
    texts = sentences()[: options.sentences]
    print(f"{'':28} {'tokens/s':>8} {'/processor s':>12} {'load, s':>8} {'peak, MB':>8}")
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        ours = pool.apply(embedded, (texts,))
        print(ours.row("mtqa, embedded"))
        missing = [name for name in ("torch", "transformers") if importlib.util.find_spec(name) is None]
        if missing:
            print(f"transformers: skipped, for want of {', '.join(missing)} (pip install 'mtqa[transformers]')")
            return
        theirs = pool.apply(transformers_loop, (texts, options.gguf))
    print(theirs.row("transformers, a loop"))
    processor = theirs.processor_seconds / ours.processor_seconds
    print(f"ratio {theirs.seconds / ours.seconds:.2f}, by processor time {processor:.2f}")
    if options.gguf:
        compare(ours, theirs)


def compare(ours: Measured, theirs: Measured) -> None:
    tokens = [np.concatenate([np.array(values) for values in item.log_probabilities]) for item in (ours, theirs)]
    totals = [np.array([sum(values) for values in item.log_probabilities]) for item in (ours, theirs)]
    print(f"correlation by token {np.corrcoef(*tokens)[0, 1]:.5f}, by sentence {np.corrcoef(*totals)[0, 1]:.5f}")
    print(f"mean difference by token {np.abs(tokens[0] - tokens[1]).mean():.4f} nats")


if __name__ == "__main__":
    main()
