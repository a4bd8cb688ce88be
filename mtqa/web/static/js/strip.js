// The heat strip: the whole draft in one line, each sentence as wide as it is long and as high as its faults are heavy.

import { element, plural } from "./dom.js";
import { worst } from "./findings.js";

export class Strip {
  /** `went(segment, finding)` is called for the sentence that was clicked or reached by key. */
  constructor(node, went) {
    this.node = node;
    this.went = went;
    this.segments = [];
    this.now = 0;
    node.addEventListener("click", (event) => this.#click(event));
    node.addEventListener("keydown", (event) => this.#key(event));
  }

  show(report, findings) {
    const groups = new Map();
    for (const finding of findings) {
      groups.set(finding.segment, [...(groups.get(finding.segment) ?? []), finding]);
    }
    const segments = report?.segments ?? [];
    this.segments = segments.map((segment) => ({ ...segment, findings: groups.get(segment.id) ?? [] }));
    this.node.classList.toggle("empty", segments.length === 0);
    const bars = this.node.children;
    while (bars.length > segments.length) bars[bars.length - 1].remove();
    while (bars.length < segments.length) this.node.append(element("span", {}));
    for (const [index, { start, end, findings: here }] of this.segments.entries()) {
      bars[index].className = here.length ? `bar ${worst(here).severity}` : "bar";
      bars[index].style.flexGrow = String(Math.max(1, end - start));
    }
    this.node.setAttribute("aria-valuemax", String(Math.max(1, segments.length)));
    this.#say(Math.min(this.now, Math.max(0, segments.length - 1)));
  }

  #say(index) {
    this.now = index;
    const here = this.segments[index];
    this.node.setAttribute("aria-valuenow", String(index + 1));
    const text = here ? `sentence ${index + 1} of ${this.segments.length}: ${plural(here.findings.length, "finding")}` : "empty";
    this.node.setAttribute("aria-valuetext", text);
  }

  #go(index) {
    if (!this.segments[index]) return;
    this.#say(index);
    this.went(this.segments[index], this.segments[index].findings[0] ?? null);
  }

  #click(event) {
    const bar = event.target.closest(".bar");
    if (bar) this.#go(Array.from(this.node.children).indexOf(bar));
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      // From fault to fault.
      let index = this.now + step;
      while (this.segments[index] && this.segments[index].findings.length === 0) index += step;
      this.#go(index);
    } else if (event.key === "Home") this.#go(0);
    else if (event.key === "End") this.#go(this.segments.length - 1);
    else return;
    event.preventDefault();
  }
}
