import { assertEquals } from "@std/assert";
import { type Cell, Graph } from "../../lib/cell/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";

// Random graphs with sync, async and failing cells, random moves at random
// moments; at rest every cell must hold what a plain recomputation gives.

const failure = Symbol("failure");

for (let seed = 0; seed < 25; seed++) {
  Deno.test(`random graph ${seed} ends as a plain recomputation does`, async () => {
    const random = randomGenerator(seed);
    const graph = new Graph();
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
      cells.push(graph.define({
        identity: `cell ${k}`,
        title: () => `cell ${k}`,
        inputs: sources.map((i) => cells[i] as Cell<unknown>),
        compute: ([x, y]) =>
          delay === 0
            ? f(x as number, y as number)
            : new Promise((resolve) => setTimeout(resolve, delay)).then(() =>
              f(x as number, y as number)
            ),
      }));
    }
    for (let move = 0; move < 15; move++) {
      inputs[random.integer(3)]!.set(random.integer(10));
      const wait = random.integer(3);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    }
    await graph.settled();
    const got = cells.map((cell) =>
      cell.status === "done" ? cell.value : failure
    );
    assertEquals(got, recompute.map((f) => f()));
  });
}
