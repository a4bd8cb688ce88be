// The corrected draft, the reports and the baseline, as files.

import { byId } from "./dom.js";
import { download, named } from "./download.js";

export class Exports {
  constructor(draft, status) {
    this.draft = draft;
    this.status = status;
    const menu = byId("export");
    const offers = { draft: () => this.draft_() };
    for (const [name, action] of Object.entries(offers)) {
      byId(`export-${name}`).addEventListener("click", () => {
        menu.open = false;
        action();
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

  draft_() {
    const { name, text } = this.draft;
    download(named(name, "corrected"), text);
  }
}
