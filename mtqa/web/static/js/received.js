// The API's report as the page holds it: offsets in UTF-16 units of the text, and a key that names each finding.

import { Offsets } from "./offsets.js";

/** The report of a document (docs/json.md) on `text`; `home` leads from there into the draft (submission.js). */
export function received(document, { text, home }) {
  const offsets = new Offsets(text);
  const units = (one) => ({ ...one, start: home(offsets.toUnits(one.start)), end: home(offsets.toUnits(one.end)) });
  const seen = new Map();
  const findings = document.findings.map((finding) => ({
    ...units(finding),
    key: key(finding, seen),
    suggestions: finding.suggestions.map(units),
  }));
  return { ...document, findings, segments: document.segments.map(units) };
}

/** The same for the same fault of the next report: rule, words, and which of its like it is. */
function key({ rule, text }, seen) {
  const name = `${rule} ${text}`;
  const count = seen.get(name) ?? 0;
  seen.set(name, count + 1);
  return `f${digest(`${name} ${count}`)}`;
}

/** FNV-1a, 32 bits twice over: short and without spaces. */
function digest(text) {
  let [one, other] = [0x811c9dc5, 0x01000193];
  for (let index = 0; index < text.length; index += 1) {
    one = Math.imul(one ^ text.charCodeAt(index), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(index), 0x85ebca6b) ^ (one >>> 7);
  }
  return (one >>> 0).toString(36) + (other >>> 0).toString(36);
}
