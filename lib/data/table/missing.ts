/** What stands where there is no value, in lower case. */
const signs: readonly string[] = [
  "",
  "na",
  "n/a",
  "#n/a",
  "#div/0!",
  "#value!",
  "#ref!",
  "#name?",
  "#num!",
  "#null!",
  "nan",
  "null",
  "nil",
  "none",
  "?",
  "-",
  "--",
  "\u2212",
  "\u2013",
  "\u2014",
  ".",
  "..",
];

/** Whether a cell has no value; "" never has, `chosen` are others than usual. */
export function missingTest(
  chosen?: readonly string[],
): (cell: string) => boolean {
  const all = new Set(chosen?.map((sign) => sign.toLowerCase()) ?? signs);
  all.add("");
  const longest = Math.max(...Array.from(all, ({ length }) => length));
  return (cell) => cell.length <= longest && all.has(cell.toLowerCase());
}
