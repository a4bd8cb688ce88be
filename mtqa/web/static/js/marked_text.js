// A text field with marks under it. The field is an ordinary one, so that input methods, screen readers, spelling
// and selection work as everywhere; the marks are a layer of the same text beneath it.

import { element } from "./dom.js";
import { Marks } from "./marks.js";
import { difference } from "./spans.js";

export class MarkedText {
  /**
   * `label` names the field for those who do not see it. Called back: `edited({start, end, inserted, typing})`,
   * `touched(offset)` for a click, `moved(offset)` for the caret. `oneLine` refuses line ends.
   */
  constructor(host, { label, describedBy, placeholder, oneLine = false, language, edited, touched, moved }) {
    this.text = "";
    this.layer = element("div", { class: "layer", "aria-hidden": "true" });
    this.field = element("textarea", {
      class: "field", rows: "1", spellcheck: "false", autocomplete: "off", autocapitalize: "off",
      "aria-label": label, "aria-describedby": describedBy, placeholder, lang: language,
    });
    host.append(element("div", { class: "marked" }, this.layer, this.field));
    this.marks = new Marks(this.layer);
    this.oneLine = oneLine;
    this.edited = edited;
    this.field.addEventListener("input", (event) => this.#input(event));
    this.field.addEventListener("keydown", (event) => {
      if (oneLine && event.key === "Enter" && !event.isComposing && !event.altKey) event.preventDefault();
    });
    this.field.addEventListener("click", () => {
      if (this.field.selectionStart === this.field.selectionEnd) touched?.(this.field.selectionStart);
    });
    this.field.addEventListener("keyup", () => moved?.(this.field.selectionStart));
  }

  #input(event) {
    const caret = this.field.selectionEnd;
    const edit = difference(this.text, this.field.value, caret);
    if (this.oneLine && edit.inserted.includes("\n")) {
      edit.inserted = edit.inserted.replaceAll("\n", " ");
      this.field.value = this.text.slice(0, edit.start) + edit.inserted + this.text.slice(edit.end);
      this.field.setSelectionRange(caret, caret);
    }
    this.text = this.field.value;
    const typing = /^(insertText|insertCompositionText|deleteContent)/.test(event.inputType ?? "");
    this.edited({ ...edit, typing: typing && edit.inserted.length < 3 });
  }

  /** Shows a text with its findings (offsets from `offset` on). The caret stays at its place in the words around. */
  show(text, findings, offset = 0, labels = undefined) {
    if (this.field.value !== text) {
      const edit = difference(this.field.value, text);
      const after = (caret) => (caret <= edit.start ? caret : Math.max(edit.start, caret + text.length - this.field.value.length));
      const [start, end] = [after(this.field.selectionStart), after(this.field.selectionEnd)];
      this.field.value = text;
      this.field.setSelectionRange(start, end);
    }
    this.text = text;
    this.marks.draw(text, findings, offset, labels);
  }

  /** Says what the field holds besides words, to those who point at it and to screen readers. */
  describe(words) {
    if (this.field.title !== words) this.field.title = words;
  }

  /** Puts the caret at an offset of the text, without scrolling. */
  caret(offset, focus = true) {
    if (focus) this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(offset, offset);
  }
}
