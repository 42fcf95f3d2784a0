import { assert, assertEquals, assertThrows } from "@std/assert";
import { boxAround, EnclosureError } from "../../../lib/interval/mod.ts";
import { network, parseNetwork } from "../../../lib/network/mod.ts";
import {
  populationLoss,
  type PopulationLossOptions,
} from "../../../lib/objective/mod.ts";
import golden from "../../fixtures/relu_population.json" with { type: "json" };
import { assertBoxesHold } from "./boxes_hold.ts";

function relus(inputs: number, width: number, outputs: number) {
  const text = `${inputs} → ${width} relu no bias → ${outputs} no bias`;
  return network(parseNetwork(text));
}

for (const each of golden.cases) {
  Deno.test(`relu, ${each.name}: boxes hold the derivatives in 30 digits of points in them`, () => {
    const { inputs, students, teachers, outputs } = each;
    const { enclosure } = populationLoss(relus(inputs, students, outputs), {
      teacher: relus(inputs, teachers, outputs),
      parameters: Float64Array.from(each.teacher),
    });
    assertBoxesHold(enclosure!, each, {
      hessianWidth: 1e-8,
      widths: [0, 1e-15, 1e-12, 1e-8, 1e-5, 1e-4],
      draws: 8,
    });
  });
}

Deno.test("parallel and antiparallel relus are enclosed, also in boxes around", () => {
  const student = relus(2, 2, 1);
  const objective = populationLoss(student, {
    teacher: student,
    parameters: Float64Array.of(1, 2, -1, 1, 1, 1),
  });
  // neuron 0 parallel to a teacher's, neuron 1 antiparallel to it
  const θ = Float64Array.of(0.5, 1, -1, -2, 0.7, -0.3);
  const H = objective.hessian(θ);
  for (const width of [0, 1e-14, 1e-9, 1e-6]) {
    const { gradient, hessian } = objective.enclosure!(boxAround(θ, width));
    const g = gradient();
    const { lo, hi } = hessian();
    const bound = 1e-6 + 1e3 * width;
    H.forEach((h, i) => {
      assert(lo[i] <= h + 1e-15 && h - 1e-15 <= hi[i]);
      assert(hi[i] - lo[i] < bound, `${hi[i] - lo[i]} wide at ${width}`);
    });
    objective.gradient(θ).forEach((x, i) =>
      assert(g.lo[i] <= x + 1e-15 && x - 1e-15 <= g.hi[i])
    );
  }
});

Deno.test("a neuron whose weights may all be 0 is refused by its number", () => {
  const student = relus(2, 2, 1);
  const { enclosure } = populationLoss(student, {
    teacher: student,
    parameters: Float64Array.of(1, 2, -1, 1, 1, 1),
  });
  const θ = Float64Array.of(0.5, 1, 0.1, -0.1, 0.7, -0.3);
  enclosure!(boxAround(θ, 0.05)).hessian();
  assertThrows(
    () => enclosure!(boxAround(θ, 0.2)).gradient(),
    EnclosureError,
    "neuron 1 of layer 1 is at its kink",
  );
});

Deno.test("there are enclosures under N(0, I) where expectations are in closed form", () => {
  const has = (text: string, options: PopulationLossOptions = {}) => {
    const net = network(parseNetwork(text));
    const parameters = new Float64Array(net.parameterCount).fill(0.5);
    const objective = populationLoss(
      net,
      { teacher: net, parameters },
      options,
    );
    return objective.enclosure !== undefined;
  };
  assertEquals(has("2 → 2 relu no bias → 1 no bias"), true);
  assertEquals(has("2 → 2 relu → 1 no bias"), true);
  assertEquals(has("2 → 2 relu no bias → 1"), true);
  assertEquals(has("2 → [relu, leakyRelu(0.1), identity] → 1"), true);
  assertEquals(has("2 → 2 leakyRelu no bias → 1 no bias"), true);
  assertEquals(has("2 → [relu, cube] → 1"), true);
  assertEquals(has("2 → [relu, sigmoid2] → 1"), false);
  assertEquals(has("2 → 2 elu → 1"), false);
  assertEquals(has("2 → [relu, tanh] no bias → 1 no bias"), false);
  assertEquals(has("2 → 2 sigmoid2 → 1"), true);
  assertEquals(has("2 → [normalCdf, sigmoid2, square, cube] → 2"), true);
  assertEquals(has("2 → [exp, identity] → 1 no bias"), true);
  assertEquals(has("2 → [exp, sigmoid2] → 1"), false);
  assertEquals(has("2 → 2 tanh → 1"), false);
  assertEquals(has("2 → 2 sigmoid2 → 1", { mean: [1, 0] }), false);
  const shifted = { mean: [1, 0] };
  assertEquals(has("2 → 2 relu no bias → 1 no bias", shifted), false);
  const rough = { integration: "quadrature" } as const;
  assertEquals(has("2 → 2 relu no bias → 1 no bias", rough), false);
});
