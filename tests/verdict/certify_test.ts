import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";
import { certify, type Verdict } from "../../lib/verdict/mod.ts";
import { objectiveOf, quadratic } from "../flow/objectives.ts";
import { type Landmark, landmarks } from "./landscapes.ts";

function judge(
  { objective, at, trajectory, timeScale }: Landmark,
  tolerance?: number,
): Verdict {
  return certify(objective, Float64Array.from(at), {
    ...(trajectory && { trajectory }),
    ...(timeScale && { timeScale }),
    ...(tolerance && { tolerance }),
  });
}

/** What every verdict owes, whatever it is. */
function checkVerdict(verdict: Verdict): void {
  const { eigenvalues, residuals, bounds, kind, index, nullity } = verdict;
  assertEquals(residuals.length, eigenvalues.length);
  assertEquals(bounds.length, eigenvalues.length);
  eigenvalues.forEach((λ, k) => {
    assert(residuals[k] >= 0 && bounds[k] >= residuals[k]);
    assert(k === 0 || λ >= eigenvalues[k - 1]);
  });
  const shown = Array.from(eigenvalues);
  const negative = shown.filter((λ, k) => λ < -bounds[k]).length;
  const zero = shown.filter((λ, k) => Math.abs(λ) <= bounds[k]).length;
  // signs that bounds leave open may be known in other units
  assert(index >= negative && index + nullity <= negative + zero);
  assertEquals(kind === "strict minimum" && index + nullity > 0, false);
  if (kind === "saddle") assert(index > 0);
  if (/degenerate/.test(kind)) assert(nullity > 0 && index === 0);
  assert(verdict.unexplained <= nullity);
  const explained = verdict.explanations
    .reduce((sum, { dimension }) => sum + dimension, 0);
  assertEquals(explained + verdict.unexplained, nullity);
  assertMatch(verdict.sentence, /^[A-Z‖0-9].*\.$/);
  assert(!/NaN|undefined|Infinity/.test(verdict.sentence), verdict.sentence);
  assertEquals(structuredClone(verdict), verdict);
}

for (const [name, landmark] of Object.entries(landmarks)) {
  Deno.test(`certify knows what it is: ${name}`, () => {
    const verdict = judge(landmark);
    checkVerdict(verdict);
    assertEquals(verdict.kind, landmark.kind);
    assertEquals(verdict.index, landmark.index ?? verdict.index);
    assertEquals(verdict.nullity, landmark.nullity ?? verdict.nullity);
    // the same at a tenth of the tolerance
    assertEquals(judge(landmark, 6e-7).kind, landmark.kind);
  });
}

Deno.test("the landmarks are of every kind", () => {
  const kinds = new Set(Object.values(landmarks).map(({ kind }) => kind));
  assertEquals(kinds.size, 7);
});

Deno.test("verdicts do not depend on the unit of the loss", () => {
  for (const [name, landmark] of Object.entries(landmarks)) {
    const { objective, at } = landmark;
    if (at.length > 100) continue;
    for (const unit of [1e-9, 1e6]) {
      const scaled = objectiveOf({
        parameterCount: objective.parameterCount,
        loss: (θ) => unit * objective.loss(θ),
        gradient: (θ, out) =>
          out.set(objective.gradient(θ).map((g) => unit * g)),
        hessian: (θ, out) => out.set(objective.hessian(θ).map((h) => unit * h)),
      });
      const { kind, index, nullity } = judge({
        ...landmark,
        objective: scaled,
      });
      assertEquals([kind, index], [landmark.kind, judge(landmark).index], name);
      assertEquals(nullity, judge(landmark).nullity, name);
    }
  }
});

Deno.test("certify says how far away the zero is and how Newton's method got there", () => {
  const at = Float64Array.of(1e-8, -2e-8);
  const { distance, contraction, newtonDecrement, gradientNorm } = certify(
    quadratic([1, 4]),
    at,
  );
  assertAlmostEquals(distance!, Math.hypot(...at), 1e-20);
  assertEquals(contraction, 0);
  assertAlmostEquals(gradientNorm, 8e-8, 1e-20);
  // half its square is the loss that is left
  assertAlmostEquals(
    newtonDecrement! ** 2 / 2,
    quadratic([1, 4]).loss(at),
    1e-28,
  );
  const far = certify(quadratic([1, 4]), Float64Array.of(1, 1));
  assertEquals([far.distance, far.contraction], [undefined, undefined]);
});

