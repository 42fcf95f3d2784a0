import { assert, assertEquals, assertLess } from "@std/assert";
import {
  float32x4,
  float64x2,
  hasRelaxedMultiplyAdd,
  type Shape,
} from "../../lib/emit/mod.ts";
import {
  exponential,
  exponentialMinusOne,
  wideExponential,
} from "../../lib/kernels/wasm/exponential.ts";
import { logarithmOnePlus } from "../../lib/kernels/wasm/logarithm.ts";
import {
  hyperbolicTangent,
  logistic,
  softplus,
} from "../../lib/kernels/wasm/logistic.ts";
import { normal } from "../../lib/kernels/wasm/normal.ts";
import { evaluate, type Write } from "./evaluate.ts";
import {
  exactCentered,
  exactDensity,
  exactExp,
  exactLogOnePlus,
  exactly,
  exactOne as one,
  over,
  times,
  ulps,
} from "./exact_numbers.ts";

type Exact = (x: bigint, value: number) => bigint;

const strict = float64x2({ relaxed: false });
const relaxed = float64x2({ relaxed: hasRelaxedMultiplyAdd() });
const single = float32x4({ relaxed: hasRelaxedMultiplyAdd() });

/** Odd-looking points over the range, denser near 0. */
function points(from: number, to: number, count: number): number[] {
  const xs: number[] = [];
  for (let i = 0; i < count; i++) {
    const x = from + (to - from) * ((i * 0.6180339887498949) % 1);
    xs.push(Math.fround(i % 3 === 0 ? x / 64 : x));
  }
  return xs;
}

function worst(
  shape: Shape,
  write: Write,
  exact: Exact,
  xs: number[],
  bits: number,
): number {
  let most = 0;
  evaluate(shape, write, xs).forEach((value, i) => {
    const error = ulps(value, exact(exactly(xs[i]), xs[i]), bits);
    if (!(error <= most)) most = error;
  });
  return most;
}

const expOf: Exact = (x) => exactExp(x);
const sigmoidOf: Exact = (x) => {
  const E = exactExp(x);
  return over(E, one + E);
};
const sigmoidSlope: Exact = (x) => {
  const E = exactExp(x);
  return over(E, times(one + E, one + E));
};
const tanhOf: Exact = (x) => {
  const E = exactExp(2n * x);
  return over(E - one, E + one);
};
const tanhSlope: Exact = (x) => 4n * sigmoidSlope(2n * x, 0);
const softplusOf: Exact = (x, value) =>
  exactLogOnePlus(
    exactExp(x),
    Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value))),
  );
const distributionOf: Exact = (x) => (one + exactCentered(x)) / 2n;

/** Name, code, truth, range, ulps in float64 (any rounding) and in float32. */
const FUNCTIONS: readonly (readonly [
  string,
  Write,
  Exact,
  readonly [number, number],
  number,
  number,
])[] = [
  ["exponential", exponential, expOf, [-30, 30], 1.1, 1.1],
  [
    "exponentialMinusOne",
    (w, x) => exponentialMinusOne(w, x).value,
    (x) => exactExp(x) - one,
    [-30, 30],
    1.6,
    1.6,
  ],
  ["wideExponential", wideExponential, expOf, [-80, 80], 1.1, 1.1],
  [
    "logarithmOnePlus",
    logarithmOnePlus,
    (x, value) => exactLogOnePlus(x, Math.log1p(value)),
    [0, 1000],
    1.6,
    2,
  ],
  ["logistic", (w, x) => logistic(w, x).value, sigmoidOf, [-30, 30], 2, 2],
  [
    "logistic's derivative",
    (w, x) => logistic(w, x).slope(),
    sigmoidSlope,
    [-30, 30],
    4,
    4,
  ],
  [
    "hyperbolicTangent",
    (w, x) => hyperbolicTangent(w, x).value,
    tanhOf,
    [-20, 20],
    2.7,
    2.7,
  ],
  [
    "hyperbolicTangent's derivative",
    (w, x) => hyperbolicTangent(w, x).slope(),
    tanhSlope,
    [-20, 20],
    4,
    4,
  ],
  ["softplus", (w, x) => softplus(w, x).value, softplusOf, [-30, 30], 3, 3],
  [
    "softplus's derivative",
    (w, x) => softplus(w, x).logistic(),
    sigmoidOf,
    [-30, 30],
    3.5,
    3.5,
  ],
  [
    "normal density",
    (w, x) => normal(w, x).density(),
    exactDensity,
    [-12, 12],
    2.7,
    3,
  ],
  [
    "normal distribution",
    (w, x) => normal(w, x).distribution(),
    distributionOf,
    [-12, 12],
    4,
    5,
  ],
  [
    "erf(x/√2)",
    (w, x) => normal(w, x).centered(),
    exactCentered,
    [-9, 9],
    1.8,
    2,
  ],
];

for (const [name, write, exact, [from, to], double, float] of FUNCTIONS) {
  Deno.test(`vector ${name} is within ${double} ulp on [${from}, ${to}], in float32 ${float}`, () => {
    const xs = points(from, to, 400);
    for (const shape of [relaxed, strict]) {
      const error = worst(shape, write, exact, xs, 53);
      assertLess(error, double, `${name}, relaxed: ${shape.relaxed}`);
    }
    const error = worst(single, write, exact, xs, 24);
    assertLess(error, float, `${name} in float32`);
  });
}

Deno.test("vector normal distribution is within 4 ulp down to Φ(−36)", () => {
  const xs = points(-36, -12, 60).filter((x) => x < -12);
  const write: Write = (w, x) => normal(w, x).distribution();
  for (const shape of [relaxed, strict]) {
    assertLess(worst(shape, write, distributionOf, xs, 53), 4);
  }
});

Deno.test("vector exponential overflows and underflows where float64 does", () => {
  const xs = [
    709.78,
    709.79,
    1e4,
    Infinity,
    -708,
    -740,
    -745.2,
    -1e4,
    -Infinity,
  ];
  const [below, above, far, infinite, ...low] = evaluate(
    relaxed,
    wideExponential,
    xs,
  );
  assertLess(Math.abs(below / Math.exp(709.78) - 1), 1e-15);
  assertEquals([above, far, infinite], [Infinity, Infinity, Infinity]);
  assertLess(Math.abs(low[0] / Math.exp(-708) - 1), 1e-15);
  assertLess(Math.abs(low[1] - Math.exp(-740)), 1e-323); // denormal: 1 ulp
  assertEquals(low.slice(2), [0, 0, 0]);
});

Deno.test("vector functions keep NaN, and are finite at the ends of float64", () => {
  for (const [name, write] of FUNCTIONS) {
    const xs = [NaN, 1e4, -1e4, 1e300, -1e300, 0];
    const [nan, ...finite] = evaluate(relaxed, write, xs);
    assert(Number.isNaN(nan), `${name} of NaN is ${nan}`);
    // these are made for bounded or for positive arguments
    if (/^logarithm|xponential/.test(name)) continue;
    assert(finite.every(Number.isFinite), `${name}: ${finite}`);
  }
});
