"""The card that lies beside trained weights: what they were made of and how good they are."""

from __future__ import annotations

import hashlib
import os
from itertools import count
from typing import TYPE_CHECKING, Any

from mtqa.files import replace_whole

if TYPE_CHECKING:
    from pathlib import Path

CARD = "README.md"
# Tells a card that nobody touched from one that somebody changed.
_MARK = "\n<!-- written by mtqa train: {} -->\n"
_MARK_SIZE = len(_MARK) - len("{}") + 16
_CARD = """# A tagger for mtqa

Trained with `mtqa train` on `{data}`. Settings:

{settings}

Word MCC on the development rows, the threshold of each language chosen on them (so a little too good):

| language | without source | with source |
|---|---|---|
{rows}

Files: `encoder.onnx` (the encoder, int8 weights), `pieces.npy` (piece vectors, 4 bits), `tokenizer.json.gz`,
`calibration.json` (maps from log-odds to probabilities, fitted on the development rows), and in `english/` the same
for the English encoder, with `edits.npz` and `tags.txt` (its edit head). Use it with
`[tool.mtqa] tagger = "PATH"`. The licence of the weights follows from your data and from the encoder's.
"""


def write_card(
    out: Path, data: str, settings: dict[str, dict[str, Any]], without: dict[str, float], beside: dict[str, float]
) -> None:
    """Write README.md into a folder of weights, over the card of an earlier run.

    What somebody wrote, or changed in such a card, is kept beside it under another name, which the new card tells.
    Raises MtqaError where the folder cannot be written to.
    """
    path = out / CARD
    kept = _put_by(path) if path.exists() and not _untouched(path.read_bytes()) else None
    rows = "\n".join(
        f"| {name} | {value:.3f} | {beside.get(name, 0.0):.3f} |" for name, value in sorted(without.items())
    )
    told = "\n".join(
        f"- {encoder}: {', '.join(f'{name} {value}' for name, value in recipe.items())}"
        for encoder, recipe in settings.items()
    )
    text = _CARD.format(data=data, settings=told, rows=rows)
    if kept:
        text += f"\nWhat stood here before this run is in {kept.name}, and may speak of other weights.\n"
    replace_whole(path, (text + _MARK.format(_digest(text.encode()))).encode())


def _untouched(content: bytes) -> bool:
    """Whether a card is as a run wrote it: then its mark has the digest of what stands above."""
    text, mark = content[:-_MARK_SIZE], content[-_MARK_SIZE:]
    return mark == _MARK.format(_digest(text)).encode()


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:16]


def _put_by(path: Path) -> Path:
    """Rename a file to the first name that is free: README-1.md, README-2.md."""
    free = next(name for number in count(1) if not os.path.lexists(name := path.with_stem(f"{path.stem}-{number}")))
    path.rename(free)
    return free
