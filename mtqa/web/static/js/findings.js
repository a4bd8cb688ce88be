// What is said of findings: their looks, which are shown, and the score of what is left.

export const SEVERITIES = ["critical", "major", "minor", "neutral"];
// Letters, and underlines in the style sheet: colour is never the only sign.
export const LETTERS = { critical: "C", major: "M", minor: "m", neutral: "n" };
const WEIGHTS = { critical: 25, major: 5, minor: 1, neutral: 0 };

export const CATEGORIES = {
  terminology: "Terminology",
  accuracy: "Accuracy",
  "linguistic-conventions": "Grammar and spelling",
  style: "Style",
  "locale-conventions": "Local conventions",
  audience: "Audience",
  "design-and-markup": "Design and markup",
};

export const worst = (findings) =>
  findings.reduce((a, b) => (SEVERITIES.indexOf(a.severity) <= SEVERITIES.indexOf(b.severity) ? a : b));

/** Whether an editor put a finding aside: dismissed where it stands, or by its name. */
export function isSetAside(finding, dismissed, names, text) {
  const same = (one) => one.rule === finding.rule && one.start === finding.start && one.text === finding.text;
  return dismissed.some(same) || names.some((name) => isNamed(finding, name, text));
}

/** As the engine has it: the finding marks part of the name, or little more than the name. */
function isNamed(finding, name, text) {
  const from = Math.max(0, finding.start - name.length);
  for (let at = text.indexOf(name, from); at >= 0 && at < finding.end; at = text.indexOf(name, at + 1)) {
    const shared = Math.min(finding.end, at + name.length) - Math.max(finding.start, at);
    if (2 * shared > finding.end - finding.start) return true;
  }
  return false;
}

/** The MQM overall quality score, 0 to 100, to one decimal. */
export function quality(findings, words) {
  const penalty = findings.reduce((sum, finding) => sum + WEIGHTS[finding.severity], 0);
  if (!words) return penalty ? 0 : 100;
  return Math.max(0, Math.round((1 - penalty / words) * 1000) / 10);
}

export const passes = (finding, filters) =>
  !filters.severities.includes(finding.severity) &&
  !filters.categories.includes(finding.category) &&
  finding.confidence >= filters.confidence;

export function counted(findings, key) {
  const counts = new Map();
  for (const finding of findings) counts.set(finding[key], (counts.get(finding[key]) ?? 0) + 1);
  return counts;
}
