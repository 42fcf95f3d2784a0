import { assert, assertEquals } from "@std/assert";
import {
  areBounded,
  boxAround,
  exactVector,
} from "../../../lib/interval/mod.ts";
import { network, parseNetwork } from "../../../lib/network/mod.ts";
import { populationLoss } from "../../../lib/objective/mod.ts";
import { randomGenerator } from "../../../lib/random/mod.ts";
import kinked from "../../fixtures/kinked_population.json" with {
  type: "json",
};
import smooth from "../../fixtures/smooth_population.json" with {
  type: "json",
};
import { assertBoxesHold } from "./boxes_hold.ts";

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

for (const each of [...smooth.cases, ...kinked.cases]) {
  Deno.test(`${each.name}: boxes hold the derivatives in 20 digits of points in them`, () => {
    const { enclosure } = lossOf(each);
    assertBoxesHold(enclosure!, each, {
      hessianWidth: 1e-11,
      widths: [0, 1e-15, 1e-12, 1e-8, 1e-4, 1e-2],
      draws: 4,
    });
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

Deno.test("parallel neurons of leakyRelu are enclosed, without biases", () => {
  const net = (text: string) => network(parseNetwork(text));
  const objective = populationLoss(
    net("2 → [leakyRelu(0.2), relu, leakyRelu(-0.5)] no bias → 1 no bias"),
    {
      teacher: net("2 → [relu, leakyRelu(0.2)] no bias → 1 no bias"),
      parameters: Float64Array.of(1, 2, -1, 1, 1, 1),
    },
  );
  // parallel to a teacher's, antiparallel, and parallel to each other
  const θ = Float64Array.of(0.5, 1, -1, -2, 1.5, 3, 0.7, -0.3, 0.4);
  const H = objective.hessian(θ);
  for (const width of [0, 1e-14, 1e-9, 1e-6]) {
    const { gradient, hessian } = objective.enclosure!(boxAround(θ, width));
    const g = gradient();
    const { lo, hi } = hessian();
    H.forEach((h, i) => {
      assert(lo[i] <= h + 1e-15 && h - 1e-15 <= hi[i], `${i}: ${h}`);
      assert(hi[i] - lo[i] < 1e-6 + 1e3 * width);
    });
    objective.gradient(θ).forEach((x, i) =>
      assert(g.lo[i] <= x + 1e-15 && x - 1e-15 <= g.hi[i])
    );
  }
});

Deno.test("where kinks may coincide, or weights be 0, nothing is said of the Hessian", () => {
  const net = network(parseNetwork("2 → 2 relu → 1"));
  const teacher = Float64Array.of(1, 2, 0.5, -1, 1, 0.25, 1, 1, 0);
  const { enclosure } = populationLoss(net, {
    teacher: net,
    parameters: teacher,
  });
  for (
    const θ of [
      teacher,
      Float64Array.of(2, 4, 1, -1, 1, 0.3, 0.5, 1, 0),
      Float64Array.of(0, 0, 1, -1, 1, 0.3, 0.5, 1, 0),
    ]
  ) {
    assertEquals(areBounded(enclosure!(exactVector(θ)).hessian()), false);
  }
});
