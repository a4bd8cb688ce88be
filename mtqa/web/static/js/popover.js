// The card beside the mark in the text.

import { card } from "./card.js";
import { element } from "./dom.js";
import { LETTERS } from "./findings.js";

const GAP = 6;

export class Popover {
  /** `node` is laid over `paper`, which scrolls with the text. */
  constructor(node, paper, { actions, closed }) {
    this.node = node;
    this.paper = paper;
    this.actions = actions;
    this.closed = closed;
    this.key = null;
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
      closed();
    });
  }

  get isOpen() {
    return this.key !== null;
  }

  /** Shows a finding under `marks`, its drawn pieces. */
  open(finding, marks) {
    if (marks.length === 0) return;
    this.key = finding.key;
    this.finding = finding;
    this.node.className = `popover ${finding.severity}`;
    this.node.setAttribute("aria-label", `${finding.severity}: ${finding.text}`);
    const close = element("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => {
      this.close();
      this.closed();
    } }, "×");
    this.node.replaceChildren(
      element("div", { class: "head" },
        element("span", { class: `badge ${finding.severity}`, "aria-hidden": "true" }, LETTERS[finding.severity]),
        element("span", { class: "severity" }, finding.severity), close),
      card(finding, this.actions),
    );
    this.node.hidden = false;
    this.place(marks);
  }

  place(marks) {
    const rectangles = marks.flatMap((mark) => Array.from(mark.getClientRects()));
    if (rectangles.length === 0) return;
    const [first, last] = [rectangles[0], rectangles.at(-1)];
    const paper = this.paper.getBoundingClientRect();
    const anchor = last.top > first.top ? last : first;
    const most = paper.width - this.node.offsetWidth - GAP;
    const left = Math.max(GAP, Math.min(most, anchor.left - paper.left));
    this.node.style.left = `${left}px`;
    this.node.style.top = `${last.bottom - paper.top + GAP}px`;
  }

  press(action) {
    this.node.querySelector(`[data-action="${action}"]`)?.click();
  }

  close() {
    this.key = null;
    this.node.hidden = true;
    this.node.replaceChildren();
  }
}
