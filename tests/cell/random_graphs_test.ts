import { assert, assertEquals } from "@std/assert";
import type { Cell } from "../../lib/cell/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { failure, randomGraph } from "./random_graph.ts";

// Random graphs with sync, async and failing cells, random moves at random
// moments; at rest every cell must hold what a plain recomputation gives.

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

for (let seed = 0; seed < 25; seed++) {
  Deno.test(`random graph ${seed} ends as a plain recomputation does`, async () => {
    const random = randomGenerator(seed);
    const { graph, inputs, cells, recompute } = randomGraph(random);
    for (let move = 0; move < 15; move++) {
      inputs[random.integer(3)]!.set(random.integer(10));
      const wait = random.integer(3);
      if (wait > 0) await sleep(wait);
    }
    await graph.settled();
    const got = cells.map((cell) =>
      cell.status === "done" ? cell.value : failure
    );
    assertEquals(got, recompute.map((f) => f()));
  });
}

for (let seed = 0; seed < 40; seed++) {
  Deno.test(`random graph ${seed} computes what is looked at, enabled and asked for, and nothing else`, async () => {
    const random = randomGenerator(1000 + seed);
    const watched = new Map<Cell<number>, () => void>();
    const disabled = new Set<Cell<number>>();
    const asked = new Set<Cell<unknown>>();
    /** By plain recursion; whoever was ever asked counts as asking. */
    const isNeeded = (cell: Cell<number>): boolean =>
      watched.has(cell) || asked.has(cell) ||
      cells.some((other) =>
        other.inputs.includes(cell as Cell<unknown>) && !disabled.has(other) &&
        (!other.onDemand || asked.has(other)) && isNeeded(other)
      );
    const faults: string[] = [];
    const { graph, inputs, cells, recompute } = randomGraph(random, {
      lazy: true,
      onDemand: 0.25,
      onRun: (cell) => {
        if (!isNeeded(cell)) faults.push(`${cell.title} is not needed`);
        if (disabled.has(cell)) faults.push(`${cell.title} is disabled`);
        if (cell.onDemand && !asked.has(cell)) {
          faults.push(`${cell.title} was not asked for`);
        }
      },
    });
    const ask = (cell: Cell<unknown>): void => {
      if (cell.onDemand) asked.add(cell);
      cell.inputs.forEach(ask);
    };
    for (let move = 0; move < 40; move++) {
      const cell = cells[random.integer(cells.length)];
      switch (random.integer(5)) {
        case 0:
          inputs[random.integer(3)].set(random.integer(10));
          break;
        case 1:
          watched.get(cell)?.();
          if (!watched.delete(cell)) {
            watched.set(cell, graph.watch(cell as Cell<unknown>));
          }
          break;
        case 2:
          if (disabled.delete(cell)) cell.enable();
          else {
            disabled.add(cell);
            cell.disable();
          }
          break;
        case 3:
          ask(cell as Cell<unknown>);
          cell.demand();
          if (random.integer(2) > 0) break;
          assert((await graph.settled(5000)).settled);
          if (cell.onDemand && !disabled.has(cell) && !cell.heldBy) {
            assert(["done", "failed", "blocked"].includes(cell.status));
          }
          break;
        default:
          await sleep(random.integer(3));
      }
      if (random.integer(4) > 0) continue;
      assert((await graph.settled(5000)).settled);
      assertEquals(faults, []);
      cells.forEach((cell, k) => checkAtRest(cell, recompute[k]()));
    }
  });
}

/** Whether a cell at rest stands where its inputs say that it must. */
function checkAtRest(
  cell: Cell<number>,
  expected: number | typeof failure,
): void {
  const { status, inputs, title } = cell;
  if (status === "done") assertEquals(cell.value, expected, title);
  if (status === "failed" || status === "blocked") {
    assertEquals(failure, expected, title);
  }
  if (!cell.needed || status === "disabled") return;
  const failed = inputs.some(({ status }) =>
    status === "failed" || status === "blocked"
  );
  if (failed) assert(status === "blocked" || status === "stale", title);
  else if (inputs.every(({ status }) => status === "done")) {
    const ends = cell.onDemand ? ["done", "failed", "stale"] : [
      "done",
      "failed",
    ];
    assert(ends.includes(status), `${title} is ${status}`);
  } else {
    assert(status === "waiting" || status === "stale", `${title} is ${status}`);
    assert(cell.heldBy, `${title} waits for nobody`);
  }
}
