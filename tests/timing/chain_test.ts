import { assert } from "@std/assert";
import { parseHTML } from "linkedom";
import * as Plot from "@observablehq/plot";
import { contours } from "../../lib/figure/mod.ts";
import { plane } from "../../lib/landscape/mod.ts";
import {
  chainDescent,
  convergenceMap,
  scalarChain,
} from "../../lib/theory/mod.ts";

/** The best of a few runs, in ms: the first compiles. */
function best(work: () => unknown): number {
  return Math.min(...Array.from({ length: 4 }, () => {
    const begin = performance.now();
    work();
    return performance.now() - begin;
  }));
}

for (const learningRate of [0.1, 0.3, 0.5]) {
  Deno.test(`400 × 400 descents of 200 steps are mapped within a second: η = ${learningRate}`, () => {
    const duration = best(() => convergenceMap({ learningRate }));
    assert(duration < 1000, `${duration} ms`);
  });
}

Deno.test("51 × 51 descents of 100 steps are computed and drawn within 300 ms", () => {
  const chain = scalarChain();
  const axis = Array.from({ length: 51 }, (_, i) => i / 12.5 - 2);
  const starts = axis.flatMap((y) => axis.flatMap((x) => [x, y]));
  const directions = [[1, 0], [0, 1]] as const;
  const losses = plane(chain, [0, 0], directions, {
    extent: 2,
    resolution: 81,
  });
  const { document } = parseHTML("<!DOCTYPE html><html></html>");
  const duration = best(() => {
    const run = chainDescent(chain, starts, { learningRate: 0.001 });
    const points: { x: number; y: number; z: number }[] = [];
    for (let z = 0; z < run.starts; z += 2) {
      let [x, y] = [Infinity, Infinity];
      for (let t = 0; t <= run.steps; t++) {
        const at = 2 * (t * run.starts + z);
        const [a, b] = [run.parameters[at], run.parameters[at + 1]];
        if (Math.hypot(a - x, b - y) > 0.02 || t === run.steps) {
          points.push({ x: a, y: b, z });
          [x, y] = [a, b];
        }
      }
    }
    contours(losses, { marks: [Plot.line(points, { x: "x", y: "y", z: "z" })] })
      .draw({ document, width: 460 });
  });
  assert(duration < 300, `${duration} ms`);
});
