/** A matrix, or a part of one, or its transpose, as it stands in an array. */
export interface Block {
  /** Where it stands. */
  readonly entries: Float64Array;
  /** Index of its first entry. */
  readonly at: number;
  /** Number of rows. */
  readonly rows: number;
  /** Number of columns. */
  readonly columns: number;
  /** From an entry to the one below. */
  readonly down: number;
  /** From an entry to the one on its right. */
  readonly right: number;
}

/** A whole matrix (rows × columns), row-major. */
export function block(
  entries: Float64Array,
  rows: number,
  columns: number,
): Block {
  return { entries, at: 0, rows, columns, down: columns, right: 1 };
}

/** The transpose; nothing is moved. */
export function transposedBlock(
  { entries, at, rows, columns, down, right }: Block,
): Block {
  return {
    entries,
    at,
    rows: columns,
    columns: rows,
    down: right,
    right: down,
  };
}

/** A part, from a row and a column on; nothing is moved. */
export function partOf(
  { entries, at, down, right }: Block,
  row: number,
  column: number,
  rows: number,
  columns: number,
): Block {
  return {
    entries,
    at: at + row * down + column * right,
    rows,
    columns,
    down,
    right,
  };
}

/**
 * What a product does with what stands there: C ← AB, C + AB or C − AB; or, for
 * another matrix D, C ← AB − D.
 */
export type Onto = "set" | "add" | "subtract" | Block;
