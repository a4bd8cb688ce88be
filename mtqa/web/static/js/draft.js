// The draft on the desk: its text, what was found in it, what the editor decided. The one place where it changes.
//
// A file that is no plain text is held as rows ({start, end, source, ...}) of one text, its translations line by line.
// Offsets are UTF-16 units of `text`. Listeners hear of "text", "report", "decisions" and "selection".

import { isSetAside, passes, quality } from "./findings.js";
import { History } from "./history.js";
import { moved, movedCode, movedFinding, stretched } from "./spans.js";
import { paired } from "./submission.js";

/** `severities` and `categories` are those not shown; `confidence` is the engine's own threshold. */
export const NO_FILTERS = { severities: [], categories: [], confidence: 0.5 };

export class Draft {
  constructor() {
    this.listeners = [];
    this.open({});
  }

  /** Lays another draft on the desk, as `kept()` gave it or with any part of that. */
  open(kept) {
    this.id = kept.id ?? newId();
    this.name = kept.name ?? "";
    this.format = kept.format ?? "text";
    this.text = kept.text ?? "";
    this.source = kept.source ?? null;
    this.rows = kept.rows ?? null;
    this.file = kept.file ?? null;
    this.crlf = kept.crlf ?? false;
    this.dismissed = kept.dismissed ?? [];
    this.names = kept.names ?? [];
    this.filters = kept.filters ?? { ...NO_FILTERS };
    this.history = new History(kept.history?.done, kept.history?.undone);
    this.report = kept.report ?? null;
    this.selected = null;
    this.version = (this.version ?? 0) + 1;
    this.tell("opened");
  }

  /** Everything that outlives a refresh, as plain data. */
  kept() {
    const { id, name, format, text, source, rows, file, crlf, dismissed, names, filters, report } = this;
    const history = this.history.toJSON();
    return { id, name, format, text, source, rows, file, crlf, dismissed, names, filters, history, report };
  }

  listen(listener) {
    this.listeners.push(listener);
  }

  tell(what, detail) {
    for (const listener of this.listeners) listener(what, detail);
  }

  get isEmpty() {
    return this.text.trim() === "" && this.rows === null;
  }

  // What is shown

  /** The findings that nobody put aside. */
  get standing() {
    const { dismissed, names, text } = this;
    return (this.report?.findings ?? []).filter((finding) => !isSetAside(finding, dismissed, names, text));
  }

  /** Of those, the ones that the filters let through. */
  get shown() {
    return this.standing.filter((finding) => passes(finding, this.filters));
  }

  get score() {
    return this.report ? quality(this.standing, this.report.words) : null;
  }

  select(key, from) {
    if (this.selected === key) return;
    this.selected = key;
    this.tell("selection", from);
  }

  get current() {
    return this.shown.find((finding) => finding.key === this.selected) ?? null;
  }

  // What the editor does

  /** Puts `inserted` in place of `start`..`end`. `typing` edits that follow one another are undone together. */
  edit(start, end, inserted, { typing = false, from = null } = {}) {
    const removed = this.text.slice(start, end);
    if (removed === inserted) return;
    const decisions = this.#change({ start, end, inserted }, from);
    this.history.add({ kind: "edit", start, removed, inserted, typing, decisions });
    this.tell("history");
  }

  accept(suggestion) {
    this.edit(suggestion.start, suggestion.end, suggestion.text);
  }

  dismiss(finding) {
    const { rule, start, end, text } = finding;
    this.#decide({ kind: "dismissed", what: { rule, start, end, text }, there: true });
  }

  neverFlag(name) {
    if (!this.names.includes(name)) this.#decide({ kind: "names", what: name, there: true });
  }

  /** Takes a decision back: `kind` is "dismissed" or "names", `what` an entry of that list. */
  bringBack(kind, what) {
    this.#decide({ kind, what, there: false });
  }

  #decide(action) {
    this.history.add(action);
    this.#put(action, action.there);
  }

  #put({ kind, what }, there) {
    const others = this[kind].filter((one) => !sameDecision(one, what));
    this[kind] = there ? [...others, what] : others;
    this.tell("decisions");
    this.tell("history");
  }

  /** Takes the last step back; gives it, or undefined where there is none. */
  undo() {
    const action = this.history.undo();
    if (!action) return undefined;
    if (action.kind === "edit") {
      const { start, removed, inserted } = action;
      this.#change({ start, end: start + inserted.length, inserted: removed }, null, action.decisions);
    } else this.#put(action, !action.there);
    this.tell("history");
    return action;
  }

  redo() {
    const action = this.history.redo();
    if (!action) return undefined;
    if (action.kind === "edit") {
      const { start, removed, inserted } = action;
      this.#change({ start, end: start + removed.length, inserted });
    } else this.#put(action, action.there);
    this.tell("history");
    return action;
  }

  /** Edits the text and moves what stands in it. Gives the dismissals that the edit ended; `back` brings such back. */
  #change(edit, from, back = []) {
    this.text = this.text.slice(0, edit.start) + edit.inserted + this.text.slice(edit.end);
    this.version += 1;
    const ended = this.dismissed.filter((one) => moved(one, edit) === null);
    this.dismissed = [...this.dismissed.map((one) => moved(one, edit)).filter(Boolean), ...(back ?? [])];
    if (this.rows) this.rows = this.#movedRows(edit);
    if (this.report) this.report = rebased(this.report, edit);
    this.tell("text", { edit, from });
    return ended;
  }

  #movedRows(edit) {
    // Lines that came or went are paired anew.
    if (this.source !== null) return paired(this.text, this.source) ?? this.rows.map((row) => stretched(row, edit));
    return this.rows.map((row) => {
      const codes = row.codes.map((code) => movedCode(code, edit)).filter(Boolean);
      return { ...stretched(row, edit), codes };
    });
  }

  /** A report on the text as it was at `version`, and the edits since. */
  receive(report, edits) {
    const whole = report.pending ? withOldCorrections(report, edits.length ? null : this.report) : report;
    this.report = edits.reduce(rebased, whole);
    if (this.selected !== null && !this.current) this.selected = null;
    this.tell("report");
  }

  set(values) {
    Object.assign(this, values);
    this.tell("settings", Object.keys(values));
  }
}

function rebased(report, edit) {
  return {
    ...report,
    findings: report.findings.map((finding) => movedFinding(finding, edit)).filter(Boolean),
    segments: report.segments.map((segment) => stretched(segment, edit)),
  };
}

/** A report whose corrections are still to come, with those that the report before had for the same findings. */
function withOldCorrections(report, before) {
  const old = new Map((before?.findings ?? []).map((finding) => [finding.key, finding]));
  const findings = report.findings.map((finding) => {
    const known = old.get(finding.key);
    if (!known || known.pending) return { ...finding, pending: true };
    const by = finding.start - known.start;
    const suggestions = known.suggestions.map((one) => ({ ...one, start: one.start + by, end: one.end + by }));
    return { ...finding, suggestions };
  });
  return { ...report, findings };
}

const sameDecision = (one, other) =>
  one === other || (one.rule && one.rule === other.rule && one.start === other.start && one.text === other.text);

const newId = () => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
