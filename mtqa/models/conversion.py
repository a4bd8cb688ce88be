"""Converts a Llama model from GGUF (llama.cpp) to a CTranslate2 folder with its tokenizer, without torch.

Formats: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md and ctranslate2.specs. The same GGUF gives
the same bytes each time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mtqa.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

# Raised whenever the folder's contents change, so that an older folder no longer counts as installed.
VERSION = 1

# int8 weights, computed in float32: half the file of float16, and the log-probabilities agree with torch's
# float32 to .9996 by token; with int8 computation they agree to .947 only (docs/benchmarks.md).
STORED = "int8"

_CONTROL_TOKEN = 3


def convert(gguf_file: Path, folder: Path, begin: str) -> None:
    """Write model.bin, config.json, vocabulary.json and tokenizer.json into `folder`, which exists.

    `begin` is the token that texts start with. Raises ModelError for a file that is no Llama GGUF.
    """
    reader = _reader(gguf_file)
    fields = {name: field.contents() for name, field in reader.fields.items()}
    if fields.get("general.architecture") != "llama" or fields.get("tokenizer.ggml.model") != "gpt2":
        raise ModelError(f"{gguf_file.name} is not a Llama model with a byte-level vocabulary, which mtqa can convert")
    tokens: list[str] = fields["tokenizer.ggml.tokens"]
    spec = _specification(fields)
    _fill(spec.decoder, {tensor.name: tensor for tensor in reader.tensors}, fields)
    spec.register_vocabulary(tokens)
    spec.config.bos_token = begin
    spec.config.eos_token = tokens[fields["tokenizer.ggml.eos_token_id"]]
    spec.config.unk_token = tokens[fields.get("tokenizer.ggml.unknown_token_id", 0)]
    spec.config.layer_norm_epsilon = fields["llama.attention.layer_norm_rms_epsilon"]
    spec.validate()
    spec.optimize(quantization=STORED)
    spec.save(str(folder))
    (folder / "tokenizer.json").write_text(_tokenizer(fields), encoding="utf-8")


def _reader(gguf_file: Path) -> Any:
    import gguf

    try:
        return gguf.GGUFReader(gguf_file)
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise ModelError(f"{gguf_file.name} is not a readable GGUF file ({error})") from error


def _specification(fields: dict[str, Any]) -> Any:
    from ctranslate2.specs import Activation, TransformerDecoderModelSpec

    heads = fields["llama.attention.head_count"]
    shared = fields.get("llama.attention.head_count_kv", heads)
    return TransformerDecoderModelSpec.from_config(
        fields["llama.block_count"],
        heads,
        activation=Activation.SWISH,
        ffn_glu=True,
        rms_norm=True,
        rotary_dim=0,
        rotary_interleave=False,
        rotary_base=fields.get("llama.rope.freq_base", 10_000),
        num_heads_kv=None if shared == heads else shared,
    )


def _fill(decoder: Any, tensors: dict[str, Any], fields: dict[str, Any]) -> None:
    """Put the weights into the specification. Query, key and value are one matrix there."""
    import numpy as np

    heads = fields["llama.attention.head_count"]
    shared = fields.get("llama.attention.head_count_kv", heads)

    def weights(name: str) -> NDArray[np.float32]:
        return _dequantized(tensors[f"{name}.weight"])

    decoder.scale_embeddings = False
    decoder.embeddings.weight = weights("token_embd")
    decoder.layer_norm.gamma = weights("output_norm")
    tied = "output.weight" not in tensors
    decoder.projection.weight = decoder.embeddings.weight if tied else weights("output")
    for number, layer in enumerate(decoder.layer):
        block = f"blk.{number}"
        attention, forward = layer.self_attention, layer.ffn
        attention.layer_norm.gamma = weights(f"{block}.attn_norm")
        query = _halves(weights(f"{block}.attn_q"), heads)
        key = _halves(weights(f"{block}.attn_k"), shared)
        attention.linear[0].weight = np.concatenate([query, key, weights(f"{block}.attn_v")])
        attention.linear[1].weight = weights(f"{block}.attn_output")
        forward.layer_norm.gamma = weights(f"{block}.ffn_norm")
        forward.linear_0.weight = weights(f"{block}.ffn_gate")
        forward.linear_0_noact.weight = weights(f"{block}.ffn_up")
        forward.linear_1.weight = weights(f"{block}.ffn_down")


def _dequantized(tensor: Any) -> NDArray[np.float32]:
    import numpy as np
    from gguf.quants import dequantize

    # A copy: what is stored as float32 would be a view of the file, and quantizing works in place.
    return np.array(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)


def _halves(rows: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Undo llama.cpp's interleaving of a head's rows, so that rotary embeddings turn one half against the other."""
    pairs = rows.reshape(heads, rows.shape[0] // heads // 2, 2, rows.shape[1])
    return pairs.swapaxes(1, 2).reshape(rows.shape)


def _tokenizer(fields: dict[str, Any]) -> str:
    """The tokenizer.json of the GGUF's vocabulary and merges: digits one by one, then GPT-2's byte-level BPE."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

    if fields.get("tokenizer.ggml.pre") not in {"smollm", "default", "gpt-2"}:
        raise ModelError(f"the tokenizer '{fields.get('tokenizer.ggml.pre')}' is not one that mtqa can build")
    tokens: list[str] = fields["tokenizer.ggml.tokens"]
    merges = [tuple(merge.split(" ", 1)) for merge in fields["tokenizer.ggml.merges"]]
    vocabulary = {token: number for number, token in enumerate(tokens)}
    # No unknown token: the few control characters that the vocabulary lacks vanish, as they do in transformers.
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
    steps = [pre_tokenizers.Digits(individual_digits=True), byte_level]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(steps) if fields["tokenizer.ggml.pre"] == "smollm" else byte_level
    tokenizer.decoder = decoders.ByteLevel()
    kinds = fields.get("tokenizer.ggml.token_type", [])
    control = [token for token, kind in zip(tokens, kinds, strict=False) if kind == _CONTROL_TOKEN]
    tokenizer.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in control])
    return tokenizer.to_str()
