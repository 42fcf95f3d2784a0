import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { toySet, toySetNames } from "../../lib/data/mod.ts";

const samples = 20_000;

/** Whether a point may be one of the set, but for rare noise; and mean, variance. */
const known: Record<
  string,
  {
    readonly holds: (x: number, y: number) => boolean;
    readonly mean: readonly [number, number];
    readonly variance: readonly [number, number];
  }
> = {
  sine: {
    holds: (x, y) => Math.abs(x) <= 2 && Math.abs(y - Math.sin(3 * x)) < 1.25,
    mean: [0, 0],
    // E sin² 3x = ½ − sin 12/24
    variance: [4 / 3, 0.5 - Math.sin(12) / 24 + 1 / 16],
  },
  moons: {
    holds: (x, y) =>
      Math.min(
        Math.abs(Math.hypot(x, y) - 1),
        Math.abs(Math.hypot(x - 1, y - 0.5) - 1),
      ) < 0.3,
    mean: [0.5, 0.25],
    variance: [
      0.25 + 0.5 + 0.0025,
      0.5 - 4 / Math.PI ** 2 + (2 / Math.PI - 0.25) ** 2 + 0.0025,
    ],
  },
  smile: {
    holds: (x, y) => Math.hypot(x, y) < 7,
    mean: [0, NaN],
    variance: [NaN, NaN],
  },
  twoSpirals: {
    holds: (x, y) => Math.hypot(x, y) < Math.PI + 1,
    mean: [0, 0],
    variance: [NaN, NaN],
  },
  checkerboard: {
    holds: (x, y) =>
      Math.abs(x) <= 4 && Math.abs(y) <= 4 &&
      (Math.floor(x / 2) + Math.floor(y / 2)) % 2 === 0,
    mean: [0, 0],
    variance: [16 / 3, 16 / 3],
  },
  rings: {
    holds: (x, y) =>
      [0.75, 1.5, 2.25, 3].some((r) => Math.abs(Math.hypot(x, y) - r) < 0.5),
    mean: [0, 0],
    // half the mean square of the radii, and the noise
    variance: [0.5625 * 30 / 8 + 0.0064, 0.5625 * 30 / 8 + 0.0064],
  },
  trimodal: {
    holds: (x, y) =>
      [[0, 0], [5, 5], [5, -5]].some(([a, b]) => Math.hypot(x - a, y - b) < 5),
    mean: [10 / 3, 0],
    variance: [50 / 9 + 0.5, 50 / 3 + 0.5],
  },
  trimodal2: {
    holds: (x, y) =>
      [[0, 0], [5, 5], [5, -5]].some(([a, b]) => Math.hypot(x - a, y - b) < 3),
    mean: [10 / 3, 0],
    variance: [50 / 9 + 0.25, 50 / 3 + 0.25],
  },
  eightGaussians: {
    holds: (x, y) => Math.abs(Math.hypot(x, y) - 4 / Math.SQRT2) < 2,
    mean: [0, 0],
    variance: [4.125, 4.125],
  },
};

Deno.test("there is something known of every toy set", () => {
  assertEquals(Object.keys(known), toySetNames);
});

for (const [name, { holds, mean, variance }] of Object.entries(known)) {
  Deno.test(`${name} has its place, mean and variance, and a seed`, () => {
    const { inputs, extent } = toySet(name, { samples, seed: 2 });
    assertEquals(inputs.length, 2 * samples);
    assertEquals(inputs, toySet(name, { samples, seed: 2 }).inputs);
    assert(inputs[0] !== toySet(name, { samples: 1 }).inputs[0]);
    let beyond = 0;
    for (let n = 0; n < samples; n++) {
      const [x, y] = inputs.subarray(2 * n);
      assert(holds(x, y), `${x}, ${y}`);
      if (Math.max(Math.abs(x), Math.abs(y)) > extent) beyond++;
    }
    assert(beyond < samples / 100, `${beyond} beyond`);
    for (const axis of [0, 1]) {
      const values = inputs.filter((_, i) => i % 2 === axis);
      const average = values.reduce((s, x) => s + x, 0) / samples;
      const square = values.reduce((s, x) => s + (x - average) ** 2, 0) /
        samples;
      const error = Math.sqrt(square / samples);
      if (!Number.isNaN(mean[axis])) {
        assert(Math.abs(average - mean[axis]) < 4 * error, `mean ${average}`);
      }
      if (!Number.isNaN(variance[axis])) {
        assertAlmostEquals(square / variance[axis], 1, 0.04);
      }
    }
  });
}

Deno.test("an unknown toy set is refused with the one that is meant", () => {
  assertThrows(() => toySet("moon"), RangeError, 'did you mean "moons"?');
});
