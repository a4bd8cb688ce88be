// The side list: every finding that the filters let through, one of them open.

import { card } from "./card.js";
import { element } from "./dom.js";
import { LETTERS } from "./findings.js";

const KEYS = { a: "accept", Enter: "accept", d: "dismiss", n: "never", e: "edit" };
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

export class List {
  /** `chosen(finding)` is called when an entry is opened here; `left()` when Escape asks for the text. */
  constructor(host, draft, { actions, chosen, left }) {
    this.host = host;
    this.draft = draft;
    this.actions = actions;
    this.chosen = chosen;
    this.items = new Map();
    host.addEventListener("keydown", (event) => this.#key(event, left));
  }

  /** Shows the findings; entries that stay are kept, so that nothing jumps and the focus stays. */
  show(shown) {
    const items = new Map();
    let place = this.host.firstElementChild;
    for (const finding of shown) {
      const look = JSON.stringify([finding.severity, finding.text, finding.message, finding.confidence, finding.suggestions.map((one) => one.text), finding.pending]);
      let item = this.items.get(finding.key);
      if (!item || item.look !== look) {
        const node = this.#entry(finding);
        if (item) item.node.replaceWith(node);
        if (item?.node === place) place = node;
        item = { node, look };
      }
      item.finding = finding;
      items.set(finding.key, item);
      if (item.node === place) place = place.nextElementSibling;
      else this.host.insertBefore(item.node, place);
    }
    for (const [key, item] of this.items) if (items.get(key)?.node !== item.node) item.node.remove();
    this.items = items;
  }

  #entry(finding) {
    const { severity } = finding;
    const button = element("button", { type: "button", class: "entry", "aria-expanded": "false", tabindex: "-1" },
      element("span", { class: `badge ${severity}`, "aria-hidden": "true" }, LETTERS[severity]),
      element("span", { class: "hidden-text" }, `${severity}: `),
      element("span", { class: "words" }, finding.text.trim() === "" ? "(something is missing here)" : finding.text),
      element("span", { class: "hint" }, finding.suggestions[0] ? `→ ${finding.suggestions[0].text || "leave out"}` : finding.message),
    );
    button.addEventListener("click", () => this.#choose(finding.key));
    button.addEventListener("focus", () => this.draft.selected !== finding.key && this.#choose(finding.key));
    return element("li", { class: severity, "data-key": finding.key }, button);
  }

  #choose(key) {
    this.draft.select(key, this);
    this.select(key);
    const finding = this.items.get(key)?.finding;
    if (!finding) return;
    this.chosen(finding);
    this.reveal(key);
  }

  /** Opens one entry and closes the others; one whose card stands in the text (`elsewhere`) is only pointed at. */
  select(key, elsewhere = false) {
    for (const [name, { node, finding }] of this.items) {
      const open = name === key && !elsewhere;
      const button = node.firstElementChild;
      button.setAttribute("aria-expanded", String(open));
      button.tabIndex = name === key ? 0 : -1;
      node.classList.toggle("open", open);
      node.classList.toggle("current", name === key && elsewhere);
      const body = node.querySelector(".card");
      if (open && !body) {
        const finding_ = () => this.items.get(name)?.finding ?? finding;
        node.append(card(finding, current(this.actions, finding_)));
      }
      if (!open && body) body.remove();
    }
    if (!this.items.has(key)) {
      const first = this.items.values().next().value;
      if (first) first.node.firstElementChild.tabIndex = 0;
    }
  }

  reveal(key) {
    this.items.get(key)?.node.scrollIntoView({ block: "nearest" });
  }

  focus(key) {
    this.items.get(key)?.node.firstElementChild.focus({ preventScroll: true });
    this.reveal(key);
  }

  get hasFocus() {
    return this.host.contains(document.activeElement);
  }

  #key(event, left) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
    const onEntry = event.target.matches(".entry");
    if (event.key === "Enter" && !onEntry) return;
    if (event.key === "Escape") left();
    else if (event.key in STEPS) this.#step(STEPS[event.key]);
    else if (event.key === "Home" || event.key === "End") this.#step(event.key === "Home" ? -Infinity : Infinity);
    else if (/^[1-9]$/.test(event.key)) this.#press(`[data-action="accept"][data-index="${event.key - 1}"]`);
    else if (event.key in KEYS) this.#press(`[data-action="${KEYS[event.key]}"]`);
    else return;
    event.preventDefault();
  }

  #press(selector) {
    this.items.get(this.draft.selected)?.node.querySelector(selector)?.click();
  }

  #step(by) {
    const keys = [...this.items.keys()];
    const now = keys.indexOf(this.draft.selected);
    const next = keys[Math.min(keys.length - 1, Math.max(0, now + by))];
    if (next) {
      this.#choose(next);
      this.focus(next);
    }
  }
}

/** The actions, on the finding as it stands when they are called: edits elsewhere may have moved it. */
function current(actions, finding) {
  const result = {};
  for (const name of ["replace", "dismiss", "neverFlag"]) result[name] = (_, text) => actions[name](finding(), text);
  result.accept = (old, suggestion) => {
    const now = finding();
    actions.accept(now, now.suggestions[old.suggestions.indexOf(suggestion)] ?? suggestion);
  };
  return result;
}
