import type { Cell } from "./cell.ts";

/** A cell and all cells that follow from it, nearest first. */
export function downstream(cell: Cell<unknown>): Iterable<Cell<unknown>> {
  return reach(cell, ({ state }) => state.dependents);
}

/** A cell and all cells that it follows from, nearest first. */
export function upstream(cell: Cell<unknown>): Iterable<Cell<unknown>> {
  return reach(cell, ({ inputs }) => inputs);
}

/** Each cell once, however many ways lead to it. */
export function* reach(
  start: Cell<unknown>,
  next: (cell: Cell<unknown>) => Iterable<Cell<unknown>>,
): Generator<Cell<unknown>, void> {
  const seen = new Set([start]);
  for (const member of seen) {
    yield member;
    for (const other of next(member)) seen.add(other);
  }
}

/**
 * A way along inputs from one of `from` back to `target`, nearest first;
 * undefined where there is none.
 */
export function findPath(
  from: readonly Cell<unknown>[],
  target: Cell<unknown>,
): Cell<unknown>[] | undefined {
  const seen = new Set<Cell<unknown>>();
  function search(
    cells: readonly Cell<unknown>[],
  ): Cell<unknown>[] | undefined {
    for (const cell of cells) {
      if (cell === target) return [cell];
      if (seen.has(cell)) continue;
      seen.add(cell);
      const rest = search(cell.inputs);
      if (rest) return [cell, ...rest];
    }
    return undefined;
  }
  return search(from);
}
