import { assert, assertEquals, assertThrows } from "@std/assert";
import { gradientFlow, integrate } from "../../../lib/flow/mod.ts";
import {
  initialize,
  type Network,
  network,
  parseNetwork,
} from "../../../lib/network/mod.ts";
import {
  overlapFlow,
  overlaps,
  populationLoss,
} from "../../../lib/objective/mod.ts";

function net(text: string): Network {
  return network(parseNetwork(text));
}

const tolerances = { relativeTolerance: 1e-11, absoluteTolerance: 1e-12 };

for (const name of ["sigmoid2", "relu", "tanh"]) {
  Deno.test(`${name}: the flow of overlaps is the projected flow of θ to 1e-8`, () => {
    const student = net(`7 → 2 ${name} no bias → 1 no bias`);
    const teacher = net(`7 → 3 ${name} no bias → 1 no bias`);
    const parameters = initialize(teacher, { seed: 3 });
    const objective = populationLoss(student, { teacher, parameters });
    const θ = initialize(student, { seed: 5 });
    const until = 3;
    const { parameters: end } = gradientFlow(objective, θ, {
      until,
      ...tolerances,
    });
    const { start, read, ...problem } = overlapFlow({
      ...overlaps(objective, θ),
      a: θ.slice(14),
      teacherWeights: parameters.slice(21),
      activation: name,
    });
    const { y } = integrate(problem, start, {
      solver: "dop853",
      until,
      ...tolerances,
    });
    const found = read(y);
    const expected = overlaps(objective, end);
    const moved = overlaps(objective, θ);
    assert(Math.abs(moved.Q[0] - expected.Q[0]) > 1e-3, "something happens");
    expected.Q.forEach((x, i) => assert(Math.abs(found.Q[i] - x) <= 1e-8));
    expected.R.forEach((x, i) => assert(Math.abs(found.R[i] - x) <= 1e-8));
    end.slice(14).forEach((x, i) => assert(Math.abs(found.a[i] - x) <= 1e-8));
  });
}

Deno.test("overlaps are covariances of what neurons see, with Σ and biases", () => {
  const student = net("2 → 1 tanh → 1");
  const teacher = net("2 → 2 tanh no bias → 1");
  const objective = populationLoss(student, {
    teacher,
    parameters: Float64Array.of(1, 0, 0, 2, 1, 1, 0),
  }, { mean: [5, 6], covariance: [2, 0.5, 0.5, 1] });
  const { Q, R, T } = overlaps(objective, Float64Array.of(1, 1, 9, 3, 4));
  const near = (actual: Float64Array, expected: readonly number[]) =>
    expected.forEach((x, i) => assert(Math.abs(actual[i] - x) < 1e-14));
  near(Q, [4]);
  near(R, [2.5, 3]);
  near(T, [2, 1, 1, 4]);
  assertEquals([Q.length, R.length, T.length], [1, 2, 4]);
});

Deno.test("rate 0 holds weights; overlaps that do not fit are refused", () => {
  const options = {
    Q: Float64Array.of(1),
    R: Float64Array.of(0.3),
    T: Float64Array.of(1),
    a: [0.5],
    teacherWeights: [1],
    activation: "relu",
  };
  const slopes = (rates: { hidden?: number; output?: number }) => {
    const { start, derivative } = overlapFlow({ ...options, rates });
    const out = new Float64Array(3);
    derivative(0, start, out);
    return out;
  };
  const both = slopes({});
  assert(both.every((x) => x !== 0));
  assertEquals(Array.from(slopes({ output: 0 }), (x) => x + 0), [
    both[0],
    both[1],
    0,
  ]);
  assertEquals(
    slopes({ hidden: 2 }),
    Float64Array.of(2 * both[0], 2 * both[1], both[2]),
  );
  assertThrows(
    () => overlapFlow({ ...options, R: new Float64Array(2) }),
    RangeError,
    "expected 1, 1 and 1",
  );
});
