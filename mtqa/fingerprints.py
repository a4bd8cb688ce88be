"""What makes a finding the same finding in a later version of the draft: its rule, its words and what stands around.

Line numbers and offsets are no part of it. Each finding has three prints: with its whole segment, with the words
before it, and with the words after it. An edit of a neighbouring sentence can change one or two of them (a lost
full stop joins two segments), hardly ever all three.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.types import DocumentReport, Finding

# Words on either side. Fewer are alike in many places of a draft; more are lost to more edits.
NEIGHBOURS = 4
# Characters on either side in which to look for those words.
REACH = 200
DIGITS = 16


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A finding's identity. `segment`, `before` and `after` are hexadecimal digests; `ordinal` counts repeats."""

    segment: str
    before: str
    after: str
    ordinal: int

    @property
    def key(self) -> str:
        """One value for tools that take only one: the digest with the segment, and the ordinal of a repeat."""
        return self.segment if self.ordinal == 0 else f"{self.segment}-{self.ordinal}"


def fingerprints(report: DocumentReport, findings: tuple[Finding, ...] | None = None) -> tuple[Fingerprint, ...]:
    """The fingerprints of a report's findings, in their order (or of those of `findings`, hidden ones for instance)."""
    segments = {segment.id: report.text[segment.start : segment.end] for segment in report.segments}
    seen: Counter[str] = Counter()
    result = []
    for finding in report.findings if findings is None else findings:
        marked = (finding.rule, finding.text)
        whole = digest(*marked, segments.get(finding.segment, ""))
        before = " ".join(_words(report.text[max(0, finding.start - REACH) : finding.start])[-NEIGHBOURS:])
        after = " ".join(_words(report.text[finding.end : finding.end + REACH])[:NEIGHBOURS])
        prints = Fingerprint(whole, digest(*marked, "<", before), digest(*marked, ">", after), seen[whole])
        seen[whole] += 1
        result.append(prints)
    return tuple(result)


def digest(*parts: str) -> str:
    """A short digest of the parts, blind to line breaks, width of spaces and Unicode composition."""
    text = "\0".join(" ".join(unicodedata.normalize("NFC", part).split()) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
