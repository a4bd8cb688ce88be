"""JSON lines: an object a line, in UTF-8."""

from __future__ import annotations

import codecs
import json
from typing import IO, TYPE_CHECKING

from mtqa.batch.tables import Row

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(stream: IO[bytes], most: int) -> Iterator[Row]:
    """The objects of a file; blank lines are no rows. No more than `most` bytes of a line are ever held."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) > most and not line.endswith(b"\n"):
            _skip_line(stream, most)
            failure = f"the line has more than {most / 1e6:g} MB, the limit for one draft; raise 'max_megabytes'"
            yield Row({}, number, failure)
        else:
            line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if line.strip():
                yield _row(line, number)


def _row(line: bytes, number: int) -> Row:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return Row({}, number, f"the line is not valid UTF-8 (byte {error.start}: 0x{line[error.start]:02x})")
    except (ValueError, RecursionError) as error:
        return Row({}, number, f"the line is not valid JSON ({error or 'too deep'})")
    return Row(value, number) if isinstance(value, dict) else Row({}, number, "the line is no JSON object")


def _skip_line(stream: IO[bytes], most: int) -> None:
    while (part := stream.readline(most)) and not part.endswith(b"\n"):
        pass
