// The corrected draft, the reports and the baseline, as files.

import * as api from "./api.js";
import { byId, plural } from "./dom.js";
import { download, named } from "./download.js";
import { isSetAside } from "./findings.js";
import { Offsets } from "./offsets.js";
import { loadFile } from "./store.js";
import { submission } from "./submission.js";

export class Exports {
  constructor(draft, status) {
    this.draft = draft;
    this.status = status;
    const menu = byId("export");
    const offers = {
      draft: () => this.corrected(),
      html: () => this.#report("html"),
      json: () => this.#report("json"),
      baseline: () => this.#baseline(),
    };
    for (const [name, action] of Object.entries(offers)) {
      byId(`export-${name}`).addEventListener("click", () => {
        menu.open = false;
        this.#told(action);
      });
    }
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      menu.open = false;
      menu.querySelector("summary").focus();
    });
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  }

  async #told(action) {
    if (this.draft.isEmpty) {
      this.status.say("There is no draft to export.");
      return;
    }
    try {
      await action();
    } catch (error) {
      this.status.notice(error.message);
    }
  }

  save() {
    return this.#told(() => this.corrected());
  }

  /** The draft in its own format: a file of rows is written by the server, from the file as it was opened. */
  async corrected() {
    const { name, text, rows, file, crlf, id } = this.draft;
    if (!file) {
      download(named(name, "corrected"), crlf ? text.replaceAll("\n", "\r\n") : text);
      return;
    }
    const data = await loadFile(id);
    if (!data) {
      this.status.notice("This browser no longer has the file; open it once more.");
      return;
    }
    const texts = rows.map((row) => text.slice(row.start, row.end));
    const saved = await api.save({ path: name, data: base64(data), texts });
    const bytes = Uint8Array.from(atob(saved.data), (letter) => letter.charCodeAt(0));
    download(named(name, "corrected"), new Blob([bytes]));
    if (saved.refused.length) {
      const numbers = saved.refused.map((index) => index + 1).join(", ");
      this.status.notice(`Saved, but for ${plural(saved.refused.length, "segment")} whose markup the change would break: ${numbers}.`);
    }
  }

  async #report(reporter) {
    const report = await api.report({ ...this.#judged(), reporter });
    download(named(this.draft.name, "mtqa", `.${reporter}`), report);
  }

  async #baseline() {
    const judged = this.#judged();
    if (judged.dismissed.length === 0) {
      this.status.notice("Nothing was dismissed, so there is no baseline to write.");
      return;
    }
    download(named(this.draft.name, "baseline", ".json"), await api.baseline(judged));
  }

  /** The draft, and the findings that were put aside in the offsets of what is sent. */
  #judged() {
    const { dismissed, names, text, report } = this.draft;
    const sent = submission(this.draft);
    const offsets = new Offsets(sent.text);
    const aside = (report?.findings ?? []).filter((finding) => isSetAside(finding, dismissed, names, text));
    const places = aside.map(({ rule, start, end }) => ({
      rule,
      start: offsets.toPoints(sent.away(start)),
      end: offsets.toPoints(sent.away(end)),
    }));
    return { ...sent.body, dismissed: places };
  }
}

function base64(buffer) {
  const bytes = new Uint8Array(buffer);
  let letters = "";
  // Arguments of one call are limited.
  for (let at = 0; at < bytes.length; at += 32_768) letters += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(letters);
}
