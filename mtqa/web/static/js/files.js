// Opening drafts: pasted, dropped, chosen, the sample, and the ones of before.

import * as api from "./api.js";
import { byId, element } from "./dom.js";
import * as store from "./store.js";
import { rowsOf } from "./submission.js";

const SAMPLE = "sample.txt";
const FORMATS = {
  html: "HTML", jsonl: "JSON lines", markdown: "Markdown", po: "gettext", sdlxliff: "SDLXLIFF", srt: "SRT",
  table: "tables (CSV, TSV)", text: "plain text", tmx: "TMX", vtt: "WebVTT", xliff: "XLIFF", docx: "Word", xlsx: "Excel",
};
// Formats that are shown as they are written; others as rows, with their markup out of the way.
const PLAIN = ["text", "markdown"];

export class Files {
  constructor(desk) {
    this.desk = desk;
    this.draft = desk.draft;
    this.elsewhere = [];
    byId("open").addEventListener("click", () => this.choose());
    byId("open-2").addEventListener("click", () => this.choose());
    byId("new").addEventListener("click", () => this.blank());
    byId("sample").addEventListener("click", () => this.sample());
    byId("file").addEventListener("change", (event) => this.#chosen(event.target));
    this.#listenToDrops();
  }

  choose() {
    byId("file").click();
  }

  #chosen(input) {
    const [file] = input.files;
    input.value = "";
    if (file) this.open(file);
  }

  async blank() {
    this.desk.keep.flush();
    store.leave();
    this.draft.open({});
    this.desk.view.caret(0);
  }

  async sample() {
    const text = await fetch(SAMPLE).then((response) => response.text());
    this.#lay({ name: SAMPLE, text });
  }

  async open(file) {
    this.desk.status.opening(file.name);
    try {
      const read = await api.read(file, file.name);
      await this.#opened(file, read);
    } catch (error) {
      this.desk.status.refused(error);
    }
  }

  async #opened(file, { format, text, blocks, writable, encoding, language, source_language }) {
    if (PLAIN.includes(format)) {
      this.#lay({ name: file.name, format, text: text.replaceAll("\r\n", "\n"), crlf: text.includes("\r\n") });
    } else {
      this.#lay({ name: file.name, format, ...rowsOf(blocks), file: { writable, languages: { language, source_language } } });
      await store.keepFile(this.draft.id, await file.arrayBuffer());
    }
    if (encoding !== "utf-8" && PLAIN.includes(format)) {
      this.desk.status.notice(`The file was read as ${encoding}; it is saved as UTF-8.`);
    }
  }

  /** Names the formats that can be opened, once the server has told. */
  formats(formats) {
    byId("file").accept = formats.flatMap((one) => one.extensions).join(",");
    byId("formats").textContent = `Reads ${formats.map((one) => FORMATS[one.name] ?? one.name).join(", ")}.`;
  }

  #lay(kept) {
    this.desk.keep.flush();
    this.draft.open(kept);
    this.desk.keep.now();
    this.desk.checker.now();
  }

  #listenToDrops() {
    let depth = 0;
    const hasFile = (event) => Array.from(event.dataTransfer?.types ?? []).includes("Files");
    const show = (by) => {
      depth = by === 0 ? 0 : depth + by;
      byId("drop").hidden = depth <= 0;
    };
    addEventListener("dragenter", (event) => hasFile(event) && show(1));
    addEventListener("dragleave", (event) => hasFile(event) && show(-1));
    addEventListener("dragover", (event) => hasFile(event) && event.preventDefault());
    addEventListener("drop", (event) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      show(0);
      this.open(event.dataTransfer.files[0]);
    });
  }

  /** Drafts that the server keeps and this browser does not: {name, title, changed}. */
  others(drafts) {
    const here = new Set(store.recent().map((one) => one.id));
    this.elsewhere = drafts
      .filter((one) => !here.has(one.name))
      .map(({ name, title, changed }) => ({ id: name, name: "", when: changed * 1000, excerpt: title }));
    byId("empty").hidden = true;
    this.show();
  }

  /** The empty desk, while it is empty. */
  show() {
    const empty = this.draft.isEmpty && this.draft.text === "";
    if (byId("empty").hidden === !empty && !empty) return;
    byId("empty").hidden = !empty;
    if (!empty) return;
    const earlier = [...store.recent(), ...this.elsewhere].filter((one) => one.id !== this.draft.id);
    byId("earlier").hidden = earlier.length === 0;
    byId("earlier-list").replaceChildren(...earlier.map((one) => this.#entry(one)));
  }

  #entry({ id, name, when, excerpt }) {
    const date = new Date(when).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
    const open = element("button", { type: "button", class: "link" }, name ? `${name}: ` : "", excerpt);
    open.addEventListener("click", async () => {
      const kept = (await store.load(id)) ?? (await api.keptDraft(id).catch(() => null));
      if (kept) this.#lay(kept);
    });
    if (this.elsewhere.some((one) => one.id === id)) return element("li", {}, open, element("span", { class: "quiet" }, date));
    const remove = element("button", { type: "button", class: "remove", "aria-label": `Delete ${name || excerpt}`, title: "Delete from this browser" }, "×");
    remove.addEventListener("click", async () => {
      await store.forget(id);
      this.show();
    });
    return element("li", {}, open, element("span", { class: "quiet" }, date), remove);
  }
}
