// Undo and redo of everything an editor decides: edits, dismissals, names. Plain data, so that it can be kept.

const KEPT = 1000;
// Typing without a longer pause than this, in milliseconds, is undone together.
const PAUSE = 1000;

export class History {
  constructor(done = [], undone = []) {
    this.done = done;
    this.undone = undone;
  }

  /** Notes what was done: {kind: "edit", start, removed, inserted} or {kind: "dismissed" | "names", what, there}. */
  add(action, time = Date.now()) {
    this.undone = [];
    const last = this.done.at(-1);
    if (last && continues(last, action, time)) {
      this.done[this.done.length - 1] = joined(last, action, time);
      return;
    }
    this.done.push({ ...action, time });
    if (this.done.length > KEPT) this.done.shift();
  }

  /** The next action to take back, or undefined. */
  undo() {
    const action = this.done.pop();
    if (action) this.undone.push(action);
    return action;
  }

  redo() {
    const action = this.undone.pop();
    // What follows is a step of its own.
    if (action) this.done.push({ ...action, time: 0 });
    return action;
  }

  toJSON() {
    return { done: this.done, undone: this.undone };
  }
}

function continues(last, action, time) {
  if (last.kind !== "edit" || action.kind !== "edit" || !last.typing || !action.typing) return false;
  if (time - last.time > PAUSE || action.decisions?.length) return false;
  const typed = !last.removed && !action.removed && action.start === last.start + last.inserted.length;
  const deleted = !last.inserted && !action.inserted;
  const backwards = deleted && action.start + action.removed.length === last.start;
  return typed || backwards || (deleted && action.start === last.start);
}

function joined(last, action, time) {
  const start = Math.min(last.start, action.start);
  const removed = action.start < last.start ? action.removed + last.removed : last.removed + action.removed;
  return { ...last, start, removed, inserted: last.inserted + action.inserted, time };
}
