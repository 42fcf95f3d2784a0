import { assert } from "@std/assert";
import { momentsOf, neuron } from "./pairs.ts";

/** E σ and E σ² at r = 0.7, b = 0.3: by several others' hands. */
const golden: readonly (readonly [string, number, number])[] = [
  ["relu", 0.454520433931551, 0.462638520439629],
  ["normalCdf", 0.597069695239636, 0.407114579124471],
];

/** The constant 1, as a neuron. */
const one = neuron("polynomial(1)", 0, 0, 0);

for (const [name, mean, power] of golden) {
  Deno.test(`${name}: mean and mean square are the golden ones to 1e-13`, () => {
    const it = neuron(name, 0.7, 0.3, 1);
    const m = momentsOf(it, one).moments[0];
    const q = momentsOf(it, it).moments[0];
    assert(Math.abs(m - mean) <= 1e-13, `m = ${m}`);
    assert(Math.abs(q - power) <= 1e-13, `q = ${q}`);
  });
}

Deno.test("mean squares without bias are r²/2, (2/π) asin(r²/(1 + r²)) and 15 r⁶", () => {
  const squares: Readonly<Record<string, (r: number) => number>> = {
    relu: (r) => r * r / 2,
    sigmoid2: (r) => 2 / Math.PI * Math.asin(r * r / (1 + r * r)),
    cube: (r) => 15 * r ** 6,
  };
  for (const [name, q] of Object.entries(squares)) {
    for (const r of [0.01, 0.3, 1, 7]) {
      const it = neuron(name, r, 0, 2);
      const found = momentsOf(it, it).moments[0];
      assert(
        Math.abs(found - q(r)) <= 4e-15 * q(r) + 3e-16,
        `${name}: ${found}`,
      );
    }
  }
});

Deno.test("means of sigmoid2 and of normalCdf are those of Φ(b/√(1 + r²))", () => {
  for (const [r, b] of [[0.7, 0.3], [3, -2], [0, 1]]) {
    const mean = (name: string) =>
      momentsOf(neuron(name, r, b, 0), one).moments[0];
    const Φ = mean("normalCdf");
    assert(Math.abs(mean("sigmoid2") - (2 * Φ - 1)) <= 1e-15);
  }
});
