// The score, how likely the draft was machine-translated, and why.

import { byId, element } from "./dom.js";

const STEADY_WORDS = 200;

/** In words, so that the gauge is not read by its colour. */
function verdict(probability) {
  if (probability >= 0.9) return "Very likely machine-translated";
  if (probability >= 0.6) return "Probably machine-translated";
  if (probability > 0.4) return "May be machine-translated";
  if (probability > 0.1) return "Probably written or edited by a person";
  return "Reads as written or edited by a person";
}

function grade(score) {
  if (score >= 98) return "clean";
  if (score >= 90) return "needs a light edit";
  if (score >= 75) return "needs an edit";
  return "needs a thorough edit";
}

export function showGauges(draft) {
  const { report, score } = draft;
  byId("gauges").classList.toggle("empty", !report);
  byId("score").textContent = score === null ? "–" : score.toFixed(1);
  byId("score-meter").value = score ?? 0;
  const unsteady = report && report.words < STEADY_WORDS ? "; unsteady under 200 words" : "";
  byId("score-text").textContent = report ? `${grade(score)}${unsteady}` : "no draft yet";
  const probability = report?.machine_translated ?? null;
  byId("machine").hidden = probability === null;
  if (probability === null) return;
  byId("machine-meter").value = Math.round(probability * 100);
  // No model is certain.
  const percent = Math.min(99, Math.max(1, Math.round(probability * 100)));
  byId("machine-value").textContent = `${percent}%`;
  byId("machine-text").textContent = verdict(probability);
  const reasons = report.reasons ?? [];
  byId("machine-reasons").hidden = reasons.length === 0;
  byId("machine-list").replaceChildren(...reasons.map((reason) => element("li", {}, reason)));
}
