"""Draws the font of the page's one sign of its own: the chip in place of a code, a box as high as a line's letters.

    pip install fonttools brotli
    python tools/code_font.py mtqa/web/static/codes.woff2

A text field can hold no elements, so that only a font can show a code in it; most have a box with the letters OBJ.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

# In units of a thousandth of the font's size.
SIZE, WIDTH, STROKE, CORNER = 1000, 1500, 55, 130
BOX = (110, -190, 1390, 810)


def outline(pen: TTGlyphPen, inset: int, *, clockwise: bool) -> None:
    """A box with rounded corners, `inset` inside of BOX."""
    left, bottom, right, top = BOX[0] + inset, BOX[1] + inset, BOX[2] - inset, BOX[3] - inset
    corner = CORNER - inset
    sides = [
        ((left, bottom), (left, bottom + corner), (left, top - corner)),
        ((left, top), (left + corner, top), (right - corner, top)),
        ((right, top), (right, top - corner), (right, bottom + corner)),
        ((right, bottom), (right - corner, bottom), (left + corner, bottom)),
    ]
    if not clockwise:
        sides = [(sides[(index + 1) % 4][0], end, begin) for index, (_, begin, end) in reversed(list(enumerate(sides)))]
    pen.moveTo(sides[-1][2])
    for control, begin, end in sides:
        pen.qCurveTo(control, begin)
        pen.lineTo(end)
    pen.closePath()


def built() -> FontBuilder:
    pen = TTGlyphPen(None)
    outline(pen, 0, clockwise=True)
    outline(pen, STROKE, clockwise=False)
    font = FontBuilder(SIZE, isTTF=True)
    font.setupGlyphOrder([".notdef", "code"])
    font.setupCharacterMap({0xFFFC: "code"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "code": pen.glyph()})
    font.setupHorizontalMetrics({".notdef": (WIDTH, 0), "code": (WIDTH, BOX[0])})
    # As high as common fonts, so that a line with a code is no higher than others.
    font.setupHorizontalHeader(ascent=900, descent=-220)
    font.setupNameTable({"familyName": "mtqa codes", "styleName": "Regular", "copyright": "mtqa, Apache-2.0"})
    font.setupOS2(sTypoAscender=900, sTypoDescender=-220, usWinAscent=900, usWinDescent=220)
    font.setupPost()
    return font


if __name__ == "__main__":
    font = built()
    # The same bytes come out each time; the date is the first of 2024, in seconds since 1904.
    font.font.recalcTimestamp = False
    font.font["head"].created = font.font["head"].modified = 3_786_912_000
    font.font.flavor = "woff2"
    font.save(Path(sys.argv[1]))
