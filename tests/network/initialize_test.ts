import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import {
  type InitializationScheme,
  initialize,
  network,
  parseNetwork,
  unpackParameters,
} from "../../lib/network/mod.ts";

const FAN_IN = 60;
const WIDTH = 140;
const net = network(parseNetwork(`${FAN_IN} → ${WIDTH} tanh`));

// Scheme, standard deviation of weights, bound of a uniform distribution.
const SCHEMES: readonly (readonly [InitializationScheme, number, number?])[] = [
  ["glorotNormal", Math.sqrt(2 / 200)],
  ["glorotUniform", Math.sqrt(2 / 200), Math.sqrt(6 / 200)],
  ["heNormal", Math.sqrt(2 / 60)],
  ["heUniform", Math.sqrt(2 / 60), Math.sqrt(6 / 60)],
  ["lecunNormal", Math.sqrt(1 / 60)],
  ["lecunUniform", Math.sqrt(1 / 60), Math.sqrt(3 / 60)],
  ["standardNormal", 1],
  ["uniform", Math.sqrt(1 / 3), 1],
  ["orthogonal", Math.sqrt(1 / 140)],
  ["linearDefault", Math.sqrt(1 / 180), Math.sqrt(1 / 60)],
];

Deno.test("initialize draws weights of each scheme's deviation and bounds", () => {
  for (const [scheme, deviation, bound] of SCHEMES) {
    const [{ weights, bias }] = unpackParameters(
      net,
      initialize(net, { seed: 3, scheme }),
    );
    const all = weights.flatMap((row) => Array.from(row));
    const square = all.reduce((sum, w) => sum + w * w, 0) / all.length;
    // Relative standard error of √square below 1 % for 8400 numbers.
    assertAlmostEquals(Math.sqrt(square) / deviation, 1, 0.03, scheme);
    const largest = Math.max(...all.map(Math.abs));
    if (bound) assert(largest <= bound && largest > 0.99 * bound, scheme);
    else assert(largest > 2.5 * deviation, scheme);
    const largestBias = Math.max(...Array.from(bias ?? []).map(Math.abs));
    if (scheme === "linearDefault") {
      assert(largestBias <= Math.sqrt(1 / 60) && largestBias > 0.1);
    } else assertEquals(largestBias, 0, scheme);
  }
});

Deno.test("initialize follows the seed", () => {
  const θ = initialize(net, { seed: 5 });
  assertEquals(initialize(net, { seed: 5, scheme: "glorotNormal" }), θ);
  assertNotEquals(initialize(net, { seed: 6 }), θ);
});

Deno.test("initialize orthogonal makes the shorter side orthonormal", () => {
  for (const text of ["7 → 12", "12 → 7 no bias", "9 → 9"]) {
    const square = network(parseNetwork(text));
    const [{ weights }] = unpackParameters(
      square,
      initialize(square, { seed: 1, scheme: "orthogonal" }),
    );
    const { width, fanIn } = square.layers[0];
    const vectors = width <= fanIn
      ? weights.map((row) => Array.from(row))
      : Array.from({ length: fanIn }, (_, k) => weights.map((row) => row[k]));
    for (const [i, u] of vectors.entries()) {
      for (const [j, v] of vectors.entries()) {
        const product = u.reduce((sum, x, k) => sum + x * v[k], 0);
        assertAlmostEquals(product, i === j ? 1 : 0, 1e-15);
      }
    }
  }
});

Deno.test("initialize refuses an unknown scheme", () => {
  assertThrows(
    () =>
      initialize(net, {
        seed: 1,
        scheme: "glorotnormal" as InitializationScheme,
      }),
    RangeError,
    `Cannot initialize: scheme "glorotnormal", expected one of glorotNormal, ` +
      `glorotUniform, heNormal, heUniform, lecunNormal, lecunUniform, ` +
      `standardNormal, uniform, orthogonal, linearDefault ` +
      `(did you mean "glorotNormal"?)`,
  );
});
