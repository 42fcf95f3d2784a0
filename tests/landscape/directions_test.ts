import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { direction, principalDirections } from "../../lib/landscape/mod.ts";
import { dot, norm } from "../../lib/linalg/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { quadratic } from "../flow/objectives.ts";

Deno.test("direction along a coordinate, an eigenvector and through a point", () => {
  const objective = quadratic([3, 1, 2]);
  const θ = Float64Array.of(1, 2, 3);
  assertEquals(
    direction(objective, θ, { kind: "coordinate", index: 1 }),
    Float64Array.of(0, 1, 0),
  );
  const lowest = direction(objective, θ, { kind: "eigenvector", index: 0 });
  assertAlmostEquals(Math.abs(lowest[1]), 1, 1e-15);
  const point = Float64Array.of(0, 0, 1);
  assertEquals(
    direction(objective, θ, { kind: "through", point }),
    Float64Array.of(-1, -2, -2),
  );
});

Deno.test("random direction gives each neuron's row the length it has in θ", () => {
  const net = network(parseNetwork("3 → 4 tanh → 2 no bias"));
  const data = teacherStudent({ teacher: net, samples: 5, seed: 1 });
  const objective = empiricalLoss(net, data);
  const θ = initialize(net, { seed: 3 });
  const d = direction(objective, θ, { kind: "random", seed: 4 });
  for (const { offset, width, fanIn, bias } of net.layers) {
    const length = fanIn + (bias ? 1 : 0);
    for (let i = 0; i < width; i++) {
      const begin = offset + i * length;
      assertAlmostEquals(
        norm(d.subarray(begin, begin + length)),
        norm(θ.subarray(begin, begin + length)),
        1e-14,
      );
    }
  }
  assertEquals(d, direction(objective, θ, { kind: "random", seed: 4 }));
  const unit = direction(objective, θ, {
    kind: "random",
    seed: 4,
    normalize: "unit",
  });
  assertAlmostEquals(norm(unit), 1, 1e-15);
});

Deno.test("direction refuses indices and filter normalization without a network", () => {
  const objective = quadratic([1, 2]);
  const θ = new Float64Array(2);
  for (const index of [-1, 2, 0.5]) {
    assertThrows(
      () => direction(objective, θ, { kind: "coordinate", index }),
      RangeError,
      "expected an integer in 0 … 1",
    );
  }
  assertThrows(
    () =>
      direction(objective, θ, { kind: "random", seed: 1, normalize: "filter" }),
    TypeError,
    "without a network",
  );
});

Deno.test("principalDirections finds the plane that a path lies in", () => {
  const random = randomGenerator(8);
  const p = 7;
  const center = Float64Array.from({ length: p }, () => random.normal());
  const a = Float64Array.from({ length: p }, () => random.normal());
  const b = Float64Array.from({ length: p }, () => random.normal());
  const parameters = Array.from({ length: 40 }, () => {
    const x = 3 * random.normal();
    const y = random.normal();
    return center.map((c, i) => c + x * a[i] + y * b[i]);
  });
  const [u, v] = principalDirections({ parameters }, center);
  assertAlmostEquals(norm(u), 1, 1e-14);
  assertAlmostEquals(norm(v), 1, 1e-14);
  assertAlmostEquals(dot(u, v), 0, 1e-14);
  for (const θ of parameters) {
    const d = θ.map((x, i) => x - center[i]);
    const inside = Math.hypot(dot(d, u), dot(d, v));
    assertAlmostEquals(inside, norm(d), 1e-12);
  }
  const along = (w: Float64Array) =>
    parameters.reduce(
      (sum, θ) => sum + dot(w, θ.map((x, i) => x - center[i])) ** 2,
      0,
    );
  assert(along(u) > along(v));
});

Deno.test("principalDirections completes degenerate paths, the same way each time", () => {
  const center = Float64Array.of(1, 1, 1);
  const straight = [0, 1, 2].map((t) => Float64Array.of(1 - t, 1, 1));
  const cases = [[], [center], straight];
  for (const parameters of cases) {
    const [u, v] = principalDirections({ parameters }, center);
    assertAlmostEquals(norm(u), 1, 1e-15);
    assertAlmostEquals(norm(v), 1, 1e-15);
    assertAlmostEquals(dot(u, v), 0, 1e-15);
    assertEquals(principalDirections({ parameters }, center), [u, v]);
  }
  assertEquals(
    principalDirections({ parameters: straight }, center)[0],
    Float64Array.of(1, 0, 0),
  );
  assertThrows(
    () => principalDirections({ parameters: [] }, new Float64Array(1)),
    RangeError,
    "expected at least 2",
  );
});