Deno.test("residuals bound the errors of eigenvalues, also by finite differences", () => {
  const loss = (x: number, y: number) => Math.cosh(x - y) + 1.5 * (x + y) ** 2;
  const slope = (x: number, y: number) => Math.sinh(x - y);
  const objective = customObjective({
    parameterCount: 2,
    loss: ([x, y]) => loss(x, y),
    gradient: ([x, y]) => [
      slope(x, y) + 3 * (x + y),
      3 * (x + y) - slope(x, y),
    ],
  });
  const { kind, eigenvalues, bounds } = certify(
    objective,
    Float64Array.of(0, 0),
  );
  assertEquals(kind, "strict minimum");
  [2, 6].forEach((λ, k) => {
    assertLessOrEqual(Math.abs(eigenvalues[k] - λ), bounds[k] + 1e-9);
  });
  // with nothing but the loss, the gradient is known to 1e-10 only
  const blind = customObjective({
    parameterCount: 2,
    loss: ([x, y]) => loss(x - 1, y + 2),
  });
  const found = certify(blind, Float64Array.of(1, -2));
  assertEquals(found.kind, "strict minimum");
  assertLess(Math.abs(found.eigenvalues[0] - 2), 1e-5);
});

Deno.test("trajectories without points, or from the origin, tell no growth", () => {
  const at = Float64Array.of(1e-9, 0);
  for (const points of [[], [0], [0, 1], [0, 1, 2, 3, 4, 5]]) {
    const { kind, normGrowth } = certify(quadratic([1, 2]), at, {
      trajectory: {
        times: Float64Array.from(points),
        parameters: points.map((t) => Float64Array.of(1e-9 * t / 5, 0)),
        losses: Float64Array.from(points),
      },
    });
    assertEquals([kind, normGrowth], ["strict minimum", undefined]);
  }
});

Deno.test("a point on a kink is told from a minimum", () => {
  // between the two slopes of |x| − x/2 lies its minimum
  const kink = objectiveOf({
    parameterCount: 2,
    loss: ([x, y]) => Math.abs(x - 1) - (x - 1) / 2 + y * y,
    gradient([x, y], out) {
      out[0] = x >= 1 ? 0.5 : -1.5;
      out[1] = 2 * y;
    },
    hessian: (_, out) => out[3] = 2,
  });
  const { kind, sentence } = certify(kink, Float64Array.of(1, 0));
  assertEquals(kind, "not converged");
  assertStringIncludes(sentence, "kink");
});

Deno.test("a jump of the gradient is no curvature, where differences make it one", () => {
  const slope = (x: number) => x > 0 ? -5 : 0;
  const kinks = {
    "−5 relu(x)": customObjective({
      parameterCount: 1,
      loss: ([x]) => -5 * Math.max(0, x),
      gradient: ([x]) => [slope(x)],
    }),
    "|x|": customObjective({
      parameterCount: 1,
      loss: ([x]) => Math.abs(x),
      gradient: ([x]) => [Math.sign(x)],
    }),
    "y² − 5 relu(x − y)": customObjective({
      parameterCount: 2,
      loss: ([x, y]) => y * y - 5 * Math.max(0, x - y),
      gradient: ([x, y]) => [slope(x - y), 2 * y - slope(x - y)],
    }),
  };
  for (const [name, objective] of Object.entries(kinks)) {
    const origin = new Float64Array(objective.parameterCount);
    const { kind, sentence } = certify(objective, origin);
    assertEquals(kind, "not converged", name);
    assertMatch(sentence, /jumps by [1-9].* kink/, name);
  }
  // differences of a smooth gradient tell curvature
  const smooth = customObjective({
    parameterCount: 2,
    loss: ([x, y]) => y * y - 1e5 * Math.cosh(x),
    gradient: ([x, y]) => [-1e5 * Math.sinh(x), 2 * y],
  });
  const { kind, index } = certify(smooth, new Float64Array(2));
  assertEquals([kind, index], ["saddle", 1]);
});

Deno.test("a plateau with an edge is no saddle", () => {
  // flat until 0.02, falling from there
  const mesa = objectiveOf({
    parameterCount: 2,
    loss: ([x, y]) => 1 - Math.max(0, x - 0.02) ** 3 + y * y,
    gradient([x, y], out) {
      out[0] = -3 * Math.max(0, x - 0.02) ** 2;
      out[1] = 2 * y;
    },
    hessian([x], out) {
      out[0] = -6 * Math.max(0, x - 0.02);
      out[3] = 2;
    },
  });
  assertEquals(
    certify(mesa, Float64Array.of(0, 0)).kind,
    "minimum, degenerate",
  );
});

Deno.test("certify names the null directions of a network, of free parameters alone", () => {
  const net = network(parseNetwork("2 → 2 relu → 1"));
  const data = teacherStudent({ teacher: net, samples: 50, seed: 3 });
  const objective = empiricalLoss(net, data);
  const θ = data.teacherParameters;
  const all = certify(objective, θ);
  assertEquals(all.kind, "minimum, degenerate");
  assertEquals(
    all.explanations.map(({ kind, neurons }) => [kind, ...neurons]),
    [["rescaling", 0], ["rescaling", 1]],
  );
  assertEquals(all.unexplained, 0);
  assertStringIncludes(all.sentence, "neuron 0 of layer 1 can be rescaled");
  // with its output weight frozen, neuron 0 cannot be rescaled
  const timeScale = θ.map((_, i) => i === 6 ? 0 : 1);
  const some = certify(objective, θ, { timeScale });
  assertEquals(some.explanations.map(({ neurons }) => neurons), [[1]]);
  assertEquals([some.nullity, some.unexplained], [1, 0]);
});

