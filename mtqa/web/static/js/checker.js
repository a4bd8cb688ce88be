// Has the draft checked when it changes: once typing pauses, one check at a time, and never one that is out of date.

import * as api from "./api.js";
import { debounced } from "./dom.js";
import { received } from "./received.js";
import { submission } from "./submission.js";

// Milliseconds of quiet before a check; what a person types between two of them is one change.
const PAUSE = 120;
// Seconds until a server that was gone or busy is asked again, longer each time.
const WAITS = [1, 2, 4, 8, 15];

export class Checker {
  /** `state(name, error)` hears of checking, done, waiting and failed. */
  constructor(draft, state) {
    this.draft = draft;
    this.state = state;
    this.running = null;
    this.edits = [];
    this.failures = 0;
    this.later = debounced(() => this.#run(), PAUSE);
    this.retry = 0;
    draft.listen((what, detail) => {
      if (what === "text") {
        this.edits.push(detail.edit);
        this.later();
      }
      if (what === "opened") {
        this.running?.abort();
        this.running = null;
        this.edits = [];
      }
    });
  }

  /** Checks at once. */
  now() {
    clearTimeout(this.retry);
    this.failures = 0;
    return this.later.now();
  }

  async #run() {
    clearTimeout(this.retry);
    if (this.draft.isEmpty || this.running) return;
    const sent = submission(this.draft);
    this.edits = [];
    this.running = new AbortController();
    const { signal } = this.running;
    this.state("checking");
    try {
      await this.#ask(sent, false, signal);
      // Corrections take longer; they are not looked for in a text that has changed since.
      if (this.edits.length === 0) await this.#ask(sent, true, signal);
      if (signal.aborted) return;
      this.running = null;
      this.failures = 0;
      if (this.edits.length) this.later();
      else this.state("done");
    } catch (error) {
      if (signal.aborted) return;
      this.running = null;
      this.#failed(error);
    }
  }

  async #ask(sent, suggest, signal) {
    const run = await api.check({ ...sent.body, suggest }, signal);
    if (signal.aborted) return;
    const { schema, version, signature } = run;
    const report = received(run.documents[0], sent);
    this.draft.receive({ ...report, run: { schema, version, signature }, pending: !suggest }, this.edits);
  }

  #failed(error) {
    const passing = ["gone", "busy", "loading"].includes(error.kind);
    if (!passing) {
      this.state("failed", error);
      return;
    }
    const wait = error.after ?? WAITS[Math.min(this.failures, WAITS.length - 1)];
    this.failures += 1;
    this.state("waiting", error);
    this.retry = setTimeout(() => this.#run(), wait * 1000);
  }
}
