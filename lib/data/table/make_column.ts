import type { DateColumn, NumberColumn, TextColumn } from "./table.ts";

/** A column of numbers that need no reading; NaN where one is missing. */
export function numberColumn(
  name: string,
  values: Float64Array,
  notes: readonly string[] = [],
): NumberColumn {
  const missing = values.reduce((count, x) => count + Number(x !== x), 0);
  return { kind: "number", name, values, missing, notes, isIndex: false };
}

/** A column of days since 1970; NaN where one is missing. */
export function dateColumn(name: string, values: Float64Array): DateColumn {
  const { missing, notes } = numberColumn(name, values);
  return { kind: "date", name, values, missing, notes };
}

/** A column of text; "" where it is missing. */
export function textColumn(
  name: string,
  values: readonly string[],
): TextColumn {
  const missing = values.filter((value) => value === "").length;
  return { kind: "text", name, values, missing, notes: [] };
}
