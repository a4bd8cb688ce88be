"""How long the language server takes, after an edit of a draft of 2,000 words, to say what is found in the new text.

    python benchmarks/lsp_latency.py [--edits 40] [--models]

Runs `mtqa lsp` and a client on this machine. Each edit puts a fault into a place that was not edited before; the time
is from sending the whole text until the findings of that version are there, the server's wait for a pause in typing
(80 ms) included. Without --models, the rules that need neither the language model nor the tagger run.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from mtqa.registry import detectors

ROOT = Path(__file__).parent.parent
DRAFTS = [*sorted((ROOT / "fixtures" / "drafts").glob("*.txt")), *sorted((ROOT / "fixtures" / "clean").glob("*.*"))]
WORDS = 2000
MODELS = {"language_model", "tagger"}
PLACE = re.compile(r"\b(?!the\b|an?\b)[a-z]+ (?=(?!the\b)[a-z])")


def draft() -> str:
    """About 2,000 words of different drafts."""
    words, lines = 0, []
    for line in "\n\n".join(path.read_text(encoding="utf-8") for path in DRAFTS).splitlines():
        if words >= WORDS:
            break
        words += len(line.split())
        lines.append(line)
    return "\n".join(lines)


class Client:
    """Sends versions of one draft, and waits for what is found in them."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.version = 0
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.client = LanguageClient("benchmark", "1")

        # The library marks what it registers, and a method cannot be marked.
        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _(params: types.PublishDiagnosticsParams) -> None:
            self.published.put_nowait(params)

    async def start(self, folder: Path) -> None:
        await self.client.start_io(sys.executable, "-m", "mtqa", "lsp", cwd=folder)
        folders = [types.WorkspaceFolder(folder.as_uri(), "benchmark")]
        params = types.InitializeParams(types.ClientCapabilities(), workspace_folders=folders)
        await self.client.initialize_async(params)
        self.client.initialized(types.InitializedParams())

    async def put(self, text: str) -> float:
        """Milliseconds until the findings of a new text are there."""
        self.version += 1
        began = time.perf_counter()
        if self.version == 1:
            item = types.TextDocumentItem(self.uri, "plaintext", 1, text)
            self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        else:
            document = types.VersionedTextDocumentIdentifier(self.version, self.uri)
            change: Any = types.TextDocumentContentChangeWholeDocument(text)
            self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
        while (await self.published.get()).version != self.version:
            pass
        return (time.perf_counter() - began) * 1000

    async def stop(self) -> None:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()


async def measured(folder: Path, text: str, edits: int) -> tuple[float, list[float]]:
    """The milliseconds of the first check, loading included, and of each edit."""
    client = Client((folder / "draft.txt").as_uri())
    await client.start(folder)
    first = await client.put(text)
    places = [match.end() for match in PLACE.finditer(text)]
    times = []
    # From the end, so that earlier places keep their offsets.
    for place in places[:: max(1, len(places) // edits)][:edits][::-1]:
        text = f"{text[:place]}the the {text[place:]}"
        times.append(await client.put(text))
    await client.stop()
    return first, times


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--edits", type=int, default=40)
    parser.add_argument("--models", action="store_true", help="every rule, with the language model and the tagger")
    arguments = parser.parse_args()
    quick = [name for name, rule in detectors.all().items() if not rule.models & MODELS]
    text = draft()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = "" if arguments.models else f"select = {json.dumps(quick)}\n"
        (folder / "mtqa.toml").write_text(settings, encoding="utf-8")
        first, times = asyncio.run(measured(folder, text, arguments.edits))
    at = statistics.quantiles(times, n=10)
    what = "every rule" if arguments.models else f"{len(quick)} rules without those models"
    print(f"{what}; {len(text.split())} words; {len(times)} edits; the first check, with loading, {first:.0f} ms")
    print(f"median {statistics.median(times):.0f} ms, 90th percentile {at[-1]:.0f} ms, most {max(times):.0f} ms")


if __name__ == "__main__":
    main()
