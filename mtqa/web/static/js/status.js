// What the page says of itself: the status line, the notice at the top, the voice for screen readers.

import { byId, element, plural } from "./dom.js";

// Milliseconds: a check that is quicker than this is not worth a flicker.
const SLOW = 400;

export class Status {
  constructor(draft) {
    this.draft = draft;
    this.again = () => {};
    this.count = null;
    this.slow = 0;
    this.loading = false;
    this.before = ["", "Ready"];
  }

  /** Says a sentence to those who listen to the page. */
  say(words) {
    byId("live").textContent = words;
  }

  left(count) {
    return count === 0 ? "No findings left." : `${plural(count, "finding")} left.`;
  }

  opening(name) {
    const line = byId("status");
    this.before = [line.className, line.textContent];
    this.#line("busy", `Opening ${name}…`);
  }

  /** A file could not be opened: what was open stays, as it was. */
  refused(error) {
    this.#line(...this.before);
    this.notice(error.message);
  }

  checking(state, error) {
    clearTimeout(this.slow);
    const line = byId("status");
    if (state === "checking") {
      this.slow = setTimeout(() => this.#line("busy", this.loading ? "The models are loading; the check follows…" : "Checking…"), SLOW);
      return;
    }
    if (state === "done") {
      this.notice(null);
      this.#line("done", "Checked");
    } else {
      this.#line(state === "waiting" && error.kind !== "gone" ? "busy" : "failed", state === "waiting" ? "Trying again…" : "Not checked");
      this.notice(error.message, { label: "Try again", action: () => this.again() });
    }
    line.dataset.state = state;
  }

  #nothing() {
    byId("kept").textContent = "";
    delete byId("status").dataset.state;
    this.#line("", "Ready");
  }

  #line(look, words) {
    byId("status").className = look;
    byId("status").textContent = words;
  }

  /** A notice at the top, with at most one button; null takes it away. */
  notice(words, button = null) {
    const node = byId("notice");
    node.hidden = words === null;
    if (words === null || node.firstElementChild?.textContent === words) return;
    const close = element("button", { type: "button", "aria-label": "Close", onclick: () => this.notice(null) }, "×");
    const act = button && element("button", { type: "button", onclick: button.action }, button.label);
    node.replaceChildren(element("p", {}, words), ...(act ? [act] : []), close);
  }

  kept(safe) {
    byId("kept").textContent = safe ? "kept in this browser" : "not kept: this browser has no room left";
  }

  /** What is known of the draft, after anything changed. */
  show(shown, standing, what) {
    const { draft } = this;
    const { report } = draft;
    byId("title").textContent = draft.name || (draft.isEmpty ? "New draft" : "Pasted draft");
    document.title = draft.isEmpty ? "mtqa" : `${draft.name || "Draft"} – mtqa`;
    if (draft.isEmpty) this.#nothing();
    const words = report ? [plural(report.words, "word"), ...report.notes.slice(0, 1)] : [];
    byId("facts").textContent = words.join(" · ");
    byId("facts").title = (report?.notes ?? []).join("\n");
    byId("findings-count").textContent = report ? countWords(shown.length, standing.length) : "";
    byId("none").textContent = nothing(draft, shown, standing);
    byId("handle-text").textContent = report ? `${plural(shown.length, "finding")} · score ${draft.score.toFixed(1)}` : "No findings";
    if (what === "report" && shown.length !== this.count) this.say(`${plural(shown.length, "finding")}.`);
    if (report) this.count = shown.length;
  }
}

const countWords = (shown, standing) => (shown === standing ? String(shown) : `${shown} of ${standing}`);

function nothing(draft, shown, standing) {
  if (shown.length) return "";
  if (draft.isEmpty) return "What is found in the draft stands here.";
  if (!draft.report) return "The draft is being checked.";
  return standing.length ? "The filters hide every finding." : "Nothing to mend was found.";
}
