"""The card that lies beside trained weights: what they were made of and how good they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

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
    """Write README.md into a folder of weights, unless somebody wrote one."""
    if (out / "README.md").exists():
        return
    rows = "\n".join(
        f"| {name} | {value:.3f} | {beside.get(name, 0.0):.3f} |" for name, value in sorted(without.items())
    )
    told = "\n".join(
        f"- {encoder}: {', '.join(f'{name} {value}' for name, value in recipe.items())}"
        for encoder, recipe in settings.items()
    )
    (out / "README.md").write_text(_CARD.format(data=data, settings=told, rows=rows), encoding="utf-8")
