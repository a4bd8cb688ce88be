// What is sent to be checked: the text, or the rows of it as blocks, and how the answer's offsets lead back.

import { Offsets } from "./offsets.js";

/**
 * The request's body, the text that the server will count in, `home` from its UTF-16 offsets to
 * the draft's, and `away` back. */
export function submission({ name, text, rows, file }) {
  const path = name || "draft.txt";
  if (!rows) return { body: { text, path }, text, home: (offset) => offset, away: (offset) => offset };
  const blocks = rows.map((row) => block(row, text));
  const starts = [];
  let start = 0;
  for (const { text: words } of blocks) {
    starts.push(start);
    start += words.length + 1;
  }
  const home = (offset) => {
    const index = Math.max(0, starts.findLastIndex((one) => one <= offset));
    return Math.min(rows[index].end, rows[index].start + offset - starts[index]);
  };
  const away = (offset) => {
    const index = Math.max(0, rows.findLastIndex((row) => row.start <= offset));
    return starts[index] + offset - rows[index].start;
  };
  return { body: { ...file?.languages, blocks, path }, text: blocks.map((one) => one.text).join("\n"), home, away };
}

/** A row as the API takes it: its codes in code points of its own text. */
export function block(row, text) {
  const words = text.slice(row.start, row.end);
  const offsets = new Offsets(words);
  const codes = (row.codes ?? []).map(({ name, start, end }) => ({
    name,
    start: offsets.toPoints(Math.max(0, start - row.start)),
    end: offsets.toPoints(Math.max(0, end - row.start)),
  }));
  const { source = null, kind = "prose", id = null, source_codes = [] } = row;
  return { text: words, source, kind, id, codes, source_codes };
}

/** The draft's text and rows of blocks that the API gave. */
export function rowsOf(blocks) {
  let start = 0;
  const rows = blocks.map((one) => {
    const offsets = new Offsets(one.text);
    const units = (code) => ({ ...code, start: start + offsets.toUnits(code.start), end: start + offsets.toUnits(code.end) });
    const row = { ...one, start, end: start + one.text.length, codes: (one.codes ?? []).map(units) };
    delete row.text;
    start += one.text.length + 1;
    return row;
  });
  return { text: blocks.map((one) => one.text).join("\n"), rows };
}

/**
 * The lines of a draft beside those of its source, or null where they do not go together. Empty lines count only
 * where both have the same number of lines.
 */
export function paired(text, source) {
  const all = lines(text);
  const sources = lines(source).map((line) => line.text);
  const row = (line, index, from) => ({ start: line.start, end: line.start + line.text.length, source: from[index], kind: "prose" });
  if (all.length === sources.length) return all.map((line, index) => row(line, index, sources)).filter((one) => one.end > one.start || one.source);
  const full = all.filter((line) => line.text.trim());
  const fullSources = sources.filter((line) => line.trim());
  return full.length === fullSources.length ? full.map((line, index) => row(line, index, fullSources)) : null;
}

function lines(text) {
  let start = 0;
  return text.replace(/\n+$/, "").split("\n").map((line) => {
    const here = { text: line, start };
    start += line.length + 1;
    return here;
  });
}
