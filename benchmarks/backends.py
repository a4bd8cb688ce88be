"""What corrections cost with each language model: processor seconds a finding, questions, the cache's share, memory.

    python benchmarks/backends.py [--sentences 6] [--draft FILE] MODEL ...

MODEL is as in the configuration: `embedded`, `transformers:FOLDER`, `openai:MODEL@URL`. `openai:FILE.gguf` serves that
file by llama.cpp in a process of its own (pip install xllamacpp), whose time and memory are counted in. Without a
draft, it is the first of the broken sentences of fixtures/detectors for which no rule has a correction. The rules
`awkward` and `fragments` find, on one core; what is measured is wording, comparing and proving what they found, with
an empty cache and then again. Processor time is steadier than that of the clock where other programs run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtqa.models.catalogue import home

if TYPE_CHECKING:
    from collections.abc import Iterator

FIXTURES = Path(__file__).parents[1] / "fixtures" / "detectors"
RULES = ("awkward", "fragments")
OPTIONS = {"transformers": {"device": "cpu", "dtype": "float32"}, "openai": {"timeout": 600.0, "parallel": 1}}


@dataclass
class Cost:
    """Of one round of corrections; `looked` and `known` count texts that the cache was asked for, and had."""

    seconds: float
    findings: int
    corrected: int
    written: int
    requests: int
    looked: int
    known: int
    megabytes: float


def broken() -> Iterator[str]:
    """Sentences in which a rule marks something and knows no correction."""
    for rule in RULES:
        for case in tomllib.loads((FIXTURES / f"{rule}.toml").read_text(encoding="utf-8"))["case"]:
            if case["marked"] and not any(case.get("first", ())):
                yield case["text"]


def one(model: str, draft: Path) -> list[Cost]:
    """Checks a draft in this process, and says what its corrections took, and what they took again."""
    from mtqa.config import Config
    from mtqa.engine import Checker
    from mtqa.models import Models
    from mtqa.models.base import Question, Told
    from mtqa.models.cache import Cache
    from mtqa.readers.text import TextReader

    settings = OPTIONS.get(model.partition(":")[0], {})
    config = Config(select=RULES, language_model=model, language_model_options=settings)
    checker = Checker(config, Models(config, threads=1))
    asked = checker.models.language_model
    asked.score(["This loads the language model."])
    if isinstance(asked, Told):
        asked.answer([Question("Say yes.", "Now.", 1)])
    examined = checker.examined(TextReader().read(draft.read_bytes(), str(draft)))
    looked: list[tuple[int, int]] = []
    get = Cache.get

    def counted(cache: Cache, texts: list[str]) -> dict[str, bytes]:
        known = get(cache, texts)
        looked.append((len(set(texts)), len(known)))
        return known

    Cache.get = counted  # type: ignore[method-assign, assignment]
    costs = []
    for _ in range(2):
        looked.clear()
        server: Any = getattr(asked, "server", None)
        start, before = time.process_time(), server.requests if server else 0
        suggested = checker.suggestions(examined)
        texts = [one.text for group in suggested.values() for one in group if one.source == "language model"]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        costs.append(
            Cost(
                time.process_time() - start, len(examined.found), len(suggested), len(texts),
                server.requests - before if server else 0,
                sum(many for many, _ in looked), sum(known for _, known in looked), peak,
            )
        )  # fmt: skip
        print(*texts, sep="\n", file=sys.stderr)
        checker.models.forget()
    return costs


def serve(model: str) -> None:
    """Serves a GGUF file on one core until standard input ends."""
    import xllamacpp

    settings = xllamacpp.CommonParams()
    settings.model.path = model
    settings.n_ctx, settings.port, settings.verbosity = 4096, 0, 0
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(settings)
    print(server.listening_address, flush=True)
    sys.stdin.read()


def used(process: int) -> tuple[float, float]:
    """Processor seconds and peak megabytes of another process (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8").partition("VmHWM:")[2]
    return seconds, int(status.split()[0]) / 1024


def measured(model: str, draft: Path, folder: Path) -> None:
    """Measures a model in a process of its own, and prints a line for each round."""
    (folder / "models").symlink_to(home() / "models")
    kind, _, name = model.partition(":")
    server = None
    if kind == "openai" and name.endswith(".gguf"):
        command = [sys.executable, __file__, "--serve", name]
        server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert server.stdout  # noqa: S101 - it is a pipe
        model = f"openai:served@{server.stdout.readline().strip()}/v1"
    try:
        before = used(server.pid)[0] if server else 0.0
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(draft), model],
            env=os.environ | {"MTQA_HOME": str(folder), "OMP_NUM_THREADS": "1"},
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        first, second = [Cost(**values) for values in json.loads(done.stdout)]
        if server:
            # All that the server did it did in the first round, but for the word that makes it ready.
            seconds, megabytes = used(server.pid)
            first.seconds += seconds - before
            first.megabytes += megabytes
    finally:
        if server:
            server.terminate()
            server.wait()
    for label, cost in (("empty cache", first), ("again", second)):
        print(
            f"{kind:13}{label:12} {cost.seconds / max(cost.findings, 1):6.2f} s a finding, {cost.findings} findings, "
            f"{cost.corrected} corrected, {cost.written} wordings of the model shown, {cost.requests} requests, "
            f"cache {cost.known} of {cost.looked}, {cost.megabytes:.0f} MB",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", metavar="MODEL")
    parser.add_argument("--sentences", type=int, default=6)
    parser.add_argument("--draft", type=Path)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
        return
    if options.one:
        print(json.dumps([asdict(cost) for cost in one(options.models[0], options.one)]))
        return
    with tempfile.TemporaryDirectory() as name:
        draft = Path(name) / "draft.txt"
        text = options.draft.read_text(encoding="utf-8") if options.draft else ""
        draft.write_text(text or "\n\n".join(list(broken())[: options.sentences]), encoding="utf-8")
        for number, model in enumerate(options.models):
            folder = Path(name) / str(number)
            folder.mkdir()
            measured(model, draft, folder)


if __name__ == "__main__":
    main()
