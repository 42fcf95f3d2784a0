import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import fc from "fast-check";
import { trajectoryDistance } from "../../lib/landscape/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { quadratic } from "../flow/objectives.ts";

interface Path {
  readonly times: Float64Array;
  readonly parameters: readonly Float64Array[];
}

/** A curve that winds around, at given times. */
function curve(times: readonly number[], offset = 0): Path {
  return {
    times: Float64Array.from(times),
    parameters: times.map((t) =>
      Float64Array.of(t * Math.cos(t), t * Math.sin(t), offset)
    ),
  };
}

function evenly(count: number, end: number): number[] {
  return Array.from({ length: count }, (_, k) => end * k / (count - 1));
}

Deno.test("trajectoryDistance matches the same way at other speeds", () => {
  const B = curve(evenly(2001, 6));
  const own = [0, 0.5, 0.6, 1.3, 2, 2.1, 3.1, 4, 4.5];
  const A = curve(own);
  const { distances, matchedTimes, times, endedAt } = trajectoryDistance(A, B);
  assertEquals([...times], own);
  times.forEach((t, k) => {
    assertAlmostEquals(matchedTimes[k], t, 6 / 2000);
    assert(distances[k] < (6 * 6 / 2000) ** 2 / 6);
  });
  assertEquals(endedAt, undefined);
});

Deno.test("trajectoryDistance of a parallel way is its offset", () => {
  const times = evenly(50, 4);
  const { distances, indices } = trajectoryDistance(
    curve(times, 0.75),
    curve(times),
  );
  distances.forEach((d) => assertAlmostEquals(d, 0.75 ** 2 / 6, 1e-15));
  assertEquals([...indices], times.map((_, k) => k));
});

Deno.test("trajectoryDistance says from where on B has ended", () => {
  const A = curve(evenly(11, 5));
  const B = curve(evenly(1000, 2));
  const { endedAt, indices, matchedTimes, distances } = trajectoryDistance(
    A,
    B,
  );
  assertEquals(endedAt, 4); // at 2
  assertEquals(indices.slice(4), new Int32Array(7).fill(999));
  assertEquals(matchedTimes.at(-1), 2);
  assert(distances[10] > distances[5]);
  assertEquals(trajectoryDistance(B, B).endedAt, undefined);
});

const path = fc.array(
  fc.tuple(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -5, max: 5 })),
  { minLength: 1, maxLength: 12 },
).map((points): Path => ({
  times: Float64Array.from(points, (_, k) => k),
  parameters: points.map((point) => Float64Array.from(point)),
}));

Deno.test("trajectoryDistance goes forward as long as it does not lead away", () => {
  fc.assert(fc.property(path, path, (A, B) => {
    const { distances, indices, matchedTimes } = trajectoryDistance(A, B);
    const last = B.parameters.length - 1;
    A.parameters.forEach((a, k) => {
      const to = (j: number) =>
        ((a[0] - B.parameters[j][0]) ** 2 + (a[1] - B.parameters[j][1]) ** 2) /
        4;
      assertEquals(distances[k], to(indices[k]));
      assertEquals(matchedTimes[k], indices[k]);
      for (let j = k === 0 ? 0 : indices[k - 1]; j < indices[k]; j++) {
        assert(to(j + 1) <= to(j));
      }
      if (indices[k] < last) assert(to(indices[k] + 1) > to(indices[k]));
    });
  }));
});

Deno.test("gradient descent comes to the flow with the square of its rate", () => {
  const bowl = quadratic([1, 8]);
  const start = Float64Array.of(1, 1);
  const trajectory = { points: 20_000 };
  const flow = train(bowl, start, {
    flow: {
      until: 3,
      solver: "dop853",
      relativeTolerance: 1e-11,
      absoluteTolerance: 1e-11,
    },
    refine: false,
    trajectory,
  });
  const [coarse, fine] = [0.04, 0.02].map((learningRate) => {
    const descent = train(bowl, start, {
      discrete: {
        method: "gradientDescent",
        learningRate,
        steps: Math.round(2 / learningRate),
      },
      refine: false,
      trajectory,
    });
    const { distances } = trajectoryDistance(
      descent.trajectory,
      flow.trajectory,
    );
    return Math.max(...distances);
  });
  // ‖a − b‖² ~ η²
  assertAlmostEquals(Math.log2(coarse / fine), 2, 0.3);
});

Deno.test("trajectoryDistance refuses what cannot be compared", () => {
  const line = curve([0, 1]);
  const flat = { times: Float64Array.of(0), parameters: [Float64Array.of(1)] };
  const none = { times: Float64Array.of(), parameters: [] };
  assertThrows(
    () => trajectoryDistance(line, flat),
    RangeError,
    "a point has 1 parameters, expected 3",
  );
  for (const [A, B] of [[none, line], [line, none]]) {
    assertThrows(
      () => trajectoryDistance(A, B),
      RangeError,
      "a trajectory has no points",
    );
  }
});
