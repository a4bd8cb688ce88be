// From finding to finding, between text, list and card, and what happens to a finding.

import { byId } from "./dom.js";

const NARROW = matchMedia("(max-width: 60rem)");
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export class Navigation {
  constructor(desk) {
    this.desk = desk;
    this.scroll = byId("scroll");
    this.actions = {
      accept: (finding, suggestion) => this.#done(finding, () => desk.draft.accept(suggestion), `Put in: ${suggestion.text || "left out"}.`),
      replace: (finding, text) => this.#done(finding, () => desk.draft.edit(finding.start, finding.end, text), `Put in: ${text}.`),
      dismiss: (finding) => this.#done(finding, () => desk.draft.dismiss(finding), "Dismissed."),
      neverFlag: (finding) => this.#done(finding, () => desk.draft.neverFlag(finding.text), `“${finding.text}” is never flagged in this draft.`),
    };
  }

  /** Acts on a finding, then goes on to the next one where the editor is working. */
  #done(finding, act, words) {
    const { draft, list, popover, view, status, checker } = this.desk;
    const inList = list.hasFocus;
    const keys = draft.shown.map((one) => one.key);
    const next = keys[keys.indexOf(finding.key) + 1] ?? keys[keys.indexOf(finding.key) - 1] ?? null;
    popover.close();
    act();
    const left = draft.shown;
    draft.select(left.some((one) => one.key === next) ? next : null, this);
    if (inList && draft.current) {
      list.focus(next);
      this.showInText(draft.current);
    } else if (inList) this.toText();
    else view.caret(Math.min(finding.start, draft.text.length));
    status.say(`${words} ${status.left(left.length)}`);
    checker.now();
  }

  /** The next (1) or previous (-1) finding from the caret or the one that is open, with its card beside the mark. */
  next(by) {
    const { draft, view } = this.desk;
    const { shown } = draft;
    if (shown.length === 0) {
      this.desk.status.say("There are no findings.");
      return;
    }
    const now = shown.findIndex((finding) => finding.key === draft.selected);
    const caret = view.caretNow ?? 0;
    const after = shown.findIndex((finding) => finding.start >= caret);
    let index = by > 0 ? after : after - 1;
    if (now >= 0) index = now + by;
    else if (after < 0) index = by > 0 ? 0 : shown.length - 1;
    this.openInText(shown[(index + shown.length) % shown.length]);
  }

  openInText(finding) {
    const { draft, view, popover, status } = this.desk;
    draft.select(finding.key, this);
    this.reveal(finding.start);
    view.caret(finding.start);
    popover.open(finding, view.marksOf(finding.key));
    const [first] = finding.suggestions;
    status.say(`${finding.severity}: ${finding.text}. ${finding.message}${first ? ` Correction: ${first.text}.` : ""}`);
    this.desk.list.reveal(finding.key);
  }

  /** A click in the text: the card of what is there. */
  touched(offset) {
    const { draft, view, popover, list } = this.desk;
    const here = at(draft.shown, offset);
    popover.close();
    draft.select(here?.key ?? null, this);
    if (!here) return;
    popover.open(here, view.marksOf(here.key));
    list.reveal(here.key);
  }

  /** The caret moved by key, or someone typed: no card gets in the way, but the list follows. */
  caretMoved(offset) {
    const { draft, popover, list } = this.desk;
    const here = at(draft.shown, offset);
    if (popover.isOpen && here?.key !== popover.key) popover.close();
    if (!here || popover.isOpen) return;
    draft.select(here.key, this);
    list.reveal(here.key);
  }

  /** Shows, beside the list, where a finding stands. */
  showInText(finding) {
    this.desk.popover.close();
    this.reveal(finding.start);
  }

  toSegment(segment, finding) {
    this.reveal(segment.start);
    this.desk.popover.close();
    if (finding) {
      this.desk.draft.select(finding.key, this);
      this.desk.list.reveal(finding.key);
    }
  }

  /** Scrolls the text so that an offset is in view, clear of its edges. */
  reveal(offset) {
    const place = this.desk.view.rectangle(offset);
    const window_ = this.scroll.getBoundingClientRect();
    const margin = Math.min(120, window_.height / 4);
    if (place.top >= window_.top + margin && place.bottom <= window_.bottom - margin) return;
    const top = this.scroll.scrollTop + place.top - window_.top - window_.height / 3;
    this.scroll.scrollTo({ top, behavior: CALM.matches ? "auto" : "smooth" });
  }

  /** Presses a button of the card that is open in the text. */
  press(action) {
    const { draft, popover } = this.desk;
    if (!popover.isOpen && draft.current) this.openInText(draft.current);
    popover.press(action);
  }

  toText() {
    const { draft, view } = this.desk;
    if (NARROW.matches) this.toggleSheet(false);
    view.caret(draft.current?.start ?? view.caretNow ?? 0);
  }

  escape() {
    const { popover, list, draft } = this.desk;
    if (popover.isOpen) {
      popover.close();
      return;
    }
    const first = draft.current ?? draft.shown[0];
    if (!first) return;
    if (NARROW.matches) this.toggleSheet(true);
    draft.select(first.key, this);
    list.focus(first.key);
  }

  /** Opens or closes the panel of a small window. */
  toggleSheet(open = byId("handle").getAttribute("aria-expanded") !== "true") {
    byId("handle").setAttribute("aria-expanded", String(open));
  }
}

/** The finding at an offset: of several, the shortest. */
function at(findings, offset) {
  return findings
    .filter((finding) => finding.start <= offset && offset <= finding.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
}
