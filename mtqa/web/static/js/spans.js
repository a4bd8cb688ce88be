// How ranges of a text move when the text is edited. Offsets are UTF-16 units.

/** What an edit makes of `span` ({start, end}): it, moved, or null where the edit touches what is inside. */
export function moved(span, edit) {
  const by = edit.inserted.length - (edit.end - edit.start);
  if (span.end <= edit.start) return span;
  if (span.start >= edit.end) return by ? { ...span, start: span.start + by, end: span.end + by } : span;
  return null;
}

/** A finding after an edit, with those of its corrections that still stand; null where it does not. */
export function movedFinding(finding, edit) {
  const place = moved(finding, edit);
  if (place === null) return null;
  const suggestions = finding.suggestions.map((one) => moved(one, edit)).filter(Boolean);
  return { ...place, suggestions };
}

/** A range that grows with what is typed in it, such as a sentence or the row of a table. */
export function stretched(span, edit) {
  const by = edit.inserted.length - (edit.end - edit.start);
  if (span.end < edit.start) return span;
  if (span.start > edit.end || (span.start === edit.end && edit.start < edit.end)) {
    return { ...span, start: span.start + by, end: span.end + by };
  }
  const start = Math.min(span.start, edit.start);
  return { ...span, start, end: Math.max(start, Math.max(span.end, edit.end) + by) };
}

/** An inline code after an edit: one without length stays whatever happens to the words around it. */
export function movedCode(code, edit) {
  if (code.start < code.end) return moved(code, edit);
  if (code.start <= edit.start) return code;
  const end = edit.start + edit.inserted.length;
  const place = code.start >= edit.end ? code.start + end - edit.end : end;
  return { ...code, start: place, end: place };
}

/** The smallest edit that makes `before` into `after`, nearest to the caret where several would do. */
export function difference(before, after, caret = after.length) {
  const shorter = Math.min(before.length, after.length);
  const tailLimit = Math.min(shorter, after.length - Math.min(caret, after.length));
  let tail = 0;
  while (tail < tailLimit && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  let start = 0;
  while (start < shorter - tail && before[start] === after[start]) start += 1;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { start, end: before.length - tail, inserted: after.slice(start, after.length - tail) };
}
