"""A real model server of the kind that `language_model = "openai:..."` asks: llama.cpp, in this process.

    pip install xllamacpp; python benchmarks/server.py MODEL.gguf

Starts the server on a free port of this machine, lets it continue and rewrite marked places, and prints the seconds
of each question. The embedded model's weights serve (`mtqa models` names their file); so does any other GGUF file.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from mtqa.models.base import Sampling
from mtqa.models.embedded import Embedded
from mtqa.models.openai import OpenAI, OpenAIOptions

PROMPTS = ["The war cost the country more than", "The withdrawal of the allied troops will be"]
MARKED = [
    ("So the ", "terrorist boss", " was arrested near the border on Monday."),
    ("The parties ", "made a big emphasis to", " the rights of workers in the new law."),
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    options = parser.parse_args()
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = str(options.model)
    settings.n_ctx, settings.port = 4096, 0
    server = xllamacpp.Server(settings)
    model = OpenAI(f"embedded@{server.listening_address}/v1", OpenAIOptions(), Embedded())
    start = time.perf_counter()
    for prompt, texts in zip(PROMPTS, model.generate(PROMPTS, 1, Sampling(max_tokens=12)), strict=True):
        print(f"{prompt} ... {texts}")
    print(f"{(time.perf_counter() - start) / len(PROMPTS):.2f} s a continuation")
    start = time.perf_counter()
    for (_, part, _), wordings in zip(MARKED, model.rewrite(MARKED, 2) or [], strict=True):
        print(f"[{part}] -> {wordings}")
    print(f"{(time.perf_counter() - start) / len(MARKED):.2f} s a place, 2 wordings each")


if __name__ == "__main__":
    main()
