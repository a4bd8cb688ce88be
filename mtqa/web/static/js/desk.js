// Lays the parts of the page around the draft and passes between them what happens.

import * as api from "./api.js";
import { showAside } from "./aside.js";
import { Checker } from "./checker.js";
import { byId, debounced } from "./dom.js";
import { Draft } from "./draft.js";
import { Exports } from "./exports.js";
import { Files } from "./files.js";
import { Filters } from "./filters.js";
import { showGauges } from "./gauges.js";
import { listenToKeys } from "./keys.js";
import { List } from "./list.js";
import { Navigation } from "./navigation.js";
import { Popover } from "./popover.js";
import { Rows } from "./rows.js";
import { Sheet } from "./sheet.js";
import { SourceDialog } from "./source_dialog.js";
import { Status } from "./status.js";
import * as store from "./store.js";
import { Strip } from "./strip.js";

// Milliseconds.
const KEEP_AFTER = 250;
const KEEP_THERE_AFTER = 2000;
const ASK_AGAIN = 2000;

export class Desk {
  constructor() {
    this.draft = new Draft();
    this.status = new Status(this.draft);
    this.checker = new Checker(this.draft, (name, error) => this.status.checking(name, error));
    this.status.again = () => this.checker.now();
    this.navigation = new Navigation(this);
    const { actions } = this.navigation;
    this.popover = new Popover(byId("popover"), byId("paper"), { actions, closed: () => this.navigation.toText() });
    this.list = new List(byId("list"), this.draft, {
      actions,
      chosen: (finding) => this.navigation.showInText(finding),
      left: () => this.navigation.toText(),
    });
    this.filters = new Filters(this.draft);
    this.strip = new Strip(byId("strip"), (segment, finding) => this.navigation.toSegment(segment, finding));
    this.files = new Files(this);
    this.source = new SourceDialog(this.draft, () => this.checker.now());
    this.exports = new Exports(this.draft, this.status);
    this.keep = debounced(() => this.#keep(), KEEP_AFTER);
    this.keepThere = debounced(() => this.#keepThere(), KEEP_THERE_AFTER);
    this.draft.listen((what, detail) => this.#heard(what, detail));
    this.#buttons();
  }

  async start() {
    const kept = await store.last();
    if (kept) this.draft.open(kept);
    else this.draft.open({});
    if (!this.draft.isEmpty) this.checker.now();
    document.documentElement.dataset.ready = "";
    this.#about();
  }

  /** What the server reads, and whether its models are there; until then it is asked now and then. */
  async #about() {
    const about = await api.about().catch(() => null);
    if (about) this.files.formats(about.formats);
    if (about?.keeps_drafts) {
      this.keptByServer = true;
      this.files.others(await api.keptDrafts().catch(() => []));
    }
    this.status.loading = about?.status === "loading";
    if (!about || this.status.loading) setTimeout(() => this.#about(), ASK_AGAIN);
  }

  #buttons() {
    byId("undo").addEventListener("click", () => this.step("undo"));
    byId("redo").addEventListener("click", () => this.step("redo"));
    byId("handle").addEventListener("click", () => this.navigation.toggleSheet());
    listenToKeys({
      undo: () => this.step("undo"),
      redo: () => this.step("redo"),
      save: () => this.exports.save(),
      open: () => this.files.choose(),
      next: (by) => this.navigation.next(by),
      accept: () => this.navigation.press("accept"),
      dismiss: () => this.navigation.press("dismiss"),
      escape: () => this.navigation.escape(),
    });
    document.addEventListener("beforeinput", (event) => {
      // The menu of the browser asks this way.
      const step = { historyUndo: "undo", historyRedo: "redo" }[event.inputType];
      if (!step || !event.target.matches(".field")) return;
      event.preventDefault();
      this.step(step);
    });
    addEventListener("pagehide", () => this.keep.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.keep.flush());
    addEventListener("resize", () => this.popover.isOpen && this.popover.place(this.view.marksOf(this.popover.key)));
  }

  /** Undo or redo, said aloud and shown where it happened. */
  step(direction) {
    const action = this.draft[direction]();
    if (!action) return;
    this.popover.close();
    const back = direction === "undo" ? "Undone" : "Done again";
    const what = { edit: "an edit", dismissed: "a dismissal", names: "a name never to flag" }[action.kind];
    this.status.say(`${back}: ${what}.`);
    if (action.kind !== "edit") return;
    const end = action.start + (direction === "undo" ? action.removed : action.inserted).length;
    this.navigation.reveal(action.start);
    this.view.caret(end, this.view.caretNow !== null);
    this.checker.now();
  }

  #heard(what, detail) {
    if (what === "opened") this.#opened();
    if (what === "settings" && detail.includes("rows")) this.#lay();
    if (what === "selection") this.#selected();
    else if (what === "history") this.#history();
    else this.#show(what, detail);
    if (what !== "selection" && what !== "opened") this.keep();
  }

  #opened() {
    this.popover.close();
    this.#lay();
    this.#history();
    store.hold(this.draft.id);
    byId("scroll").scrollTop = 0;
  }

  /** Lays out the sheet, or the rows. */
  #lay() {
    byId("view").replaceChildren();
    const { navigation } = this;
    const callbacks = { touched: (offset) => navigation.touched(offset), moved: (offset) => navigation.caretMoved(offset) };
    this.view = new (this.draft.rows ? Rows : Sheet)(byId("view"), this.draft, callbacks);
  }

  #show(what) {
    const { draft } = this;
    const { shown, standing } = draft;
    this.view.show(shown);
    this.list.show(shown);
    this.filters.show(standing);
    this.strip.show(draft.report, shown);
    showGauges(draft);
    showAside(draft);
    this.files.show();
    this.source.show();
    this.status.show(shown, standing, what);
    if (this.popover.isOpen && draft.selected !== this.popover.key) this.popover.close();
    if (this.popover.isOpen) this.popover.place(this.view.marksOf(draft.selected));
    this.#selected();
  }

  #selected() {
    this.view.select(this.draft.selected);
    this.list.select(this.draft.selected, this.popover.isOpen || this.view.caretNow !== null);
  }

  #history() {
    byId("undo").disabled = this.draft.history.done.length === 0;
    byId("redo").disabled = this.draft.history.undone.length === 0;
  }

  async #keep() {
    try {
      await store.keep(this.draft.kept());
      this.status.kept(true);
    } catch {
      this.status.kept(false);
    }
    if (this.keptByServer) this.keepThere();
  }

  /** Keeps the draft on the server's machine too. A failure is no news: the browser has it. */
  async #keepThere() {
    const { id, name, isEmpty, text } = this.draft;
    if (!isEmpty) await api.keepDraft(id, name || text.trim().slice(0, 80), this.draft.kept()).catch(() => {});
  }
}
