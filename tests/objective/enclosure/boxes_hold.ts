import { assert, assertEquals } from "@std/assert";
import {
  areBounded,
  exactVector,
  type Intervals,
} from "../../../lib/interval/mod.ts";
import type { Objective } from "../../../lib/objective/mod.ts";
import { randomGenerator } from "../../../lib/random/mod.ts";
import { isBetween } from "./double_double.ts";

/** Derivatives at a point, each as the sum of two numbers. */
interface Exact {
  readonly parameters: readonly number[];
  readonly gradient: number[][];
  readonly hessian: number[][];
}

function assertHolds({ lo, hi }: Intervals, exact: number[][], what: string) {
  assertEquals(lo.length, exact.length);
  exact.forEach(([high, low], i) =>
    assert(
      isBetween({ high, low }, lo[i], hi[i]),
      `${what} ${i}: ${high} in [${lo[i]}, ${hi[i]}]`,
    )
  );
}

/**
 * Boxes of all these relative widths, the point in a corner, on an edge or inside,
 * hold its derivatives; at the point the Hessian is as narrow as is said.
 */
export function assertBoxesHold(
  enclosure: NonNullable<Objective["enclosure"]>,
  { parameters, gradient, hessian }: Exact,
  { hessianWidth, widths, draws }: {
    readonly hessianWidth: number;
    readonly widths: readonly number[];
    readonly draws: number;
  },
): void {
  const θ = Float64Array.from(parameters);
  const random = randomGenerator(7);
  const sharp = enclosure(exactVector(θ));
  const widest = ({ lo, hi }: Intervals) =>
    Math.max(...lo.map((x, i) => (hi[i] - x) / Math.max(1, Math.abs(x))));
  assert(widest(sharp.gradient()) < 1e-11);
  assert(widest(sharp.hessian()) < hessianWidth);
  for (const width of widths) {
    for (let draw = 0; draw < draws; draw++) {
      const box = { lo: θ.slice(), hi: θ.slice() };
      θ.forEach((x, i) => {
        const size = width * Math.abs(x);
        box.lo[i] -= size * [0, 1, random.uniform()][random.integer(3)];
        box.hi[i] += size * [0, 1, random.uniform()][random.integer(3)];
      });
      const held = enclosure(box);
      assertHolds(held.gradient(), gradient, `gradient, width ${width}`);
      assertHolds(held.hessian(), hessian, `Hessian, width ${width}`);
      assert(areBounded(held.hessian()), "something is said");
    }
  }
}
