"""One pass over an XML text that says where each tag and each run of text stands, in code points.

expat of the standard library checks that the file is well-formed and gives byte indices. Nothing outside the file is
opened, and a file that declares entities is refused, so that a short file cannot grow to gigabytes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from mtqa.interchange.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Callable

# Between the namespace and the name of a tag or an attribute.
SEPARATOR = " "
XML = "http://www.w3.org/XML/1998/namespace "
_NAME = re.compile(r"(?:</?)?([^\s/>]*)")

_CUT_OFF = "is never closed; the file may be cut off"
_EXPLAINED = {
    "XML_ERROR_INVALID_TOKEN": "XML allows no such sign here: a bare & or <, or a control character",
    "XML_ERROR_SYNTAX": "is not XML: a tag must stand here",
    "XML_ERROR_UNCLOSED_TOKEN": f"a tag or comment {_CUT_OFF}",
    "XML_ERROR_UNCLOSED_CDATA_SECTION": f"a CDATA section {_CUT_OFF}",
    "XML_ERROR_UNDEFINED_ENTITY": "uses an entity that XML does not know; write the character itself",
    "XML_ERROR_BAD_CHAR_REF": "refers to a character that XML does not allow; take the reference out",
    "XML_ERROR_DUPLICATE_ATTRIBUTE": "a tag gives the same attribute twice",
    "XML_ERROR_JUNK_AFTER_DOC_ELEMENT": "something stands after the last closing tag; take it out",
    "XML_ERROR_UNBOUND_PREFIX": "uses a namespace prefix that is not declared (xmlns:…)",
}


class Visitor(Protocol):
    """What is told of a file. Names are `namespace name`, or `name` without one. It may raise FormatError."""

    def start(self, name: str, attributes: dict[str, str], start: int, end: int) -> None: ...
    def end(self, name: str, start: int, end: int) -> None: ...
    def text(self, start: int, end: int, *, cdata: bool) -> None: ...


def visit(text: str, path: str, visitor: Visitor) -> None:
    """Tell the visitor of all tags and runs of text in their order. Raises ReadError that names the line."""
    run = _Pass(text, visitor)
    try:
        run.parser.Parse(run.data, True)
        run.event(None)
    except expat.ExpatError as error:
        raise run.explained(error).located(text, path) from error
    except FormatError as fault:
        raise fault.located(text, path) from fault


class _Pass:
    """Each event is told when the next one begins, since that is where it ends."""

    def __init__(self, text: str, visitor: Visitor) -> None:
        self._text = text
        self._visitor = visitor
        self.data = text.encode("utf-8")
        self._byte = self._point = 0
        self._pending: Callable[[int, int], None] | None = None
        self._at = 0
        self._in_run = self._cdata = False
        self._open: list[int] = []
        self.parser = self._parser()

    def _parser(self) -> expat.XMLParserType:
        # The text is decoded already, whatever it declares.
        parser = expat.ParserCreate("utf-8", SEPARATOR)
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = self._start_cdata
        parser.EndCdataSectionHandler = self._end_cdata
        parser.CommentHandler = self._nothing
        parser.ProcessingInstructionHandler = self._nothing
        parser.StartDoctypeDeclHandler = self._nothing
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped
        return parser

    def event(self, tell: Callable[[int, int], None] | None) -> None:
        """Tell the last event, which ends here, and keep the one that begins here."""
        at = self._offset(self.parser.CurrentByteIndex) if tell is not None else len(self._text)
        if self._pending is not None:
            self._pending(self._at, at)
        self._pending, self._at = tell, at
        self._in_run = False

    def _offset(self, byte: int) -> int:
        if len(self.data) == len(self._text):
            return byte
        # Events come in order, so each part of the file is counted once.
        self._point += len(self.data[self._byte : byte].decode("utf-8"))
        self._byte = byte
        return self._point

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.event(lambda start, end: self._visitor.start(name, attributes, start, end))
        self._open.append(self._at)

    def _end(self, name: str) -> None:
        def tell(start: int, end: int) -> None:
            # Of an empty tag, both events begin where the next one does.
            self._visitor.end(name, start, end if self._text.startswith("</", start) else start)

        self.event(tell)
        self._open.pop()

    def _characters(self, _: str) -> None:
        if self._in_run:
            return
        cdata = self._cdata
        self.event(lambda start, end: self._visitor.text(start, end, cdata=cdata))
        self._in_run = True

    def _start_cdata(self) -> None:
        self._nothing()
        self._cdata = True

    def _end_cdata(self) -> None:
        self._nothing()
        self._cdata = False

    def _nothing(self, *_: object) -> None:
        self.event(_told_nothing)

    def _entity(self, name: str, *_: object) -> None:
        message = f"declares the entity '{name}'; for safety no entities are read: write out what it stands for"
        raise FormatError(self._offset(self.parser.CurrentByteIndex), message)

    def _skipped(self, name: str, _: bool) -> None:
        message = f"uses the entity '&{name};', which this file does not define; write the character itself"
        raise FormatError(self._offset(self.parser.CurrentByteIndex), message)

    def explained(self, error: expat.ExpatError) -> FormatError:
        """What is wrong, in plain words."""
        at = len(self.data[: max(self.parser.ErrorByteIndex, 0)].decode("utf-8", "ignore"))
        code = expat.errors.codes
        if error.code == code[expat.errors.XML_ERROR_TAG_MISMATCH]:
            return self._mismatch(at)
        if error.code == code[expat.errors.XML_ERROR_NO_ELEMENTS]:
            return self._cut_off()
        for name, message in _EXPLAINED.items():
            if error.code == code[getattr(expat.errors, name)]:
                return FormatError(at, message)
        return FormatError(at, f"is not well-formed XML ({expat.ErrorString(error.code)})")

    def _mismatch(self, at: int) -> FormatError:
        name = self._name(self._open[-1])
        message = f"</{self._name(at)}> stands where <{name}> of line {{line}} must be closed first"
        return FormatError(at, message, self._open[-1])

    def _cut_off(self) -> FormatError:
        if not self._open:
            return FormatError(0, "holds no XML; export the file again")
        name = self._name(self._open[-1])
        return FormatError(self._open[-1], f"<{name}> is never closed; the file seems to be cut off: export it again")

    def _name(self, tag: int) -> str:
        """The name of the tag that begins here, or behind the `</` that does."""
        found = _NAME.match(self._text, tag)
        return found.group(1) if found else ""


def _told_nothing(start: int, end: int) -> None:
    pass
