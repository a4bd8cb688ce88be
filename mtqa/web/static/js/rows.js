// The draft as rows: the units of a translation with their source beside them, or the paragraphs of a file whose
// markup is nobody's business here.

import { chipped, explained, labels, numbers, placed } from "./codes.js";
import { element } from "./dom.js";
import { MarkedText } from "./marked_text.js";

export class Rows {
  constructor(host, draft, { touched, moved }) {
    this.draft = draft;
    this.host = host;
    this.callbacks = { touched, moved };
    this.texts = [];
    this.list = element("ol", { class: "rows", "aria-label": "Draft, by segment" });
    host.append(this.list);
  }

  show(shown) {
    const { rows, text } = this.draft;
    if (this.texts.length !== rows.length) this.#build(rows);
    const groups = grouped(rows, shown);
    for (const [index, row] of rows.entries()) {
      const known = numbers(row);
      const words = known.size ? `Codes: ${explained(known)}` : "";
      this.texts[index].show(text.slice(row.start, row.end), groups[index], row.start, labels(row.codes ?? [], known, row.start));
      this.texts[index].describe(words);
      this.texts[index].marks.select(this.draft.selected);
      const source = this.sources[index];
      if (source && source.textContent !== (row.source ?? "")) {
        const text = row.source ?? "";
        source.replaceChildren(...chipped(text, labels(placed(text, row.source_codes ?? []), known)));
        source.title = words;
      }
    }
  }

  #build(rows) {
    this.texts = [];
    this.sources = [];
    const bilingual = rows.some((row) => row.source !== null && row.source !== undefined);
    this.list.replaceChildren();
    this.list.classList.toggle("bilingual", bilingual);
    const total = rows.length;
    for (const [index, row] of rows.entries()) {
      const number = element("span", { class: "number", "aria-hidden": "true" }, String(index + 1));
      const source = bilingual
        ? element("p", { class: "source", lang: this.draft.report?.source_language ?? undefined })
        : null;
      this.sources.push(source);
      const target = element("div", { class: "target" });
      this.list.append(element("li", { class: row.kind ?? "prose" }, number, source, target));
      this.texts.push(this.#field(target, index, total));
    }
  }

  #field(host, index, total) {
    const { touched, moved } = this.callbacks;
    const start = () => this.draft.rows[index].start;
    const field = new MarkedText(host, {
      label: `Segment ${index + 1} of ${total}`,
      oneLine: true,
      edited: (edit) =>
        this.draft.edit(start() + edit.start, start() + edit.end, edit.inserted, { typing: edit.typing, from: this }),
      touched: (offset) => touched(start() + offset),
      moved: (offset) => moved(start() + offset),
    });
    field.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
      this.texts[index + (event.shiftKey ? -1 : 1)]?.field.focus();
    });
    return field;
  }

  select(key) {
    for (const text of this.texts) text.marks.select(key);
  }

  marksOf(key) {
    return this.texts.flatMap((text) => text.marks.of(key));
  }

  caret(offset, focus) {
    const index = this.#rowAt(offset);
    this.texts[index]?.caret(offset - this.draft.rows[index].start, focus);
  }

  get caretNow() {
    const index = this.texts.findIndex((text) => text.field === document.activeElement);
    return index < 0 ? null : this.draft.rows[index].start + this.texts[index].field.selectionStart;
  }

  rectangle(offset) {
    const row = this.list.children[this.#rowAt(offset)] ?? this.host;
    return row.getBoundingClientRect();
  }

  #rowAt(offset) {
    const after = this.draft.rows.findIndex((row) => row.end >= offset);
    return after < 0 ? this.draft.rows.length - 1 : after;
  }
}

/** For each row, the findings that start in it. */
function grouped(rows, findings) {
  const sorted = [...findings].sort((a, b) => a.start - b.start);
  let next = 0;
  return rows.map((row, index) => {
    const following = rows[index + 1]?.start ?? Infinity;
    const here = [];
    while (next < sorted.length && sorted[next].start < following) here.push(sorted[next++]);
    return here;
  });
}
