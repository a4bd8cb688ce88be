"""What corrections cost with each language model: processor seconds a finding, questions, the cache's share, memory.

    python benchmarks/backends.py [--draft FILE] [--words 200] MODEL ...

MODEL is as in the configuration: `embedded`, `transformers:FOLDER`, `openai:MODEL@URL`. `openai:FILE.gguf` serves that
file by llama.cpp in a process of its own (pip install xllamacpp), whose time and memory are counted in. Each model
runs in two processes one after the other: with an empty cache, and with what the first one kept. The findings are
made before; what is measured is wording, comparing and proving. Processor time is steadier than that of the clock
where other programs run.
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
from pathlib import Path

from mtqa.models.catalogue import home

DRAFT = Path(__file__).parents[1] / "fixtures" / "drafts" / "storm-aid.txt"
OPTIONS = {"transformers": {"device": "cpu", "dtype": "float32"}, "openai": {"timeout": 600.0, "parallel": 1}}


def one(model: str, draft: Path) -> dict[str, float]:
    """Checks a draft in this process, and says what its corrections took."""
    from mtqa.config import Config
    from mtqa.engine import Checker
    from mtqa.models import Models
    from mtqa.models.base import Question, Told
    from mtqa.models.cache import Cache
    from mtqa.readers.text import TextReader

    config = Config(language_model=model, language_model_options=OPTIONS.get(model.partition(":")[0], {}))
    checker = Checker(config, Models(config, threads=1))
    language_model = checker.models.language_model
    language_model.score(["This loads the language model."])
    if isinstance(language_model, Told):
        language_model.answer([Question("Say yes.", "Now.", 1)])
    examined = checker.examined(TextReader().read(draft.read_bytes(), str(draft)))
    looked = {"up": 0, "found": 0}
    get = Cache.get

    def counted(cache: Cache, texts: list[str]) -> dict[str, bytes]:
        known = get(cache, texts)
        looked["up"] += len(set(texts))
        looked["found"] += len(known)
        return known

    Cache.get = counted  # type: ignore[method-assign, assignment]
    server = getattr(language_model, "server", None)
    before = (time.process_time(), server.requests if server else 0)
    suggested = checker.suggestions(examined)
    texts = [one.text for group in suggested.values() for one in group if one.source == "language model"]
    print(*texts, sep="\n", file=sys.stderr)
    return {
        "seconds": time.process_time() - before[0], "findings": len(examined.found), "corrected": len(suggested),
        "written": len(texts), "requests": server.requests - before[1] if server else 0, **looked,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


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


def measured(model: str, draft: Path, folder: Path, server: int | None) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", str(draft), model]
    before = used(server)[0] if server else 0.0
    done = subprocess.run(
        command, env=os.environ | {"MTQA_HOME": str(folder)}, stdout=subprocess.PIPE, text=True, check=True
    )
    got: dict[str, float] = json.loads(done.stdout)
    if server:
        seconds, megabytes = used(server)
        # Of the server also the question that makes it ready, which is a word.
        got["seconds"] += seconds - before
        got["megabytes"] += megabytes
    return got


def compared(model: str, draft: Path, folder: Path) -> None:
    """Measures a model with an empty cache and with a full one, and prints both."""
    (folder / "models").symlink_to(home() / "models")
    process = None
    kind, _, name = model.partition(":")
    if kind == "openai" and name.endswith(".gguf"):
        command = [sys.executable, __file__, "--serve", name]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdout  # noqa: S101 - it is a pipe
        model = f"openai:served@{process.stdout.readline().strip()}/v1"
    try:
        for label in ("empty cache", "full cache"):
            got = measured(model, draft, folder, process.pid if process else None)
            findings = max(got["findings"], 1)
            print(
                f"{kind:13} {label:12} {got['seconds'] / findings:7.2f} s a finding, {got['findings']} findings, "
                f"{got['corrected']} corrected ({got['written']} wordings by the model), {got['requests']} requests, "
                f"cache {got['found']} of {got['up']}, {got['megabytes']:.0f} MB",
                flush=True,
            )
    finally:
        if process:
            process.terminate()
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="*", metavar="MODEL")
    parser.add_argument("--draft", type=Path, default=DRAFT)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--serve", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(options.serve)
    elif options.one:
        print(json.dumps(one(options.models[0], options.one)))
    else:
        with tempfile.TemporaryDirectory() as name:
            draft = Path(name) / "draft.txt"
            text = ""
            for line in options.draft.read_text(encoding="utf-8").splitlines(keepends=True):
                text += line if len(text.split()) < options.words else ""
            draft.write_text(text, encoding="utf-8")
            for number, model in enumerate(options.models):
                folder = Path(name) / str(number)
                folder.mkdir()
                compared(model, draft, folder)


if __name__ == "__main__":
    main()
