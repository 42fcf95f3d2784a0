import { type Cell, Graph } from "../../lib/cell/mod.ts";
import type { Generator } from "../../lib/random/mod.ts";

/** What a cell has in place of a value when its body throws. */
export const failure = Symbol("failure");

/** A graph of random cells, and what each of them must hold. */
export interface RandomGraph {
  readonly graph: Graph;
  readonly inputs: readonly Cell<number>[];
  /** All cells, each after those it depends on. */
  readonly cells: readonly Cell<number>[];
  /** By plain recursion, from the inputs as they are set now. */
  readonly recompute: readonly (() => number | typeof failure)[];
}

/** How a random graph is made. */
export interface RandomGraphOptions {
  readonly lazy?: boolean;
  /** The share of cells that run on demand. */
  readonly onDemand?: number;
  /** Called when a body begins to run. */
  readonly onRun?: (cell: Cell<number>) => void;
}

/** Three inputs and twelve cells: sync, async, failing, some on demand. */
export function randomGraph(
  random: Generator,
  { lazy = false, onDemand = 0, onRun = () => {} }: RandomGraphOptions = {},
): RandomGraph {
  const graph = new Graph({ lazy });
  const inputs: Cell<number>[] = [];
  const state: number[] = [];
  for (let i = 0; i < 3; i++) {
    state.push(random.integer(10));
    inputs.push(graph.define({
      identity: `input ${i}`,
      title: () => `input ${i}`,
      inputs: [],
      compute: () => state[i],
      accept: (value) => state[i] = value as number,
    }));
  }
  const cells: Cell<number>[] = [...inputs];
  const recompute: (() => number | typeof failure)[] = inputs.map(
    (_, i) => () => state[i]!,
  );
  for (let k = 0; k < 12; k++) {
    const sources = [
      random.integer(cells.length),
      random.integer(cells.length),
    ];
    const delay = random.integer(3);
    const bad = random.integer(10);
    const f = (x: number, y: number) => {
      const value = (3 * x + 7 * y + k) % 11;
      if (value === bad) throw new Error("unlucky");
      return value;
    };
    recompute.push(() => {
      const [x, y] = sources.map((i) => recompute[i]!());
      if (x === failure || y === failure) return failure;
      try {
        return f(x as number, y as number);
      } catch {
        return failure;
      }
    });
    const cell: Cell<number> = graph.define({
      identity: `cell ${k}`,
      title: () => `cell ${k}`,
      inputs: sources.map((i) => cells[i] as Cell<unknown>),
      onDemand: random.uniform() < onDemand,
      compute: ([x, y]) => {
        onRun(cell);
        return delay === 0
          ? f(x as number, y as number)
          : new Promise((resolve) => setTimeout(resolve, delay)).then(() =>
            f(x as number, y as number)
          );
      },
    });
    cells.push(cell);
  }
  return { graph, inputs, cells, recompute };
}
