// The one place where code points (the API) and UTF-16 units (JavaScript) meet.

const ASTRAL = /[\u{10000}-\u{10ffff}]/gu;

/** Converts offsets into one text. Costs a scan of the text, and nothing a call where no character is astral. */
export class Offsets {
  constructor(text) {
    // Where each character beyond the Basic Multilingual Plane starts, in units.
    this.units = Array.from(text.matchAll(ASTRAL), (match) => match.index);
  }

  /** The offset in UTF-16 units of an offset in code points. */
  toUnits(points) {
    let low = 0;
    let high = this.units.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      // In code points, the astral character number `middle` starts `middle` units earlier.
      if (this.units[middle] - middle < points) low = middle + 1;
      else high = middle;
    }
    return points + low;
  }

  /** The offset in code points of an offset in UTF-16 units; inside a pair, that of the character. */
  toPoints(units) {
    let low = 0;
    let high = this.units.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.units[middle] < units) low = middle + 1;
      else high = middle;
    }
    return units - low;
  }
}
