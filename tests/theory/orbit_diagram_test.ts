import { assert, assertEquals, assertThrows } from "@std/assert";
import { orbitDiagram, scalarChain } from "../../lib/theory/mod.ts";

/*
 * Of two equal factors u and x = 1 the update is u ← u (1 + 2η (1 − u²)). With
 * x = u√(2η) and a = 1 + 2η that is the odd cubic map x ← x (a − x²): at rest at
 * x² = a − 1 up to a = 2, then a cycle of two, x² = r and 1/r with r + 1/r = a,
 * of multiplier 9 − 2a², up to a = √5. From a = 3 on it leaves every bound.
 */
const chain = scalarChain();
const start = [0.6, 0.6];
const edges = { two: 1 / 2, four: (Math.sqrt(5) - 1) / 2, away: 1 };

Deno.test("rest, a cycle of two and one of four begin where the cubic map says", () => {
  const by = 0.01;
  const { periods } = orbitDiagram(chain, start, {
    learningRates: [
      edges.two - by,
      edges.two + by,
      edges.four - by,
      edges.four + by,
      edges.away + by,
    ],
    transient: 3000,
  });
  assertEquals([...periods], [1, 2, 2, 4, -1]);
});

Deno.test("the outputs of a cycle of two are those of the cubic map", () => {
  const η = 0.57;
  const { outputs } = orbitDiagram(chain, start, { learningRates: [η] });
  const a = 1 + 2 * η;
  const r = (a + Math.sqrt(a * a - 4)) / 2;
  const want = [r, 1 / r].map((square) => square / (2 * η));
  const got = [outputs[0], outputs[1]].toSorted((p, q) => q - p);
  got.forEach((p, k) => assert(Math.abs(p - want[k]) < 1e-10));
});

Deno.test("Lyapunov exponents: the multipliers of rest and cycle, and chaos", () => {
  const rates = [0.3, 0.55, 0.9, 0.95];
  const { exponents, periods } = orbitDiagram(chain, start, {
    learningRates: rates,
    transient: 1000,
    kept: 4000,
  });
  assertEquals([...periods], [1, 2, 0, 0]);
  const a = 1 + 2 * 0.55;
  // at rest nothing returns along the curve of solutions, and to it 3 − 2a < 1
  assert(Math.abs(exponents[0]) < 1e-3, `${exponents[0]}`);
  // of a cycle of two 9 − 2a² along the diagonal; across it a step multiplies by
  // 2 − a + x², two by (2 − a + r)(2 − a + 1/r) = 5 − 2a
  const [along, across] = [9 - 2 * a * a, 5 - 2 * a].map((multiplier) =>
    Math.log(Math.abs(multiplier)) / 2
  );
  const slower = Math.max(along, across);
  assert(Math.abs(exponents[1] - slower) < 1e-3, `${exponents[1]} ${slower}`);
  for (const k of [2, 3]) {
    // one number u alone, with the exact derivative of its map
    let [u, sum] = [0.6, 0];
    for (let t = 0; t < 200_000; t++) {
      sum += Math.log(Math.abs(1 + 2 * rates[k] * (1 - 3 * u * u))) / 200_000;
      u *= 1 + 2 * rates[k] * (1 - u * u);
    }
    assert(sum > 0.1, `${sum}`);
    assert(Math.abs(exponents[k] - sum) < 0.03, `${exponents[k]} ${sum}`);
  }
});

Deno.test("a descent that runs away is ∞, and the next one is as alone", () => {
  const both = orbitDiagram(chain, start, { learningRates: [2, 0.6] });
  const alone = orbitDiagram(chain, start, { learningRates: [0.6] });
  assert(both.outputs.subarray(0, both.kept).every((p) => p === Infinity));
  assertEquals(both.outputs.slice(both.kept), alone.outputs);
  assertEquals([both.periods[0], both.exponents[0]], [-1, Infinity]);
  assertEquals(both.exponents[1], alone.exponents[0]);
});

Deno.test("starts that do not fit and options without meaning are refused", () => {
  const learningRates = [0.1];
  for (
    const [from, options, message] of [
      [[1], { learningRates }, "start has length 1, expected 2"],
      [[1, NaN], { learningRates }, "start[1] is NaN"],
      [[1, 1], {}, "learningRates is missing"],
      [[1, 1], { learningRates: [-1] }, "learning rate -1"],
      [[1, 1], { learningRates, kept: 1 }, "kept is 1"],
      [[1, 1], { learningRates, transient: 1e8 }, "100000000 + 128 updates"],
    ] as const
  ) {
    assertThrows(
      () => orbitDiagram(chain, from, options as never),
      Error,
      message,
    );
  }
});
