import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  chainDescent,
  convergenceMap,
  convergenceMapSteps,
  scalarChain,
} from "../../lib/theory/mod.ts";

const chains = [
  scalarChain(),
  scalarChain({ inputs: [1, -0.5, 2] }),
  scalarChain({ factors: 3 }),
  scalarChain({ activations: "tanh", inputs: [0.5] }),
];

Deno.test("fates and counts are those of descents from the same starts", () => {
  for (const chain of chains) {
    for (const learningRate of [0.05, 0.3, 0.7]) {
      const [resolution, steps, tolerance, rest] = [17, 60, 1e-4, 0.8];
      const map = convergenceMap({
        chain,
        learningRate,
        resolution,
        steps,
        tolerance,
        rest,
        limit: 2.5,
      });
      const starts = [...map.ys].flatMap((y) =>
        [...map.xs].flatMap((x) => {
          const θ = new Array(chain.factors).fill(rest);
          [θ[0], θ[1]] = [x, y];
          return θ;
        })
      );
      const run = chainDescent(chain, starts, { learningRate, steps });
      const count = resolution ** 2;
      for (let n = 0; n < count; n++) {
        const losses = Array.from(
          { length: steps + 1 },
          (_, t) => run.losses[t * count + n],
        );
        const first = run.parameters[(steps * count + n) * chain.factors];
        const late = losses.findLastIndex((loss) => !(loss <= tolerance)) + 1;
        const want = losses.some((loss) => !(loss <= 1e12))
          ? "ran away"
          : late > steps - 10
          ? "neither"
          : `arrived, first factor ${first > 0 ? "positive" : "negative"}`;
        assertEquals(map.fateNames[map.fates[n]], want);
        if (want.startsWith("arrived")) assertEquals(map.updates[n], late);
      }
    }
  }
});

Deno.test("the map has the symmetries of the loss: factors swapped, both signs turned", () => {
  const resolution = 60;
  const { fates, updates } = convergenceMap({ learningRate: 0.45, resolution });
  for (let j = 0; j < resolution; j++) {
    for (let i = 0; i < resolution; i++) {
      const n = j * resolution + i;
      const swapped = i * resolution + j;
      const turned = resolution ** 2 - 1 - n;
      assertEquals(updates[n], updates[swapped]);
      assertEquals(updates[n], updates[turned]);
      const mirror = [0, 1, 2, 4, 3];
      assertEquals(fates[turned], mirror[fates[n]]);
    }
  }
});

Deno.test("with small steps the line θ₁ = −θ₀ parts the two branches", () => {
  const { xs, ys, fates, fateNames } = convergenceMap({
    learningRate: 0.05,
    resolution: 40,
    steps: 400,
  });
  for (let n = 0; n < fates.length; n++) {
    const sum = xs[n % 40] + ys[Math.floor(n / 40)];
    const name = fateNames[fates[n]];
    // the line itself leads to the saddle
    if (Math.abs(sum) < 1e-12) assertEquals(name, "neither");
    else {
      assertEquals(
        name,
        `arrived, first factor ${sum > 0 ? "positive" : "negative"}`,
      );
    }
  }
});

Deno.test("the map grows row by row, and what is not there yet says so", () => {
  const steps = convergenceMapSteps({ learningRate: 0.1, resolution: 60 });
  const first = steps.next().value;
  assertEquals(first.fates.indexOf(0), 25 * 60);
  assert(first.fates.subarray(0, 25 * 60).every((fate) => fate > 0));
  let last = first;
  for (;;) {
    const { done, value } = steps.next();
    last = value;
    if (done) break;
  }
  assert(last.fates.every((fate) => fate > 0));
  assertEquals(last, convergenceMap({ learningRate: 0.1, resolution: 60 }));
});

Deno.test("maps of nothing and maps that would take for ever are refused", () => {
  for (
    const [options, message] of [
      [{}, "learningRate is missing"],
      [{ learningRate: NaN }, "learningRate is NaN"],
      [{ learningRate: Infinity }, "learningRate is Infinity"],
      [{ learningRate: 1, resolution: 1 }, "resolution is 1"],
      [{ learningRate: 1, resolution: 1e5 }, "100000 × 100000 starts"],
      [{ learningRate: 1, steps: 1e5 }, "100000 steps"],
      [{ learningRate: 1, limit: Infinity }, "limit is Infinity"],
      [
        { learningRate: 1, chain: scalarChain({ factors: 1 }) },
        "a chain of 1 factor, expected two or more",
      ],
      [{ η: 1 }, `did you mean "learningRate"?`],
    ] as const
  ) {
    assertThrows(() => convergenceMap(options as never), Error, message);
  }
});
