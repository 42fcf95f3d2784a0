/** So many rows are looked at. */
const looked = 100;

/** A list of objects with values of their own, as a table shows them. */
export type Records = readonly Readonly<Record<string, unknown>>[];

/** Whether a value is a list of plain objects, which is read best as a table. */
export function isRecords(value: unknown): value is Records {
  return Array.isArray(value) && value.length > 0 &&
    value.slice(0, looked).every((row) =>
      isPlain(row) && Object.keys(row).length > 0 &&
      Object.values(row).some((one) => one === null || typeof one !== "object")
    );
}

/** Literals, also those of another window; not results, cells or dates. */
function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
