"""Builds mtqa/data/words.txt.gz: the English words that spelling is checked against, with how common they are.

    pip download --no-deps symspellpy==6.10.1 pyspellchecker==0.9.1 && for w in *.whl; do unzip -qo $w; done
    python tools/english_words.py symspellpy/frequency_dictionary_en_82_765.txt spellchecker/resources/en.json.gz

Both lists are under the MIT licence. The first (Wolf Garbe's SymSpell: SCOWL, weighed by Google's n-grams) has British
forms throughout; the second (pyspellchecker: OpenSubtitles) has American and recent words.
"""

from __future__ import annotations

import gzip
import json
import math
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "mtqa" / "data" / "words.txt.gz"
# A word of subtitles is some thousand times as frequent in the n-grams of a trillion words.
SCALE = 3.5
# Subtitles have their own typing errors, which are rare.
LEAST = 50

HEADER = """\
# English words in lower case, each with the logarithm (base 10) of its frequency in a trillion words of the web.
# Sources: SymSpell's frequency dictionary (symspellpy 6.10.1, MIT) and pyspellchecker 0.9.1 (MIT).
# Made by: python tools/english_words.py
"""


def main() -> None:
    first = dict(line.split() for line in Path(sys.argv[1]).read_text(encoding="utf-8-sig").splitlines())
    levels = {word: round(math.log10(int(count))) for word, count in first.items()}
    second = json.loads(gzip.decompress(Path(sys.argv[2]).read_bytes()))
    for word, count in second.items():
        if count >= LEAST and word.isascii():
            levels.setdefault(word, round(math.log10(count) + SCALE))
    lines = "".join(f"{word} {level}\n" for word, level in sorted(levels.items()) if word.isalpha() and len(word) > 1)
    OUT.write_bytes(gzip.compress((HEADER + lines).encode(), mtime=0))


if __name__ == "__main__":
    main()
