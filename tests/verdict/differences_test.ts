import { assert, assertEquals, assertLess } from "@std/assert";
import { customObjective } from "../../lib/objective/mod.ts";
import type { Objective } from "../../lib/objective/objective.ts";
import { type Generator, randomGenerator } from "../../lib/random/mod.ts";
import { certify, type Verdict } from "../../lib/verdict/mod.ts";
import { judged, polynomialPoint } from "./known_points.ts";

// What differences of losses, and of gradients, tell and do not tell.

type Loss = (θ: Float64Array) => number;

function byLosses(loss: Loss, ...θ: number[]): Verdict {
  const objective = customObjective({ parameterCount: θ.length, loss });
  return certify(objective, θ);
}

Deno.test("a kink is no curvature, whatever its height", () => {
  const kinks: Record<string, Loss> = {
    "−5 relu(x)": ([x]) => -5 * Math.max(x, 0),
    "5 relu(x)": ([x]) => 5 * Math.max(x, 0),
    "|x|": ([x]) => Math.abs(x),
    "x² − |x|/1000": ([x]) => x * x - 1e-3 * Math.abs(x),
    "relu(x)²": ([x]) => Math.max(x, 0) ** 2,
    "x², on the left −x²/2": ([x]) => x > 0 ? x * x : -x * x / 2,
    "x² + |y|": ([x, y]) => x * x + Math.abs(y),
    "|x + y| − |x − y|": ([x, y]) => Math.abs(x + y) - Math.abs(x - y),
    "1 + x² − relu(x + 2y)": ([x, y]) => 1 + x * x - Math.max(x + 2 * y, 0),
  };
  for (const [name, loss] of Object.entries(kinks)) {
    for (const height of [1e-6, 1, 1e6]) {
      const { kind, sentence } = byLosses((θ) => height * loss(θ), 0, 0);
      assertEquals(kind, "not converged", `${height} (${name}): ${sentence}`);
      assert(/a kink, or details smaller/.test(sentence), sentence);
    }
  }
});

Deno.test("a kink within the steps of differences of the gradient is seen", () => {
  for (const slope of [-5, 5]) {
    for (const at of [0, 1e-9, 1e-7, 1e-6]) {
      const objective = customObjective({
        parameterCount: 1,
        loss: ([x]) => slope * Math.max(x - at, 0),
        gradient: ([x]) => [x > at ? slope : 0],
      });
      const { kind, sentence } = certify(objective, Float64Array.of(0));
      assertEquals(kind, "not converged", `${slope} at ${at}: ${sentence}`);
    }
  }
});

Deno.test("a kink that Newton's method steps onto is seen", () => {
  const bowl = customObjective({
    parameterCount: 1,
    loss: ([x]) => x * x / 2 - 5 * Math.max(x, 0),
    gradient: ([x]) => [x > 0 ? x - 5 : x],
    hessian: () => [1],
  });
  const { kind, sentence } = certify(bowl, Float64Array.of(-1e-9));
  assertEquals(kind, "not converged", sentence);
  assert(/gradient jumps by 5/.test(sentence), sentence);
});

Deno.test("without derivatives of its own what is degenerate is not called regular", () => {
  const points: [string, Loss][] = [
    ["minimum, degenerate", ([x]) => x ** 4],
    ["minimum, degenerate", ([x]) => 1 + x ** 4],
    ["minimum, degenerate", ([x, y]) => 1 + x * x + y ** 4],
    ["saddle, degenerate", ([x]) => x ** 3],
    ["saddle, degenerate", ([x]) => -(x ** 4)],
    ["saddle, degenerate", ([x, y]) => 1 + x * x - y ** 4],
    ["saddle, degenerate", ([x, y]) => 372 * x * x + y ** 3],
  ];
  for (const [kind, loss] of points) {
    const verdict = byLosses(loss, 0, 0);
    const freeOfY = loss.toString().includes("y") ? 0 : 1;
    assertEquals(verdict.index, 0, verdict.sentence);
    assertEquals(verdict.nullity, 1 + freeOfY, verdict.sentence);
    assertEquals(verdict.kind, kind, verdict.sentence);
  }
});

/** The derivatives of an objective that are not by differences. */
const given: Record<string, (of: Objective) => Objective> = {
  loss: ({ parameterCount, loss }) => customObjective({ parameterCount, loss }),
  gradient: ({ parameterCount, loss, gradient }) =>
    customObjective({ parameterCount, loss, gradient: (θ) => gradient(θ) }),
};

Deno.test("smooth critical points in units around 1 have true verdicts without derivatives of their own", () => {
  for (const [name, without] of Object.entries(given)) {
    const tally = { regular: [0, 0], degenerate: [0, 0] };
    for (let k = 0; k < 60; k++) {
      const point = polynomialPoint(randomGenerator(31 * k + 7), 0.5);
      const verdict = certify(without(point.objective), point.start);
      const judgement = judged(verdict, point);
      assert(
        judgement !== "false",
        `${k}, by the ${name}: ${point.name}, ${point.away} away, is a ${point.kind}: ${verdict.sentence}`,
      );
      if (point.isRegular ? point.away <= 1e-6 : point.away === 0) {
        const met = tally[point.isRegular ? "regular" : "degenerate"];
        met[0]++;
        if (judgement === "unknown") met[1]++;
      }
    }
    const { regular, degenerate } = tally;
    assert(regular[0] > 15 && degenerate[0] > 5);
    assertLess(regular[1], 0.02 * regular[0] + 1);
    assertLess(degenerate[1], 0.25 * degenerate[0]);
  }
});

/** A cone of order 1 or 2 on its tip, from which it falls along some ray or not. */
function cone(random: Generator, order: 1 | 2) {
  const p = 1 + random.integer(4);
  const tip = Float64Array.from({ length: p }, () => random.normal());
  const bends = Array.from({ length: 1 + random.integer(2 * p) }, () => ({
    height: random.normal(),
    normal: Float64Array.from({ length: p }, () => random.normal()),
  }));
  const height = 10 ** (12 * random.uniform() - 6);
  const level = random.uniform() < 0.5 ? 0 : random.normal();
  const loss: Loss = (θ) =>
    height * bends.reduce((sum, { height, normal }) => {
      const along = normal.reduce((s, n, i) => s + n * (θ[i] - tip[i]), 0);
      return sum + height * Math.max(along, 0) ** order;
    }, level);
  let least = Infinity;
  for (let k = 0; k < 400 * p; k++) {
    const way = tip.map(() => random.normal());
    least = Math.min(least, loss(tip.map((x, i) => x + way[i])) - loss(tip));
  }
  return { p, tip, loss, falls: least < 0 };
}

Deno.test("tips of cones have no false verdict", () => {
  const random = randomGenerator(5);
  for (let k = 0; k < 300; k++) {
    const order = k % 2 === 0 ? 1 : 2;
    const { p, tip, loss, falls } = cone(random, order);
    const objective = customObjective({ parameterCount: p, loss });
    const away = random.uniform() < 0.5 ? 0 : 10 ** (-4 - 6 * random.uniform());
    const start = tip.map((x) => x + away * random.normal());
    const { kind, sentence } = certify(objective, start);
    const name = `${k}: ${
      falls ? "falls" : "rises"
    }, ${away} away, ${sentence}`;
    if (order === 1 && away < 1e-6) {
      assert(!/strict|^saddle$/.test(kind), name);
    }
    assert(!(falls ? /minimum/ : /saddle/).test(kind), name);
  }
});
