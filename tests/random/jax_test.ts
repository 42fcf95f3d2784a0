import { assert, assertEquals, assertThrows } from "@std/assert";
import { jaxKey } from "../../lib/random/mod.ts";
import { threefry } from "../../lib/random/threefry.ts";
import { erf } from "../../lib/special/mod.ts";
import golden from "../fixtures/scalar_autoencoder.json" with { type: "json" };

const vectors = golden.threefry_vectors;
const start = golden.jax_prngkey117_partitionable_False;

Deno.test("threefry has the values of its authors' known-answer tests", () => {
  // kat_vectors of Random123, threefry 2x32 with 20 rounds: counter, key, output
  const known = [
    [[0, 0], [0, 0], [0x6b200159, 0x99ba4efe]],
    [[-1, -1], [-1, -1], [0x1cb996fc, 0xbb002be7]],
    [
      [0x243f6a88, 0x85a308d3],
      [0x13198a2e, 0x03707344],
      [0xc4923a9c, 0x483df7a0],
    ],
  ];
  for (const [counter, [key0, key1], output] of known) {
    const lanes = threefry(key0, key1, Uint32Array.from(counter));
    assertEquals([...lanes], output);
  }
});

Deno.test("keys, splits and bits are JAX's", () => {
  assertEquals([...jaxKey(117).words], vectors["PRNGKey(117)"]);
  assertEquals([...jaxKey(2 ** 32 * 5 + 7).words], [5, 7]);
  const words = (seed: number) =>
    jaxKey(seed).split(2).map(({ words }) => [...words]);
  assertEquals(words(117), vectors.split2);
  assertEquals(words(117), [start.key0, start.subkey]);
  assertEquals(words(42), vectors["PRNGKey(42) split2"]);
  // bits of a hundred under the second key of a partitionable split, which is
  // threefry of the counter (0, 1)
  const [first, second] = threefry(0, 117, Uint32Array.of(0, 1));
  const counters = Uint32Array.from({ length: 100 }, (_, i) => i);
  assertEquals(
    [...threefry(first, second, counters).slice(0, 4)],
    vectors["bits_subkey_first4_of_(100,)"],
  );
  const { words: [a, b], bits } = jaxKey(117).split()[1];
  assertEquals(bits([50, 2]), threefry(a, b, counters));
});

Deno.test("normal numbers are JAX's to 1.2e-6", () => {
  const close = (got: Float64Array, want: readonly number[]) => {
    assertEquals(got.length, want.length);
    want.forEach((x, i) => assert(Math.abs(got[i] - x) <= 1.2e-6, `${i}`));
  };
  close(jaxKey(0).normal([4]), vectors["normal(PRNGKey(0),(4,))"]);
  close(jaxKey(117).split(2)[1].normal([50, 2]), start.raw_normal_50x2.flat());
});

Deno.test("normal numbers are where the normal distribution puts their uniform ones", () => {
  const key = jaxKey(3);
  const uniform = key.uniform(100_000);
  const normal = key.normal(100_000);
  let square = 0;
  for (let i = 0; i < uniform.length; i++) {
    const place = (1 + erf(normal[i] / Math.SQRT2)) / 2;
    assert(Math.abs(place - uniform[i]) < 3e-7, `${i}`);
    assertEquals(uniform[i] * 2 ** 23 % 1, 0);
    assertEquals(normal[i], Math.fround(normal[i]));
    square += normal[i] ** 2 / uniform.length;
  }
  assert(Math.abs(square - 1) < 4 * Math.sqrt(2 / 100_000), `${square}`);
});

Deno.test("an odd count, one number, none, and a shape of several axes", () => {
  const key = jaxKey(9);
  assertEquals(key.bits(5).length, 5);
  assertEquals(key.bits(0).length, 0);
  assertEquals([...key.bits(1)], [threefry(0, 9, new Uint32Array(2))[0]]);
  assertEquals(key.uniform([2, 3, 4]), key.uniform(24));
  assertEquals(
    new Set(key.split(100).map(({ words }) => `${words}`)).size,
    100,
  );
});

Deno.test("seeds and shapes that are none are refused", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(
      () => jaxKey(seed),
      RangeError,
      `Cannot make a key: seed is ${seed}, expected an integer in 0 … 2⁵³ − 1`,
    );
  }
  assertThrows(() => jaxKey("1" as never), TypeError, "Cannot make a key");
  const key = jaxKey(1);
  assertThrows(() => key.normal([2, -1]), RangeError, "shape is [2,-1]");
  assertThrows(() => key.uniform(1.5), RangeError, "shape is [1.5]");
  assertThrows(() => key.bits([1e6, 1e6]), RangeError, "numbers at most");
  assertThrows(() => key.bits("3" as never), TypeError, "shape is");
  assertThrows(() => key.split(0), RangeError, "count is 0");
});
