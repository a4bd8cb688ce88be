"""The English encoder: what is learned, and that what is written reads as what was trained."""

from __future__ import annotations

import gzip
import json
from functools import partial

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra 'train'")

from mtqa.models.edit_head import EditHead, asked_of  # noqa: E402
from mtqa.models.edits import EditVocabulary  # noqa: E402
from mtqa.models.encoder import Encoder  # noqa: E402
from mtqa.models.pieces import word_spans  # noqa: E402
from mtqa.train.edit_mixture import _plain  # noqa: E402
from mtqa.train.english import collated, encoded, english_loss  # noqa: E402
from mtqa.train.loop import word_means  # noqa: E402
from mtqa.train.network import EnglishNetwork  # noqa: E402
from mtqa.train.start import TOKENIZER, english_from_tagger, write_english  # noqa: E402
from mtqa.train.vocabulary import WORDPIECE_SPECIAL, choose_wordpieces, trimmed_wordpieces  # noqa: E402

TEXT = "They was late in Rome."
TAGS = EditVocabulary(("KEEP", "DELETE", "REPLACE_were"))


def definition():
    pieces = [*WORDPIECE_SPECIAL, "[MASK]", "they", "was", "la", "##te", "in", "rome", ".", "字"]
    return {
        "version": "1.0", "truncation": None, "padding": None, "decoder": None, "post_processor": None,
        "added_tokens": [
            {"id": 4, "content": "[MASK]", "single_word": False, "lstrip": False, "rstrip": False,
             "normalized": False, "special": True}
        ],
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                       "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": 100, "vocab": {piece: i for i, piece in enumerate(pieces)}},
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    """A folder with a small network's files."""
    torch.manual_seed(4)
    keep = choose_wordpieces(definition())
    (tmp_path / TOKENIZER).write_bytes(gzip.compress(trimmed_wordpieces(definition(), keep).encode()))
    network = EnglishNetwork(1, len(keep), len(TAGS), dropout=0.0)
    write_english(network, TAGS, tmp_path)
    return tmp_path


def tokenizer(folder):
    from tokenizers import Tokenizer

    return Tokenizer.from_str(gzip.decompress((folder / TOKENIZER).read_bytes()).decode())


def test_other_scripts_and_unused_signs_go():
    keep = choose_wordpieces(definition())
    kept = json.loads(trimmed_wordpieces(definition(), keep))["model"]["vocab"]
    assert list(kept)[:4] == list(WORDPIECE_SPECIAL)
    assert not {"字", "[MASK]"} & set(kept)


def test_what_is_written_reads_as_the_network_does(folder):
    network = english_from_tagger(folder, folder).eval()
    batch = collated(encoded([(_plain(TEXT), None)], tokenizer(folder)))
    with torch.no_grad():
        states = network.states(network.pieces(batch[0]), batch[1])
        by_word, _ = word_means(states, batch[2], 7)
        words, whole = network.word(by_word).numpy(), network.whole(states, batch[1]).numpy()
    (output,) = Encoder(folder, by_shape=True).run([TEXT], [None], [word_spans(TEXT)])
    owners = np.array(output.window.owners)
    assert owners.tolist() == [0, 1, 2, 2, 3, 4, 5]
    assert np.allclose(output.start, words[0], atol=1e-3)
    assert np.allclose(output.words[owners == 2].mean(axis=0), words[3], atol=1e-3)
    assert np.allclose(output.sentence, whole[0], atol=1e-3)
    assert output.hidden.shape == (8, 384)


def test_an_edit_is_learned(folder):
    torch.manual_seed(5)
    network = english_from_tagger(folder, folder)
    batch = collated(encoded([(_plain(TEXT), [0, 0, 2, 0, 0, 0, 0])], tokenizer(folder)))
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    loss = partial(english_loss, network, batch)
    first = loss().item()
    for _ in range(30):
        optimiser.zero_grad()
        loss().backward()
        optimiser.step()
    assert loss().item() < first / 2
    write_english(network, TAGS, folder)
    (output,) = Encoder(folder, by_shape=True).run([TEXT], [None], [word_spans(TEXT)])
    (found,) = EditHead(folder).guesses([asked_of(output)])
    (guess,) = (guess for guess in found if guess.word == 2)
    assert guess.tags[0][0] == "REPLACE_were"
    assert guess.log_odds > 0
