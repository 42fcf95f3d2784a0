import { assert, assertEquals, assertThrows } from "@std/assert";
import { integrate } from "../../lib/flow/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { twoLayerModes } from "../../lib/theory/mod.ts";
import golden from "../fixtures/two_layer_linear.json" with { type: "json" };

type Case = [
  σ: number,
  λ: number,
  a: number,
  b: number,
  ηa: number,
  ηb: number,
];

/** The two weights by an accurate solver. */
function solved([σ, λ, a, b, ηa, ηb]: Case, until: number): Float64Array {
  const { parameters, status } = solve(
    {
      dimension: 2,
      derivative(_, [a, b], out) {
        const error = σ - λ * a * b;
        out[0] = ηa * b * error;
        out[1] = ηb * a * error;
      },
    },
    Float64Array.of(a, b),
    until,
  );
  assertEquals(status, "completed");
  return parameters;
}

function solve(
  problem: Parameters<typeof integrate>[0],
  y0: Float64Array,
  until: number,
) {
  const { y, status } = integrate(problem, y0, {
    solver: "dop853",
    until,
    relativeTolerance: 1e-13,
    absoluteTolerance: 1e-14,
  });
  return { parameters: y, status };
}

const random = randomGenerator(1);
const drawn = Array.from({ length: 30 }, (): Case => [
  random.normal(),
  random.uniform() * 2,
  random.normal(),
  random.normal(),
  random.uniform() * 2,
  random.uniform() * 2,
]);

const named: Readonly<Record<string, Case>> = {
  "balanced": [1.5, 0.7, 0.1, 0.1, 1, 1],
  "balanced with two rates": [1.5, 0.7, 0.1, 0.2, 0.5, 2],
  "balanced, of the wrong sign": [1.5, 0.7, 0.1, -0.1, 1, 1],
  "balanced, both negative": [1.5, 0.7, -0.1, -0.1, 1, 1],
  "nearly balanced": [1.5, 0.7, 0.1, 0.1 + 1e-9, 1, 1],
  "nearly balanced, of the wrong sign": [1.5, 0.7, -0.1, 0.1 + 1e-7, 1, 1],
  "unbalanced, of the wrong sign": [1, 1, 0.3, -0.1, 1, 1],
  "the first layer frozen": [1, 2, 0.5, 0.1, 0, 1],
  "the second layer frozen": [1, 2, 0.5, 0.1, 1, 0],
  "both frozen": [1, 2, 0.5, 0.1, 0, 0],
  "the first layer frozen at 0": [1, 2, 0, 0.1, 0, 1],
  "nothing to learn": [0, 1, 0.5, 0.2, 1, 1],
  "nothing to learn, balanced": [0, 1, 0.5, -0.5, 1, 1],
  "no variance": [1, 0, 0.5, 0.2, 1, 1],
  "no variance, balanced": [1, 0, 0.2, 0.2, 1, 1],
  "no variance, frozen": [1, 0, 0.5, 0.2, 1, 0],
  "no variance, nothing to learn": [0, 0, 0.5, 0.2, 1, 1],
  "a negative drive": [-1, 1, 0.5, 0.2, 1, 1],
  "a negative drive without variance": [-1, 0, 0.5, 0.2, 1, 1],
  "at the saddle": [1, 1, 0, 0, 1, 1],
  "beside the saddle": [1, 1, 1e-6, 0, 1, 1],
  "at the target": [1, 1, 2, 0.5, 1, 1],
  "far above the target": [1, 1, 30, 20, 1, 0.5],
  "lazy": [1, 1, 10, 0.01, 1, 1],
};

function modesOf([σ, λ, a, b, ηa, ηb]: Case) {
  return twoLayerModes({
    sigma: [σ],
    lambda: [λ],
    a: [a],
    b: [b],
    rates: [ηa, ηb],
  });
}

for (
  const [name, mode] of [
    ...Object.entries(named),
    ...drawn.map((mode, i) => [`drawn ${i}`, mode] as const),
  ]
) {
  Deno.test(`the mode ${name} agrees with an accurate solver to 1e-10`, () => {
    const modes = modesOf(mode);
    for (const t of [0, 0.01, 0.4, 2, 5]) {
      const { a, b, product } = modes.at(t);
      const [exactA, exactB] = t === 0 ? [mode[2], mode[3]] : solved(mode, t);
      const close = (x: number, exact: number) =>
        Math.abs(x - exact) <= 1e-10 * Math.max(1, Math.abs(exact));
      assert(
        close(a[0], exactA) && close(b[0], exactB) &&
          close(product[0], exactA * exactB),
        `t = ${t}: ${a[0]}, ${b[0]}, expected ${exactA}, ${exactB}`,
      );
      const [, , , , ηa, ηb] = mode;
      assert(close(ηb * a[0] ** 2 - ηa * b[0] ** 2, modes.conserved[0]));
    }
  });
}

Deno.test("modes stay finite and end at their targets after a long time", () => {
  for (const [σ, λ, a, b, ηa, ηb] of drawn) {
    const { product } = modesOf([Math.abs(σ) + 0.1, λ + 0.1, a, b, ηa, ηb])
      .at(1e6);
    assert(Math.abs(product[0] * (λ + 0.1) / (Math.abs(σ) + 0.1) - 1) < 1e-12);
  }
});

Deno.test("the source's modes are those of its file, wrong sign included", () => {
  const { a_layer1: a, b_layer2: b } = golden.init_diag;
  const modes = twoLayerModes({
    sigma: [1, 1.001],
    lambda: [1, 100],
    a,
    b,
    rates: [0.001, 0.001],
  });
  for (const entry of golden.float64_R_identity) {
    const { product } = modes.at(entry.t + 1);
    entry.z_theory_gradient_flow_at_t_plus_1.forEach((z, i) =>
      assert(Math.abs(product[i] - z) < 1e-12, `t = ${entry.t}`)
    );
  }
});

Deno.test("modes refuse what cannot be solved", () => {
  const fitting = { sigma: [1], lambda: [1], a: [1], b: [1], rates: [1, 1] };
  const wrong: [object, string][] = [
    [{ lambda: [1, 2] }, "lambda has 2 entries, expected 1"],
    [{ sigma: [] }, "sigma has 0 entries"],
    [{ lambda: [-1] }, "lambda[0] is -1"],
    [{ a: [NaN] }, "a holds NaN"],
    [{ rates: [1] }, "two finite numbers"],
  ];
  for (const [change, message] of wrong) {
    assertThrows(
      () => twoLayerModes({ ...fitting, ...change } as never),
      RangeError,
      message,
    );
  }
  assertThrows(() => twoLayerModes(fitting as never).at(-1), RangeError, "-1");
});
