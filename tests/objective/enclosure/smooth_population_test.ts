import { assert, assertEquals } from "@std/assert";
import {
  areBounded,
  boxAround,
  exactVector,
  type Intervals,
} from "../../../lib/interval/mod.ts";
import { network, parseNetwork } from "../../../lib/network/mod.ts";
import { populationLoss } from "../../../lib/objective/mod.ts";
import { randomGenerator } from "../../../lib/random/mod.ts";
import golden from "../../fixtures/smooth_population.json" with {
  type: "json",
};
import { isBetween } from "./double_double.ts";

/** Activations, whether hidden neurons have biases, and whether outputs have. */
function shallow([names, hidden, output]: unknown[], outputs: number) {
  const bias = (has: unknown) => has ? "" : " no bias";
  const list = (names as string[]).join(", ");
  return network(parseNetwork(
    `2 → [${list}]${bias(hidden)} → ${outputs}${bias(output)}`,
  ));
}

function lossOf({ student, teacher, outputs, target }: {
  readonly student: unknown[];
  readonly teacher: unknown[];
  readonly outputs: number;
  readonly target: readonly number[];
}) {
  return populationLoss(shallow(student, outputs), {
    teacher: shallow(teacher, outputs),
    parameters: Float64Array.from(target),
  });
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

for (const each of golden.cases) {
  Deno.test(`${each.name}: boxes hold the derivatives in 22 digits of points in them`, () => {
    const { enclosure } = lossOf(each);
    const θ = Float64Array.from(each.parameters);
    const random = randomGenerator(7);
    const sharp = enclosure!(exactVector(θ));
    const width = ({ lo, hi }: Intervals) =>
      Math.max(...lo.map((x, i) => (hi[i] - x) / Math.max(1, Math.abs(x))));
    assert(width(sharp.gradient()) < 1e-11 && width(sharp.hessian()) < 1e-11);
    for (const width of [0, 1e-15, 1e-12, 1e-8, 1e-4, 1e-2]) {
      for (let draw = 0; draw < 4; draw++) {
        const box = { lo: θ.slice(), hi: θ.slice() };
        θ.forEach((x, i) => {
          const size = width * Math.abs(x);
          box.lo[i] -= size * [0, 1, random.uniform()][random.integer(3)];
          box.hi[i] += size * [0, 1, random.uniform()][random.integer(3)];
        });
        const { gradient, hessian } = enclosure!(box);
        assertHolds(gradient(), each.gradient, `gradient, width ${width}`);
        assertHolds(hessian(), each.hessian, `Hessian, width ${width}`);
        assert(areBounded(hessian()), "something is said");
      }
    }
  });

  Deno.test(`${each.name}: boxes hold the loss's own derivatives all over them`, () => {
    const objective = lossOf(each);
    const θ = Float64Array.from(each.parameters);
    const random = randomGenerator(8);
    for (const radius of [1e-6, 1e-3, 0.03]) {
      const box = boxAround(θ, radius);
      const { gradient, hessian } = objective.enclosure!(box);
      const [g, H] = [gradient(), hessian()];
      for (let draw = 0; draw < 10; draw++) {
        const point = θ.map((x) =>
          x + radius * [-1, 1, 2 * random.uniform() - 1][random.integer(3)]
        );
        for (
          const [held, found] of [
            [g, objective.gradient(point)],
            [H, objective.hessian(point)],
          ] as const
        ) {
          found.forEach((x, i) =>
            assert(held.lo[i] - 1e-13 <= x && x <= held.hi[i] + 1e-13)
          );
        }
      }
    }
  });
}

Deno.test("biases too small for quotients are enclosed as well", () => {
  const student = network(parseNetwork("2 → 2 sigmoid2 → 1"));
  const objective = populationLoss(student, {
    teacher: student,
    parameters: Float64Array.of(1, -2, 0.3, 0.5, 1, 0, 1, 1, 0),
  });
  for (const b of [5e-324, 1e-310, 1e-300, -5e-324, -1e-310]) {
    const θ = Float64Array.of(0.7, 0.2, b, -0.4, 0.9, -b, 0.8, 1.1, b);
    const { lo, hi } = objective.enclosure!(exactVector(θ)).hessian();
    objective.hessian(θ.map((x) => Math.abs(x) < 1e-200 ? 0 : x)).forEach(
      (x, i) => assert(lo[i] - 1e-14 <= x && x <= hi[i] + 1e-14, `${b}, ${i}`),
    );
  }
});
