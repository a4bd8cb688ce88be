"""ZIP packages of office documents: their parts within bounds, and new parts put in with every other byte kept."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.parsers import expat

from mtqa.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Mapping

# A package that holds more is an attack, or nothing that a person edits.
MOST_PARTS, MOST_BYTES = 5_000, 200_000_000

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
# Sizes follow the data; a rewritten part has them before it.
_SIZES_FOLLOW = 0x08
_ENCRYPTED = 0x01


class Package:
    """A package in memory. Raises ReadError for one that is damaged, encrypted or too large; `kind` names it there."""

    def __init__(self, data: bytes, path: str, kind: str) -> None:
        self._data, self._path, self._kind = data, path, kind
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise ReadError(path, f"is encrypted, or an old office document; save it as {kind} without a password")
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, UnicodeDecodeError) as error:
            raise self._damaged(error) from error
        parts = self._archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise ReadError(path, f"unpacks to more than {MOST_BYTES // 1_000_000} MB or {MOST_PARTS} parts; split it")
        if len({part.filename for part in parts}) < len(parts):
            raise ReadError(path, f"has two parts of one name; save it again as {kind}")
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise ReadError(path, "is encrypted; save it without a password")

    @property
    def names(self) -> list[str]:
        return self._archive.namelist()

    def part(self, name: str) -> bytes:
        """The content of a part. Raises ReadError."""
        try:
            return self._archive.read(name)
        except KeyError:
            raise ReadError(self._path, f"is no {self._kind} file: it has no part {name}") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise self._damaged(error) from error

    def with_parts(self, parts: Mapping[str, bytes]) -> bytes:
        """The package with other content in these parts; every other byte stays. Raises ReadError."""
        data, infos = self._data, sorted(self._archive.infolist(), key=lambda info: info.header_offset)
        directory = self._archive.start_dir
        ends = [*(info.header_offset for info in infos[1:]), directory]
        out = bytearray(data[: infos[0].header_offset])
        moved: dict[int, tuple[int, tuple[int, int, int] | None, int]] = {}
        for info, end in zip(infos, ends, strict=True):
            place, content = len(out), parts.get(info.filename)
            if content is None:
                out += data[info.header_offset : end]
                moved[info.header_offset] = (place, None, 0)
                continue
            record, sizes, method = _record(data, info.header_offset, content)
            out += record
            moved[info.header_offset] = (place, sizes, method)
        start = len(out)
        place = directory
        for _ in infos:
            entry, place = _entry(data, place, moved)
            out += entry
        tail = bytearray(data[place:])
        if not tail.startswith(b"PK\x05\x06") or len(tail) < _END.size:
            raise ReadError(self._path, f"is packed in a way that cannot be written; save it again as {self._kind}")
        struct.pack_into("<2I", tail, 12, len(out) - start, start)
        return bytes(out + tail)

    def _damaged(self, error: Exception) -> ReadError:
        return ReadError(self._path, f"is no {self._kind} file, or is damaged ({error})")


def _record(data: bytes, offset: int, content: bytes) -> tuple[bytes, tuple[int, int, int], int]:
    """A local record with other content, its checksum and sizes, and how it is packed."""
    fields = list(_LOCAL.unpack_from(data, offset))
    name_length = fields[9]
    name = data[offset + _LOCAL.size : offset + _LOCAL.size + name_length]
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    sizes = (zlib.crc32(content), len(packed), len(content))
    fields[2] &= ~_SIZES_FOLLOW
    fields[3] = zipfile.ZIP_DEFLATED
    fields[6:9] = sizes
    fields[10] = 0
    return _LOCAL.pack(*fields) + name + packed, sizes, zipfile.ZIP_DEFLATED


def _entry(
    data: bytes, place: int, moved: Mapping[int, tuple[int, tuple[int, int, int] | None, int]]
) -> tuple[bytes, int]:
    """An entry of the directory with its record's new place and sizes, and where the next one begins."""
    fields = list(_CENTRAL.unpack_from(data, place))
    rest = place + _CENTRAL.size
    end = rest + fields[10] + fields[11] + fields[12]
    offset, sizes, method = moved[fields[16]]
    fields[16] = offset
    if sizes is not None:
        fields[3] &= ~_SIZES_FOLLOW
        fields[4] = method
        fields[7:10] = sizes
    return _CENTRAL.pack(*fields) + data[rest:end], end


def xml_parser(path: str, part: str) -> expat.XMLParserType:
    """A parser of UTF-8 that gives names as `namespace name`, and refuses what declares entities."""
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")

    def refuse(*_: object) -> None:
        raise ReadError(path, f"{part} declares a document type, which no office document does; it is not read")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def parse(parser: expat.XMLParserType, data: bytes, path: str, part: str) -> None:
    """Raises ReadError for XML that is not well-formed."""
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = expat.errors.messages[error.code]
        raise ReadError(path, f"{part}, line {error.lineno}: is not well-formed ({problem})") from error
