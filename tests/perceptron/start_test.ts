import { assertEquals, assertThrows } from "@std/assert";
import { nonLinearlySeparableData } from "../../lib/data/mod.ts";
import { parameterName, seededNet } from "../../lib/network/mod.ts";
import { courseNet, golden, ownName } from "./golden.ts";

Deno.test("seededNet gives the course's initial parameters bit for bit", () => {
  const net = courseNet([2, 2, 2]);
  const θ = seededNet(net, 1);
  const expected = golden.exercises["ex2_tanh_lr0.01"].initParams;
  const found = Object.fromEntries(
    Array.from(θ, (value, i) => [parameterName(net, i), value]),
  );
  assertEquals(Object.keys(expected).length, 21);
  for (const [name, value] of Object.entries(expected)) {
    assertEquals(found[ownName(name)], value, name);
  }
});

Deno.test("seededNet with uniform draws NumPy's uniform numbers", () => {
  const θ = seededNet(courseNet([2]), 1, { uniform: true });
  const draws = golden.numpyRandomState1UniformFirst32;
  // in θ the bias follows each row; it is drawn after all rows
  const order = [0, 1, 4, 2, 3, 5, 6, 7, 8];
  assertEquals([...θ], order.map((i) => Math.fround(draws[i])));
});

Deno.test("nonLinearlySeparableData gives the course's data bit for bit", () => {
  const data = nonLinearlySeparableData();
  assertEquals([...data.inputs], golden.data.flat());
  assertEquals([...data.targets!], golden.labels);
  assertEquals(golden.labels.filter((label) => label > 0).length, 52);
});

Deno.test("integer labels are 1 where targets are +1", () => {
  const { targets } = nonLinearlySeparableData({ seed: 7, samples: 40 });
  const data = nonLinearlySeparableData({
    seed: 7,
    samples: 40,
    integerLabels: true,
  });
  assertEquals([...data.labels!], Array.from(targets!, (t) => (t + 1) / 2));
  assertEquals(data.outputCount, 2);
});

Deno.test("nonLinearlySeparableData refuses an empty dataset", () => {
  assertThrows(
    () => nonLinearlySeparableData({ samples: 0 }),
    RangeError,
    "got 0 samples",
  );
});
