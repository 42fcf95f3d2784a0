import { assert, assertAlmostEquals, assertThrows } from "@std/assert";
import { integrate } from "../../lib/flow/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import {
  lambdaBalancedStart,
  riccatiSolution,
  twoLayerModes,
} from "../../lib/theory/mod.ts";
import { product, transpose } from "../../lib/theory/linear_model/matrices.ts";

const random = randomGenerator(4);
const normals = (count: number) =>
  Float64Array.from({ length: count }, () => random.normal());

interface Case {
  readonly d: number;
  readonly h: number;
  readonly o: number;
  readonly ℓ: number;
}

const cases: readonly Case[] = [
  { d: 3, h: 2, o: 2, ℓ: 0 },
  { d: 3, h: 5, o: 2, ℓ: 0 },
  { d: 2, h: 2, o: 4, ℓ: 0.7 },
  { d: 4, h: 3, o: 2, ℓ: -0.7 },
  { d: 2, h: 3, o: 3, ℓ: 2 },
  { d: 3, h: 3, o: 1, ℓ: -5 },
  { d: 1, h: 1, o: 1, ℓ: 0.3 },
];

/** W₂W₁ by an accurate solver of the two layers' flow. */
function solved(
  { first, second }: { first: Float64Array; second: Float64Array },
  Σ: Float64Array,
  { d, h, o }: Case,
  until: number,
) {
  const split = first.length;
  const { y, status } = integrate(
    {
      dimension: split + second.length,
      derivative(_, y, out) {
        const W1 = y.subarray(0, split);
        const W2 = y.subarray(split);
        const error = product(W2, W1, o, h, d).map((x, n) => Σ[n] - x);
        out.set(product(transpose(W2, o, h), error, h, o, d));
        out.set(product(error, transpose(W1, h, d), o, d, h), split);
      },
    },
    Float64Array.of(...first, ...second),
    {
      solver: "dop853",
      until,
      relativeTolerance: 1e-13,
      absoluteTolerance: 1e-14,
    },
  );
  assert(status === "completed");
  return { first: y.slice(0, split), second: y.slice(split) };
}

for (const sizes of cases) {
  const { d, h, o, ℓ } = sizes;
  const name = `${d} → ${h} → ${o}, ℓ = ${ℓ}`;
  const start = lambdaBalancedStart({
    inputs: d,
    hidden: h,
    outputs: o,
    balance: ℓ,
    singularValues: 0.3,
    seed: 2,
  });
  const correlation = normals(o * d);
  const solution = riccatiSolution({ ...start, correlation, inputs: d });

  Deno.test(`the Riccati solution agrees with a solver to 1e-10: ${name}`, () => {
    assertAlmostEquals(solution.balance, ℓ, 1e-12);
    for (const t of [0, 0.3, 2, 9]) {
      const state = solution.at(t);
      const { first, second } = t === 0
        ? start
        : solved(start, correlation, sizes, t);
      const expected = {
        product: product(second, first, o, h, d),
        firstSquare: product(transpose(first, h, d), first, d, h, d),
        secondSquare: product(second, transpose(second, o, h), o, h, o),
      };
      for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
        expected[key].forEach((x, n) =>
          assertAlmostEquals(state[key][n], x, 1e-10)
        );
      }
    }
  });

  Deno.test(`the tangent kernel is that of the gradients: ${name}`, () => {
    const K = solution.tangentKernel(0);
    const { first: W1, second: W2 } = start;
    // gradients of (W₂W₁)ₖᵢ by both layers, entry by entry
    const gradient = (i: number, k: number) => {
      const byFirst = new Float64Array(h * d);
      const bySecond = new Float64Array(o * h);
      for (let a = 0; a < h; a++) {
        byFirst[a * d + i] = W2[k * h + a];
        bySecond[k * h + a] = W1[a * d + i];
      }
      return [...byFirst, ...bySecond];
    };
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        for (let k = 0; k < o; k++) {
          for (let l = 0; l < o; l++) {
            const other = gradient(j, l);
            const expected = gradient(i, k)
              .reduce((sum, x, n) => sum + x * other[n], 0);
            const at = (i * o + k) * d * o + j * o + l;
            assertAlmostEquals(K[at], expected, 1e-12);
          }
        }
      }
    }
  });

  Deno.test(`long times overflow nothing and end at a fixed point: ${name}`, () => {
    const [late, later] = [1e4, 2e4].map((t) => solution.at(t).product);
    late.forEach((x, n) => assertAlmostEquals(x, later[n], 1e-9));
    if (h >= Math.min(d, o)) {
      late.forEach((x, n) => assertAlmostEquals(x, correlation[n], 1e-9));
    }
  });
}

Deno.test("with one input and output the Riccati solution is a mode", () => {
  const [a, b] = [0.3, 0.8];
  const modes = twoLayerModes({
    sigma: [1.4],
    lambda: [1],
    a: [a],
    b: [b],
    rates: [0.5, 0.5],
  });
  const matrix = riccatiSolution({
    first: [a],
    second: [b],
    correlation: [1.4],
    inputs: 1,
    rate: 0.5,
  });
  for (const t of [0, 1, 4, 30]) {
    assertAlmostEquals(
      matrix.at(t).product[0],
      modes.at(t).product[0],
      1e-12,
    );
  }
});

Deno.test("a lazy start keeps its kernel, a rich one changes it", () => {
  const change = (balance: number) => {
    const start = lambdaBalancedStart({
      inputs: 2,
      hidden: 2,
      outputs: 2,
      balance,
      singularValues: 0.01,
    });
    const solution = riccatiSolution({
      ...start,
      correlation: [1, 0.2, -0.3, 0.8],
      inputs: 2,
    });
    const [before, after] = [0, 100].map((t) => solution.tangentKernel(t));
    const size = (x: Float64Array) =>
      Math.sqrt(x.reduce((sum, y) => sum + y * y, 0));
    return size(after.map((x, n) => x - before[n])) / size(after);
  };
  assert(change(0) > 0.9);
  assert(change(20) < 0.05);
  assert(change(-20) < 0.05);
});

Deno.test("what no λ-balanced start can be is refused in words", () => {
  const draw = (h: number, balance: number) => () =>
    lambdaBalancedStart({ inputs: 2, hidden: h, outputs: 3, balance });
  assertThrows(draw(4, 1), RangeError, "at most 3, the number of outputs");
  assertThrows(draw(3, -1), RangeError, "at most 2, the number of inputs");
  draw(3, 1)();
  draw(2, -1)();
  draw(9, 0)();
  const solve = (first: number[], second: number[]) => () =>
    riccatiSolution({ first, second, correlation: [1, 0, 0, 1], inputs: 2 });
  assertThrows(
    solve([1, 0, 0, 1], [2, 0, 0, 1]),
    RangeError,
    "expected a λ-balanced start",
  );
  assertThrows(solve([1, 0, 0], [2, 0, 0, 1]), RangeError, "3 weights");
  assertThrows(solve([1, 0, 0, NaN], [2, 0, 0, 1]), RangeError, "NaN");
});
