// Draws the layer under a text field: the same text, invisible, with the findings' underlines and letters.

import { SIGN, chipped } from "./codes.js";
import { element } from "./dom.js";
import { LETTERS, worst } from "./findings.js";

/** The layer of one text field. It is redrawn line by line, so that a long draft costs no more than what changed. */
export class Marks {
  constructor(layer) {
    this.layer = layer;
    this.lines = [];
  }

  /** Shows `findings` (in offsets of `text`, from `offset` on) under `text`, and the labels of its codes (codes.js). */
  draw(text, findings, offset = 0, labels = new Map()) {
    const wanted = described(text, findings, offset, labels);
    const old = this.lines;
    const shorter = Math.min(old.length, wanted.length);
    let head = 0;
    while (head < shorter && old[head].signature === wanted[head].signature) head += 1;
    let tail = 0;
    while (tail < shorter - head && old.at(-1 - tail).signature === wanted.at(-1 - tail).signature) tail += 1;
    const before = old[old.length - tail]?.node ?? null;
    for (const line of old.slice(head, old.length - tail)) line.node.remove();
    for (const line of wanted.slice(head, wanted.length - tail)) {
      line.node = drawn(line);
      this.layer.insertBefore(line.node, before);
    }
    const kept = wanted.length - tail;
    this.lines = wanted.map((line, index) => {
      if (index < head) return old[index];
      return index < kept ? line : old[old.length - wanted.length + index];
    });
  }

  /** The drawn pieces of a finding, first first. */
  of(key) {
    return Array.from(this.layer.querySelectorAll("mark")).filter((mark) => mark.dataset.keys.split(" ").includes(key));
  }

  select(key) {
    for (const mark of this.layer.querySelectorAll("mark.selected")) mark.classList.remove("selected");
    if (key !== null) for (const mark of this.of(key)) mark.classList.add("selected");
  }
}

/** The lines of a text with what is to be marked in each: a signature that is equal where they look alike. */
function described(text, findings, offset, labels) {
  const sorted = [...findings].sort((a, b) => a.start - b.start);
  let start = 0;
  let next = 0;
  let active = [];
  return text.split("\n").map((line) => {
    const end = start + line.length;
    active = active.filter((finding) => finding.end - offset > start);
    while (next < sorted.length && sorted[next].start - offset <= end) active.push(sorted[next++]);
    const from = start;
    const marks = active.map((finding) => ({ ...place(finding, offset, from, line.length), finding }));
    start = end + 1;
    const keys = marks.map((mark) => `${mark.start},${mark.end},${mark.first},${mark.finding.severity},${mark.finding.key}`);
    const own = new Map(Array.from(labels, ([at, label]) => [at - from, label]).filter(([at]) => line[at] === SIGN));
    const signature = [line, ...keys, ...Array.from(own, ([at, label]) => `${at}:${label}`)].join("\u0000");
    return { text: line, marks, labels: own, signature, node: null };
  });
}

const place = (finding, offset, from, length) => ({
  start: Math.max(0, finding.start - offset - from),
  end: Math.min(length, finding.end - offset - from),
  first: finding.start - offset >= from,
});

function drawn({ text, marks, labels }) {
  const line = element("div");
  const edges = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  const lettered = new Set();
  for (const mark of marks.filter((one) => one.start === one.end)) edges.push(mark.start);
  edges.sort((a, b) => a - b);
  let previous = null;
  for (const [index, start] of edges.entries()) {
    // Two equal edges are a finding without length: something is missing there.
    const end = edges[index + 1] ?? start;
    if (start === end && previous === start) continue;
    const here = marks.filter((one) => (start === end ? one.start === one.end && one.start === start : one.start < end && one.end > start));
    previous = start === end ? start : null;
    const piece = chipped(text.slice(start, end), labels, start);
    if (here.length === 0) line.append(...piece);
    else line.append(marked(piece, here, lettered));
  }
  if (text === "") line.append(element("br"));
  return line;
}

function marked(piece, here, lettered) {
  const { severity } = worst(here.map((one) => one.finding));
  const keys = here.map((one) => one.finding.key).join(" ");
  const mark = element("mark", { class: piece.length ? severity : `${severity} gap`, "data-keys": keys }, ...piece);
  const fresh = here.find((one) => one.first && !lettered.has(one.finding.key) && one.finding.severity === severity);
  if (fresh) {
    lettered.add(fresh.finding.key);
    mark.dataset.letter = LETTERS[severity];
  }
  return mark;
}
