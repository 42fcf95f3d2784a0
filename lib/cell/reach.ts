/** A node of a graph, as ways through the graph see it. */
export interface Linked<Node> {
  /** The nodes it follows from. */
  readonly inputs: readonly Node[];
  readonly state: {
    /** The nodes that follow from it. */
    readonly dependents: Iterable<Node>;
  };
}

/** A cell and all cells that follow from it, nearest first. */
export function downstream<Node extends Linked<Node>>(
  cell: Node,
): Iterable<Node> {
  return reach(cell, ({ state }) => state.dependents);
}

/** A cell and all cells that it follows from, nearest first. */
export function upstream<Node extends Linked<Node>>(
  cell: Node,
): Iterable<Node> {
  return reach(cell, ({ inputs }) => inputs);
}

/** Each cell once, however many ways lead to it. */
export function* reach<Node>(
  start: Node,
  next: (cell: Node) => Iterable<Node>,
): Generator<Node, void> {
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
export function findPath<Node extends Linked<Node>>(
  from: readonly Node[],
  target: Node,
): Node[] | undefined {
  const seen = new Set<Node>();
  function search(cells: readonly Node[]): Node[] | undefined {
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
