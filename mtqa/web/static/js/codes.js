// Codes of translation units (tags, placeholders). Each holds its place in a text as one sign, which the font shows as a
// box (tools/code_font.py); where elements can stand, the box is numbered: one number for what source and draft share.

import { element } from "./dom.js";
import { Offsets } from "./offsets.js";

export const SIGN = "\ufffc";

/** What stands behind the signs of a row: numbers of codes by name, the source's first. */
export function numbers({ source_codes = [], codes = [] }) {
  const result = new Map();
  for (const { name, start, end } of [...source_codes, ...codes]) {
    if (start < end && !result.has(name)) result.set(name, result.size + 1);
  }
  return result;
}

/** The codes of a row in words, as `1 is x id="3", 2 is %s`. */
export const explained = (numbers) => Array.from(numbers, ([name, number]) => `${number} is ${name}`).join(", ");

/** The label of each sign of a text by its offset in UTF-16 units; `codes` are in such offsets from `offset` on. */
export function labels(codes, numbers, offset = 0) {
  return new Map(codes.filter(({ start, end }) => start < end).map(({ name, start }) => [start - offset, numbers.get(name)]));
}

/** The codes of a source, which come in code points, in UTF-16 units. */
export function placed(text, codes) {
  const offsets = new Offsets(text);
  return codes.map((code) => ({ ...code, start: offsets.toUnits(code.start), end: offsets.toUnits(code.end) }));
}

/** A text as nodes, its signs as chips with the labels that stand for `start` plus their offset. */
export function chipped(text, known = new Map(), start = 0) {
  let at = start;
  return text.split(SIGN).flatMap((part, index) => {
    const before = index === 0 ? [] : [chip(known.get(at++))];
    at += part.length;
    return part ? [...before, part] : before;
  });
}

const chip = (label) =>
  element("span", { class: "code", role: "img", "aria-label": label ? `code ${label}` : "code", "data-label": label }, SIGN);
