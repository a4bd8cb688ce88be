// Lays a source beside the draft, line by line, and takes it away again.

import { byId } from "./dom.js";
import { paired } from "./submission.js";

export class SourceDialog {
  /** `changed()` is called once the draft has another source, or none. */
  constructor(draft, changed) {
    this.draft = draft;
    this.changed = changed;
    this.dialog = byId("source-dialog");
    this.text = byId("source-text");
    this.problem = byId("source-problem");
    byId("source").addEventListener("click", () => this.open());
    byId("source-open").addEventListener("click", () => byId("source-file").click());
    byId("source-cancel").addEventListener("click", () => this.dialog.close());
    byId("source-remove").addEventListener("click", () => this.#lay(null, null));
    byId("source-file").addEventListener("change", async ({ target }) => {
      const [file] = target.files;
      target.value = "";
      if (file) this.text.value = await file.text();
    });
    byId("source-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  open() {
    this.text.value = this.draft.source ?? "";
    this.problem.textContent = "";
    byId("source-remove").hidden = this.draft.source === null;
    this.dialog.showModal();
    this.text.focus();
  }

  #submit() {
    const source = this.text.value.replaceAll("\r\n", "\n");
    const rows = source.trim() ? paired(this.draft.text, source) : null;
    if (rows === null) {
      this.problem.textContent = source.trim()
        ? `The draft has ${filled(this.draft.text)} lines with text and the source has ${filled(source)}; they go together line by line.`
        : "The source is empty.";
      return;
    }
    this.#lay(source, rows);
  }

  #lay(source, rows) {
    this.draft.set({ source, rows });
    this.dialog.close();
    this.changed();
  }

  show() {
    const { source, file, isEmpty } = this.draft;
    byId("source").setAttribute("aria-pressed", String(source !== null));
    byId("source").disabled = file !== null || isEmpty;
  }
}

const filled = (text) => text.split("\n").filter((line) => line.trim()).length;
