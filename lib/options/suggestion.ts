import { sameMeaning } from "./synonyms.ts";

/**
 * What was expected, with the closest of the known names if one is close:
 * `a known name (did you mean "tanh"?)`.
 */
export function suggestion(
  got: string,
  names: readonly string[],
  expected: string,
): string {
  const closest = names.find((name) => sameMeaning(got, name)) ??
    closestName(got, names);
  return closest === undefined
    ? expected
    : `${expected} (did you mean "${closest}"?)`;
}

/** The name that is nearest in spelling, where one is near. */
export function closestName(
  got: string,
  names: readonly string[],
): string | undefined {
  let closest: string | undefined;
  let best = 1 + Math.min(3, Math.floor(got.length / 2));
  for (const name of names) {
    const distance = editDistance(got.toLowerCase(), name.toLowerCase());
    if (distance < best) {
      best = distance;
      closest = name;
    }
  }
  return closest;
}

/** Levenshtein distance, row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, change));
    }
    row = next;
  }
  return row[b.length];
}
