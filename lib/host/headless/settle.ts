import type { Graph } from "../../cell/mod.ts";

/** A notebook that takes longer than this is given up, in ms. */
const limit = 600_000;

/**
 * Waits until nothing changes any more where nobody watches: there is nobody to
 * ask for what runs on demand, so it runs as well. `act`: what is waited for.
 *
 * @throws {Error} If cells are still running after ten minutes.
 */
export async function settle(graph: Graph, act: string): Promise<void> {
  for (;;) {
    const { settled, running } = await graph.settled(limit);
    if (!settled) {
      throw new Error(
        `Cannot ${act}: ${running.join(", ")} still at work after ${
          limit / 1000
        } s, expected cells that end`,
      );
    }
    const stale = graph.cells.filter((cell) =>
      cell.status === "stale" && cell.needed
    );
    if (stale.length === 0) return;
    for (const cell of stale) cell.demand();
  }
}
