import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { DescentRun } from "./descent.ts";
import { firstStepByScale } from "./first_step.ts";
import { lineSearchMinimizer } from "./line_search_minimizer.ts";
import type { Minimizer, Point } from "./minimizer.ts";

/** Steps remembered; 3 to 20 are usual (Nocedal and Wright, section 7.2). */
const memory = 20;

/**
 * Limited-memory BFGS: d = −B ∇L, with B built anew at each step from the last
 * 20 pairs s, y by the two-loop recursion (Liu and Nocedal, On the limited
 * memory BFGS method for large scale optimization, 1989). O(p) memory and work.
 */
export const lbfgs: Minimizer = lineSearchMinimizer(
  "lbfgs",
  { lineSearch: "hagerZhang", σ: 0.9 },
  limitedMemory,
);

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  /** sᵀy. */
  sy: number;
}

function limitedMemory(objective: Objective, point: Point): DescentRun {
  const p = objective.parameterCount;
  let pairs: Pair[] = []; // oldest first
  const weights = new Float64Array(memory);
  return {
    direction(out) {
      for (let i = 0; i < p; i++) out[i] = -point.gradient[i];
      for (let k = pairs.length - 1; k >= 0; k--) {
        const { s, y, sy } = pairs[k];
        weights[k] = dot(s, out) / sy;
        addScaled(out, -weights[k], y, out);
      }
      const last = pairs.at(-1);
      if (last) {
        const scale = last.sy / dot(last.y, last.y);
        for (let i = 0; i < p; i++) out[i] *= scale;
      }
      for (let k = 0; k < pairs.length; k++) {
        const { s, y, sy } = pairs[k];
        addScaled(out, weights[k] - dot(y, out) / sy, s, out);
      }
      return true;
    },
    firstStep: (_, slope, previous) =>
      pairs.length > 0 ? 1 : firstStepByScale(point, slope, previous),
    learn(s, y) {
      const sy = dot(s, y);
      if (!(sy > Number.EPSILON * norm(s) * norm(y))) return;
      const pair = pairs.length < memory
        ? { s: new Float64Array(p), y: new Float64Array(p), sy }
        : pairs.shift() as Pair;
      pair.s.set(s);
      pair.y.set(y);
      pair.sy = sy;
      pairs.push(pair);
    },
    forget() {
      const had = pairs.length > 0;
      pairs = [];
      return had;
    },
  };
}
