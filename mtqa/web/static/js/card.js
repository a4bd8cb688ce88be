// What is said of one finding, with what can be done about it: used beside the mark and in the list.

import { element, icon } from "./dom.js";
import { CATEGORIES } from "./findings.js";

/**
 * The reason, the corrections and the buttons of a finding. `actions` has accept(finding, suggestion),
 * replace(finding, text), dismiss(finding) and neverFlag(finding).
 */
export function card(finding, actions) {
  const body = element("div", { class: "card" });
  body.append(
    element("p", { class: "reason" }, finding.message),
    corrections(finding, actions),
    ownWording(finding, actions),
    element("p", { class: "meta" }, `${CATEGORIES[finding.category] ?? finding.category} · ${finding.rule} · `,
      element("span", { title: "How likely a careful editor is to agree" }, `${percent(finding.confidence)} sure`)),
  );
  return body;
}

function corrections(finding, actions) {
  const list = element("div", { class: "corrections", role: "group", "aria-label": "Corrections" });
  for (const [index, suggestion] of finding.suggestions.entries()) {
    list.append(
      element("button", {
        type: "button", class: "correction", "data-action": "accept", "data-index": String(index),
        "aria-label": `Put in: ${suggestion.text || "nothing, leave it out"}`, title: `${percent(suggestion.confidence)} sure`,
        onclick: () => actions.accept(finding, suggestion),
      }, icon("check"), ...change(finding, suggestion)),
    );
  }
  if (finding.suggestions.length === 0) {
    const none = finding.pending ? "Looking for corrections…" : "No correction was sure enough to be offered.";
    list.append(element("p", { class: "none" }, none));
  }
  return list;
}

/** A correction as one reads it: the new words, or what is left out. */
function change(finding, { text, start, end }) {
  const inside = start >= finding.start && end <= finding.end;
  const before = inside ? finding.text.slice(0, start - finding.start) : "";
  const after = inside ? finding.text.slice(end - finding.start) : "";
  if (before + text + after === "") return [element("span", {}, "Leave it out")];
  // Long surroundings would hide what changes.
  return [element("span", {}, shortened(before, false), element("ins", {}, text), shortened(after, true))];
}

function shortened(text, fromStart) {
  if (text.length <= 28) return text;
  return fromStart ? `${text.slice(0, 24)}…` : `…${text.slice(-24)}`;
}

function ownWording(finding, actions) {
  const buttons = element("div", { class: "actions" });
  const form = element("form", { class: "own", hidden: true });
  const field = element("input", {
    type: "text", "aria-label": "Your own wording", autocomplete: "off", spellcheck: "true",
    value: finding.suggestions[0] ? applied(finding, finding.suggestions[0]) : finding.text,
  });
  form.append(field, element("button", { type: "submit", class: "small primary" }, "Put in"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    actions.replace(finding, field.value);
  });
  const edit = action("edit", "pen", "Edit", "e", () => {
    form.hidden = !form.hidden;
    if (!form.hidden) {
      field.focus();
      field.select();
    }
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    form.hidden = true;
    edit.focus();
  });
  buttons.append(edit, action("dismiss", "close", "Dismiss", "d", () => actions.dismiss(finding)));
  if (finding.text.trim() !== "") {
    const name = finding.text.length > 24 ? `${finding.text.slice(0, 22)}…` : finding.text;
    const never = action("never", "bell-off", "Never flag", "n", () => actions.neverFlag(finding));
    never.title = `Never flag “${name}” in this draft (n)`;
    buttons.append(never);
  }
  return element("div", {}, form, buttons);
}

const action = (name, picture, text, key, onclick) =>
  element("button", { type: "button", class: "small", "data-action": name, title: `${text} (${key})`, onclick }, icon(picture), text);

function applied(finding, { text, start, end }) {
  if (start < finding.start || end > finding.end) return text;
  return finding.text.slice(0, start - finding.start) + text + finding.text.slice(end - finding.start);
}

const percent = (probability) => `${Math.round(probability * 100)}%`;
