import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { randomGenerator } from "../../lib/random/mod.ts";

const samples = 200_000;

Deno.test("uniform has the moments of U(0, 1) and stays in [0, 1)", () => {
  const random = randomGenerator(1);
  let mean = 0;
  let square = 0;
  for (let i = 0; i < samples; i++) {
    const u = random.uniform();
    assert(u >= 0 && u < 1);
    assert(Number.isInteger(u * 2 ** 53));
    mean += u / samples;
    square += u * u / samples;
  }
  // five standard errors
  assertAlmostEquals(mean, 1 / 2, 5 * Math.sqrt(1 / 12 / samples));
  assertAlmostEquals(square, 1 / 3, 5 * Math.sqrt(4 / 45 / samples));
});

Deno.test("normal has the moments of N(0, 1), successive draws uncorrelated", () => {
  const random = randomGenerator(2);
  const moments = [0, 0, 0, 0];
  let correlation = 0;
  let previous = 0;
  for (let i = 0; i < samples; i++) {
    const z = random.normal();
    for (let k = 0; k < 4; k++) moments[k] += z ** (k + 1) / samples;
    correlation += z * previous / samples;
    previous = z;
  }
  // variances of z, z², z³, z⁴: 1, 2, 15, 96
  assertAlmostEquals(moments[0], 0, 5 * Math.sqrt(1 / samples));
  assertAlmostEquals(moments[1], 1, 5 * Math.sqrt(2 / samples));
  assertAlmostEquals(moments[2], 0, 5 * Math.sqrt(15 / samples));
  assertAlmostEquals(moments[3], 3, 5 * Math.sqrt(96 / samples));
  assertAlmostEquals(correlation, 0, 5 * Math.sqrt(1 / samples));
});

Deno.test("integer is uniform on 0 … n − 1", () => {
  const random = randomGenerator(3);
  const counts = new Float64Array(7);
  for (let i = 0; i < 70_000; i++) counts[random.integer(7)]++;
  let χ2 = 0;
  for (const count of counts) χ2 += (count - 10_000) ** 2 / 10_000;
  assert(χ2 < 35, `χ² = ${χ2} with 6 degrees of freedom`);
});

Deno.test("shuffle permutes in place, every order of three equally often", () => {
  const random = randomGenerator(4);
  const counts = new Map<string, number>();
  for (let i = 0; i < 60_000; i++) {
    const array = new Uint8Array([0, 1, 2]);
    assertEquals(random.shuffle(array) === array, true);
    counts.set(array.join(), (counts.get(array.join()) ?? 0) + 1);
  }
  assertEquals(counts.size, 6);
  for (const count of counts.values()) {
    assertAlmostEquals(count, 10_000, 5 * Math.sqrt(60_000 * 5 / 36));
  }
});

Deno.test("randomGenerator repeats for a seed, differs between seeds", () => {
  const draws = (seed: number) => {
    const random = randomGenerator(seed);
    return [random.uniform(), random.normal(), random.integer(1e15)];
  };
  assertEquals(draws(5), draws(5));
  assertNotEquals(draws(5), draws(6));
  assertNotEquals(draws(5), draws(5 + 2 ** 32));
});

Deno.test("randomGenerator goes on from a state, as plain data, bit for bit", () => {
  for (const before of [0, 1, 2, 7]) { // odd: a normal waits
    const random = randomGenerator(8);
    for (let i = 0; i < before; i++) random.normal();
    const state = JSON.parse(JSON.stringify(random.state()));
    assertEquals(state, random.state());
    const other = randomGenerator(state);
    for (let i = 0; i < 50; i++) {
      assertEquals(other.normal(), random.normal());
      assertEquals(other.uniform(), random.uniform());
      assertEquals(other.integer(10), random.integer(10));
    }
  }
  assertThrows(
    () => randomGenerator({ words: [1, 2, 3] }),
    RangeError,
    "Cannot resume a generator: state [1,2,3], expected 8",
  );
});

Deno.test("randomGenerator and integer refuse what is no count", () => {
  for (const bad of [-1, 1.5, NaN, Infinity, 2 ** 53]) {
    assertThrows(() => randomGenerator(bad), RangeError, "Cannot seed");
    assertThrows(
      () => randomGenerator(0).integer(bad),
      RangeError,
      "Cannot draw",
    );
  }
  assertThrows(() => randomGenerator(0).integer(0), RangeError, "Cannot draw");
});
