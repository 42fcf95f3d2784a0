/** What the table says of a layer, as 32-bit integers; places are bytes. */
export const fields = [
  "width",
  "columns",
  "fanIn",
  "offset",
  "inputs",
  "first",
  "second",
  "slopes",
  "errors",
  "units",
  "hidden",
  "step",
  "at",
] as const;

/** An entry of the table. */
export type TableEntry<T> = Readonly<Record<typeof fields[number], T>>;

/** Bytes from one layer's entry to the next one's. */
export const tableStep: number = 4 * fields.length;