Deno.test("a student that can follow its teacher only to infinity is seen to escape", () => {
  // (v·x) σ′(w·x) is the limit of two neurons of equal input weights and output
  // weights ±∞ (Martinelli et al., arXiv 2506.14951), and no sum of two tanh
  const inputs = Array.from(
    { length: 80 },
    (_, n) => [2 * Math.sin(5 * n + 1), 2 * Math.cos(3 * n)],
  );
  const data = dataset({
    inputs,
    targets: inputs.map(([x, y]) =>
      (0.5 * x + y) / Math.cosh(0.8 * x - 0.3 * y) ** 2
    ),
  });
  const net = network(parseNetwork("2 → 2 tanh → 1"));
  const objective = empiricalLoss(net, data);
  const start = Float64Array.of(1, 0.2, 0, 0.6, -0.8, 0, 1, -1, 0);
  const { verdict, parameters, trajectory } = train(objective, start);
  assertEquals(verdict?.kind, "escaping to infinity");
  assert(verdict!.normGrowth! > 2);
  assert(parameters[6] * parameters[7] < -100);
  // without the way there, at least no minimum is claimed
  assertEquals(certify(objective, parameters).kind, "gradient-flat");
  checkVerdict(verdict!);
  // a penalty on the norm ends it
  const penalized = empiricalLoss(net, data, {
    penalties: [{ kind: "weightDecay", λ: 1e-4 }],
  });
  assertEquals(train(penalized, start).verdict?.kind, "strict minimum");
  assert(trajectory.times.length > 50);
});

Deno.test("weights that separate classes are seen to escape, unless they are penalized", () => {
  const net = network(parseNetwork("1 → 2 softmax"));
  const data = dataset({
    inputs: [[-2], [-1], [1], [3]],
    labels: [0, 0, 1, 1],
  });
  const objective = empiricalLoss(net, data);
  const θ = initialize(net, { seed: 1 });
  const { verdict } = train(objective, θ);
  assertEquals(verdict?.kind, "escaping to infinity");
  checkVerdict(verdict!);
  const flow = train(objective, θ, {
    flow: { until: 1e10, maxSteps: 5000 },
    refine: false,
  });
  assertEquals(flow.verdict?.kind, "escaping to infinity");
  const penalized = empiricalLoss(net, data, {
    penalties: [{ kind: "weightDecay", λ: 1e-3 }],
  });
  assertEquals(train(penalized, θ).verdict?.kind, "strict minimum");
});

Deno.test("train carries the verdict of certify; its snapshots carry none", () => {
  const net = network(parseNetwork("2 → 3 sigmoid → 1"));
  const data = teacherStudent({ teacher: net, samples: 200, seed: 1 });
  const objective = empiricalLoss(net, data);
  const θ = initialize(net, { seed: 1 });
  const { verdict, parameters, trajectory } = train(objective, θ);
  assertEquals(verdict, certify(objective, parameters, { trajectory }));
  assertEquals(verdict?.kind, "strict minimum");
  for (const until of [1, 10, 100, 1000]) {
    const early = train(objective, θ, { flow: { until }, refine: false });
    assertEquals(early.verdict?.kind, "not converged");
  }
  const stopped = train(objective, θ, { signal: AbortSignal.abort() });
  assertEquals(stopped.verdict, undefined);
  // frozen parameters do not count, whatever their slope
  const timeScale = θ.map((_, i) => i % 3 === 0 ? 0 : 1);
  const partly = train(objective, θ, { flow: { timeScale } });
  assertEquals(partly.verdict?.kind, "strict minimum");
  assertEquals(
    partly.verdict,
    certify(objective, partly.parameters, {
      trajectory: partly.trajectory,
      timeScale,
    }),
  );
  assertEquals(certify(objective, partly.parameters).kind, "not converged");
});

Deno.test("certify refuses what means nothing", () => {
  const bowl = quadratic([1, 2]);
  const broken = objectiveOf({
    parameterCount: 1,
    loss: () => NaN,
    gradient: (_, out) => out.fill(NaN),
    hessian: (_, out) => out.fill(NaN),
  });
  const θ = new Float64Array(2);
  const cases: [() => unknown, string][] = [
    [() => certify(bowl, new Float64Array(3)), "θ has 3 entries, expected 2"],
    [() => certify(bowl, Float64Array.of(0, NaN)), "parameter 1 = NaN"],
    [() => certify(bowl, θ, { tolerance: 0 }), "tolerance 0"],
    [() => certify(bowl, θ, { timeScale: [1] }), "1 time scales, expected 2"],
    [() => certify(bowl, θ, { timeScale: [0, 0] }), "all time scales 0"],
    [() => certify(broken, new Float64Array(1)), "not finite"],
  ];
  for (const [act, message] of cases) assertThrows(act, RangeError, message);
});
