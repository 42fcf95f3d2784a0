import { assertEquals, assertThrows } from "@std/assert";
import { mt19937 } from "../../lib/random/mt19937.ts";
import { numpyRandomState } from "../../lib/random/mod.ts";
import { golden } from "../perceptron/golden.ts";

Deno.test("mt19937 gives the words of init_genrand", () => {
  for (
    const [seed, { mt19937U32First8: words }] of Object.entries(golden.numpy)
  ) {
    const next = mt19937(Number(seed));
    assertEquals(words.map(() => next()), words);
  }
});

Deno.test("mt19937 gives the 10000th word that the C++ standard names", () => {
  // std::mt19937, [rand.predef]: seed 5489, the 10000th value is 4123659995.
  const next = mt19937(5489);
  for (let i = 1; i < 10000; i++) next();
  assertEquals(next(), 4123659995);
});

Deno.test("double and uniform are NumPy's to the last bit", () => {
  for (const [seed, numbers] of Object.entries(golden.numpy)) {
    const random = numpyRandomState(Number(seed));
    const expected = numbers.numpyRandomSample5;
    assertEquals(expected.map(() => random.double()), expected);
  }
  const uniform = numpyRandomState(1);
  const expected = golden.numpyRandomState1UniformFirst32;
  assertEquals(expected.map(() => uniform.uniform(-1, 1)), expected);
});

Deno.test("randn is NumPy's to the last bit", () => {
  const random = numpyRandomState(1);
  for (const z of golden.numpyRandomState1RandnFirst32Float64) {
    assertEquals(random.randn(), z);
  }
});

Deno.test("randn keeps its second number across uniform draws", () => {
  const plain = numpyRandomState(5);
  const mixed = numpyRandomState(5);
  const [first, second] = [plain.randn(), plain.randn()];
  assertEquals(mixed.randn(), first);
  mixed.double();
  assertEquals(mixed.randn(), second);
});

Deno.test("numpyRandomState refuses what NumPy refuses", () => {
  for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
    assertThrows(() => numpyRandomState(seed), RangeError, String(seed));
  }
  numpyRandomState(2 ** 32 - 1).double();
});
