// Which findings are shown: by severity, by category, by how sure they are.

import { byId, element } from "./dom.js";
import { NO_FILTERS } from "./draft.js";
import { CATEGORIES, LETTERS, SEVERITIES, counted } from "./findings.js";

export class Filters {
  constructor(draft) {
    this.draft = draft;
    this.severities = byId("severities");
    this.categories = byId("categories");
    this.slider = byId("confidence");
    this.value = byId("confidence-value");
    for (const severity of SEVERITIES) {
      this.severities.append(this.#box("severities", severity, element("span", { class: `badge ${severity}`, "aria-hidden": "true" }, LETTERS[severity]), severity));
    }
    for (const [category, name] of Object.entries(CATEGORIES)) {
      this.categories.append(this.#box("categories", category, null, name));
    }
    this.slider.addEventListener("input", () => this.#set({ confidence: this.slider.value / 100 }));
    byId("filters-reset").addEventListener("click", () => this.#set({ severities: [], categories: [], confidence: NO_FILTERS.confidence }));
  }

  #box(list, value, badge, name) {
    const box = element("input", { type: "checkbox", checked: true, "data-value": value });
    box.addEventListener("change", () => {
      const others = this.draft.filters[list].filter((one) => one !== value);
      this.#set({ [list]: box.checked ? others : [...others, value] });
    });
    return element("label", { class: "chip" }, box, badge, element("span", {}, name), element("span", { class: "count" }));
  }

  #set(values) {
    this.draft.set({ filters: { ...this.draft.filters, ...values } });
  }

  /** Shows the filters as they are set, and how many findings each lets through. */
  show(findings) {
    const { filters } = this.draft;
    for (const [list, key] of [["severities", "severity"], ["categories", "category"]]) {
      const counts = counted(findings, key);
      for (const box of this[list].querySelectorAll("input")) {
        const count = counts.get(box.dataset.value) ?? 0;
        box.checked = !filters[list].includes(box.dataset.value);
        box.parentElement.querySelector(".count").textContent = String(count);
        box.parentElement.classList.toggle("none", count === 0);
      }
    }
    const confidence = Math.round(filters.confidence * 100);
    this.slider.value = String(confidence);
    this.slider.setAttribute("aria-valuetext", `at least ${confidence}% sure`);
    this.value.textContent = `${confidence}%`;
    const set = filters.severities.length + filters.categories.length + (filters.confidence === NO_FILTERS.confidence ? 0 : 1);
    byId("filters-reset").hidden = set === 0;
  }
}
