// The draft as one sheet of text.

import { MarkedText } from "./marked_text.js";

export class Sheet {
  constructor(host, draft, { touched, moved }) {
    this.draft = draft;
    this.host = host;
    this.text = new MarkedText(host, {
      label: "Draft",
      describedBy: "field-help",
      placeholder: "Paste or type a draft, or drop a file anywhere on the page",
      edited: ({ start, end, inserted, typing }) => draft.edit(start, end, inserted, { typing, from: this }),
      touched,
      moved,
    });
  }

  show(shown) {
    this.text.show(this.draft.text, shown);
    this.text.marks.select(this.draft.selected);
  }

  select(key) {
    this.text.marks.select(key);
  }

  marksOf(key) {
    return this.text.marks.of(key);
  }

  caret(offset, focus) {
    this.text.caret(offset, focus);
  }

  /** The offset of the caret in the draft, or null where the focus is elsewhere. */
  get caretNow() {
    return document.activeElement === this.text.field ? this.text.field.selectionStart : null;
  }

  /** Where on the page an offset of the draft is shown. */
  rectangle(offset) {
    let rest = offset;
    for (const { text, node } of this.text.marks.lines) {
      if (rest <= text.length) return within(node, rest);
      rest -= text.length + 1;
    }
    return this.host.getBoundingClientRect();
  }
}

function within(node, offset) {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (rest <= text.length) {
      const range = document.createRange();
      range.setStart(text, rest);
      const found = range.getClientRects()[0] ?? range.getBoundingClientRect();
      if (found.height) return found;
      break;
    }
    rest -= text.length;
  }
  return node.getBoundingClientRect();
}
