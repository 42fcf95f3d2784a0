import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertMatch,
  assertThrows,
} from "@std/assert";
import type { Objective } from "../../lib/objective/objective.ts";
import {
  defaultSolver,
  gradientFlow,
  gradientFlowSteps,
  type Solver,
  solvers,
} from "../../lib/flow/mod.ts";
import { infinityNorm } from "../../lib/linalg/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";
import {
  network,
  parseNetwork,
  unpackParameters,
} from "../../lib/network/mod.ts";
import { linearTwoLayer, objectiveOf, quadratic } from "./objectives.ts";

Deno.test("gradientFlow decays each eigendirection of a quadratic at its rate", () => {
  const λ = [0.1, 1, 10];
  const result = gradientFlow(quadratic(λ), Float64Array.of(1, -2, 3), {
    until: 2,
    relativeTolerance: 1e-9,
    absoluteTolerance: 1e-12,
  });
  assertEquals(result.status, "completed");
  assertAlmostEquals(result.parameters[0], Math.exp(-0.2), 1e-9);
  assertAlmostEquals(result.parameters[1], -2 * Math.exp(-2), 1e-9);
  assertAlmostEquals(result.parameters[2], 3 * Math.exp(-20), 1e-9);
  assertEquals(result.loss, quadratic(λ).loss(result.parameters));
  assertEquals(
    result.gradientNorm,
    infinityNorm(quadratic(λ).gradient(result.parameters)),
  );
});

Deno.test("gradientFlow freezes parameters of time scale 0 exactly, scales others", () => {
  const λ = [1, 1, 1];
  const θ = Float64Array.of(0.1, 0.2, 0.3);
  const result = gradientFlow(quadratic(λ), θ, {
    until: 1,
    timeScale: [0, 1, 2],
    absoluteTolerance: 1e-10,
    relativeTolerance: 1e-8,
  });
  assertEquals(result.parameters[0], 0.1);
  assertAlmostEquals(result.parameters[1], 0.2 * Math.exp(-1), 1e-8);
  assertAlmostEquals(result.parameters[2], 0.3 * Math.exp(-2), 1e-8);
  const stopped = gradientFlow(quadratic(λ), θ, {
    timeScale: [0, 1, 2],
    stop: { gradientNorm: 1e-4 },
  });
  assertEquals(stopped.status, "converged");
  assert(stopped.gradientNorm <= 1e-4);
});

Deno.test("gradientFlow stops on gradient norm and on loss, also at the start", () => {
  const objective = quadratic([1, 4]);
  const θ = Float64Array.of(1, 1);
  const byLoss = gradientFlow(objective, θ, { stop: { loss: 1e-3 } });
  assertEquals(byLoss.status, "converged");
  assert(byLoss.loss <= 1e-3);
  const still = gradientFlow(objective, new Float64Array(2));
  assertEquals(still.status, "converged");
  assertEquals(still.steps, 0);
  assertEquals(gradientFlow(objective, θ, { maxSteps: 3 }).status, "max-steps");
});

const names = Object.keys(solvers) as Solver[];

const deepLinear = linearNetwork();

function linearNetwork() {
  const net = network(parseNetwork("2 → 3 → 4 → 2"));
  const random = randomGenerator(5);
  const normal = (length: number) =>
    Float64Array.from({ length }, () => random.normal());
  const data = {
    samples: 20,
    inputCount: 2,
    outputCount: 2,
    inputs: normal(40).map((x) => x / 2),
    targets: normal(40).map((x) => x / 2),
  };
  return {
    net,
    objective: empiricalLoss(net, data),
    start: normal(net.parameterCount).map((x) => 0.4 * x),
  };
}

/**
 * Wᵀ W of each layer but the first, its bias column left out, minus W Wᵀ of the
 * layer before, whose bias column counts.
 */
function imbalances(θ: Float64Array): number[] {
  const blocks = unpackParameters(deepLinear.net, θ);
  return blocks.slice(1).flatMap(({ weights }, l) => {
    const before = blocks[l];
    return before.weights.flatMap((wa, a) =>
      before.weights.map((wb, b) => {
        const after = weights.reduce((sum, w) => sum + w[a] * w[b], 0);
        const inputs = Array.from(wa)
          .reduce((sum, x, i) => sum + x * wb[i], 0);
        return after - inputs - before.bias![a] * before.bias![b];
      })
    );
  });
}

/** Tolerance, or step size where the method has no other, and what it gives. */
function accuracy(solver: Solver) {
  if (solver === "euler") return { stepSize: 1e-3, error: 2e-2 };
  if (solver === "heun") return { stepSize: 5e-3, error: 1e-4 };
  if (solver === "rk4") return { stepSize: 2e-2, error: 1e-6 };
  const low = ["ros3p", "trbdf2"].includes(solver);
  const tolerance = low ? 1e-7 : 1e-9;
  return {
    relativeTolerance: tolerance,
    absoluteTolerance: tolerance,
    error: low ? 1e-4 : 1e-6,
  };
}

for (const solver of names) {
  const { error, ...options } = accuracy(solver);

  Deno.test(`${solver} conserves W2ᵀW2 − W1W1ᵀ of a linear network and lowers the loss`, () => {
    const [inputs, hidden, outputs] = [3, 4, 2];
    const random = randomGenerator(3);
    const M = Array.from(
      { length: outputs },
      () => Array.from({ length: inputs }, () => random.normal()),
    );
    const objective = linearTwoLayer(M, hidden);
    const θ = Float64Array.from(
      { length: objective.parameterCount },
      () => 0.3 * random.normal(),
    );
    function imbalance(θ: Float64Array): Float64Array {
      const D = new Float64Array(hidden * hidden);
      for (let a = 0; a < hidden; a++) {
        for (let b = 0; b < hidden; b++) {
          for (let o = 0; o < outputs; o++) {
            const row = hidden * inputs + o * hidden;
            D[a * hidden + b] += θ[row + a] * θ[row + b];
          }
          for (let i = 0; i < inputs; i++) {
            D[a * hidden + b] -= θ[a * inputs + i] * θ[b * inputs + i];
          }
        }
      }
      return D;
    }
    const conserved = imbalance(θ);
    let loss = objective.loss(θ);
    const between = new Float64Array(θ.length);
    const run = gradientFlowSteps(objective, θ, {
      solver,
      until: 15,
      maxSteps: 1e5,
      ...options,
    });
    for (const step of run) {
      assertLess(step.loss, loss + 1e-9);
      loss = step.loss;
      step.interpolate((step.previousTime + step.time) / 2, between);
      for (const point of [step.parameters, between]) {
        imbalance(point).forEach((d, k) => {
          assertAlmostEquals(d, conserved[k], error);
        });
      }
    }
    assertLess(loss, 1e-4);
  });

  Deno.test(`${solver} conserves the imbalance of a deep linear network with biases`, () => {
    const conserved = imbalances(deepLinear.start);
    const { parameters, status } = gradientFlow(
      deepLinear.objective,
      deepLinear.start,
      { solver, until: 3, maxSteps: 1e5, ...options },
    );
    assertEquals(status, "completed");
    assertLess(
      deepLinear.objective.loss(parameters),
      0.9 * deepLinear.objective.loss(deepLinear.start),
    );
    imbalances(parameters).forEach((d, k) =>
      assertAlmostEquals(d, conserved[k], 3 * error)
    );
  });

  Deno.test(`${solver} decays a quadratic by its time scales, keeps frozen parameters`, () => {
    const θ = Float64Array.of(0.1, 0.2, 0.3, -0.4);
    const τ = [0, 1, 2, 0.5];
    const λ = [1, 2, 0.5, 3];
    const { status, parameters } = gradientFlow(quadratic(λ), θ, {
      solver,
      until: 1,
      timeScale: τ,
      maxSteps: 1e5,
      ...options,
    });
    assertEquals(status, "completed");
    assertEquals(parameters[0], 0.1);
    θ.forEach((start, i) => {
      const want = start * Math.exp(-τ[i] * λ[i]);
      assertAlmostEquals(parameters[i], want, error);
    });
  });
}

Deno.test("gradientFlow follows a flow whose Hessian is indefinite, past the saddle", () => {
  // L = (x² − 1)²/4 + 500 y²: −1 at the start, stiff in y
  const saddle = objectiveOf({
    parameterCount: 2,
    loss: (θ) => (θ[0] ** 2 - 1) ** 2 / 4 + 500 * θ[1] ** 2,
    gradient(θ, out) {
      out[0] = θ[0] * (θ[0] ** 2 - 1);
      out[1] = 1000 * θ[1];
    },
    hessian(θ, out) {
      out[0] = 3 * θ[0] ** 2 - 1;
      out[3] = 1000;
    },
  });
  const start = Float64Array.of(0.01, 1);
  // ẋ = x − x³ in closed form
  const exact = (t: number): number =>
    1 / Math.sqrt(1 + (1e4 - 1) * Math.exp(-2 * t));
  for (
    const solver of [
      "rodas5p",
      "kencarp4",
      "kencarp58",
      "bdf",
      "bdfKrylov",
    ] as const
  ) {
    const { parameters, steps } = gradientFlow(saddle, start, {
      solver,
      until: 10,
      relativeTolerance: 1e-8,
      absoluteTolerance: 1e-8,
    });
    assertAlmostEquals(parameters[0], exact(10), 1e-5);
    assertAlmostEquals(parameters[1], 0, 1e-6);
    assertLess(steps, 500);
  }
});

Deno.test("gradientFlow ends where its bounds are met, not a step later", () => {
  const objective = quadratic([1, 0.5]);
  const θ = Float64Array.of(2, 0);
  for (const solver of names) {
    const { error, ...options } = accuracy(solver);
    // ‖∇‖∞ = 2 exp(−t), L = 2 exp(−2t)
    const byGradient = gradientFlow(objective, θ, {
      solver,
      maxSteps: 1e5,
      ...options,
      stop: { gradientNorm: 0.5 },
    });
    assertEquals(byGradient.status, "converged");
    assertAlmostEquals(byGradient.time, Math.log(4), error);
    assert(byGradient.gradientNorm <= 0.5);
    assertAlmostEquals(byGradient.gradientNorm, 0.5, 1e-6);
    const byLoss = gradientFlow(objective, θ, {
      solver,
      maxSteps: 1e5,
      ...options,
      stop: { loss: 0.02 },
    });
    assertAlmostEquals(byLoss.time, Math.log(100) / 2, error);
    assertEquals(byLoss.loss, objective.loss(byLoss.parameters));
    assertAlmostEquals(byLoss.loss, 0.02, 1e-6);
  }
});

Deno.test("gradientFlow recovers from a first step that fails, and says so", () => {
  // the loss is not finite beyond |θ| = 1.5
  const bounded = objectiveOf({
    parameterCount: 1,
    loss: (θ) => Math.abs(θ[0]) < 1.5 ? θ[0] ** 2 / 2 : NaN,
    gradient: (θ, out) => void (out[0] = Math.abs(θ[0]) < 1.5 ? θ[0] : NaN),
    hessian: (_, out) => void (out[0] = 1),
  });
  const options = { solver: "tsit5" as const, until: 1 };
  const result = gradientFlow(bounded, Float64Array.of(1), {
    ...options,
    initialStep: 1e20,
    until: 1e30,
    maxSteps: 3,
  });
  assertEquals(result.status, "max-steps");
  assertMatch(
    result.recovery ?? "",
    /^The first step failed with size 100000000000000000000 and was taken with .*\.$/,
  );
  assertEquals(
    gradientFlow(bounded, Float64Array.of(1), options).recovery,
    undefined,
  );
});

Deno.test("gradientFlow counts gradients and Hessians, dense or as products", () => {
  const λ = [1, 30, 1000];
  const θ = Float64Array.of(1, 1, 1);
  let gradients = 0;
  let hessians = 0;
  let products = 0;
  const plain = quadratic(λ);
  const counted: Objective = {
    ...plain,
    lossAndGradient(θ, out) {
      gradients++;
      return plain.lossAndGradient(θ, out);
    },
    hessian(θ, out) {
      hessians++;
      return plain.hessian(θ, out);
    },
    hessianVectorProduct(_, v, out = new Float64Array(3)) {
      products++;
      v.forEach((vi, i) => out[i] = λ[i] * vi);
      return out;
    },
  };
  for (
    const solver of ["tsit5", "rodas5p", "kencarp58", "bdfKrylov"] as const
  ) {
    gradients = hessians = products = 0;
    const result = gradientFlow(counted, θ, { solver, until: 1 });
    assertEquals(result.evaluations, gradients);
    assertEquals(result.hessians, hessians);
    assertEquals(result.hessianVectorProducts, products);
    assertEquals(hessians > 0, solver === "rodas5p" || solver === "kencarp58");
    assertEquals(products > 0, solver === "bdfKrylov");
  }
});

Deno.test("defaultSolver takes Hessians as long as they are cheap", () => {
  const sizes = [1, 100, 101, 1000, 1001].map(defaultSolver);
  assertEquals(sizes, [
    "rodas5p",
    "rodas5p",
    "kencarp58",
    "kencarp58",
    "bdfKrylov",
  ]);
});

Deno.test("gradientFlow chooses by the number of free parameters", () => {
  for (const [free, dense] of [[1000, true], [1001, false]] as const) {
    const p = 1002;
    let products = 0;
    const bowl: Objective = {
      parameterCount: p,
      loss: (θ) => θ[0] ** 2 / 2,
      gradient: (θ, out = new Float64Array(p)) => {
        out.fill(0)[0] = θ[0];
        return out;
      },
      lossAndGradient(θ, out) {
        out.fill(0)[0] = θ[0];
        return θ[0] ** 2 / 2;
      },
      hessian(_, out = new Float64Array(p * p)) {
        out.fill(0)[0] = 1;
        return out;
      },
      hessianVectorProduct(_, v, out = new Float64Array(p)) {
        products++;
        out.fill(0)[0] = v[0];
        return out;
      },
    };
    const timeScale = new Float64Array(p).fill(1, 0, free);
    const { hessians } = gradientFlow(bowl, new Float64Array(p).fill(1), {
      timeScale,
      maxSteps: 1,
    });
    assertEquals(hessians > 0, dense);
    assertEquals(products > 0, !dense);
  }
});

Deno.test("gradientFlow turns back from an infinite loss with smaller steps", () => {
  // −log θ + θ: the loss is not finite left of 0, the minimum is at 1
  const barrier = objectiveOf({
    parameterCount: 1,
    loss: (θ) => θ[0] - Math.log(θ[0]),
    gradient: (θ, out) => void (out[0] = 1 - 1 / θ[0]),
    hessian: (θ, out) => void (out[0] = 1 / θ[0] ** 2),
  });
  const result = gradientFlow(barrier, Float64Array.of(8), {
    initialStep: 20,
    until: 100,
  });
  assertEquals(result.status, "completed");
  assert(result.rejected > 0);
  assertAlmostEquals(result.parameters[0], 1, 1e-5);
  const lost = gradientFlow(barrier, Float64Array.of(-1));
  assertEquals(lost.status, "non-finite");
  assertEquals(lost.steps, 0);
});

Deno.test("gradientFlow refuses lengths and time scales that do not fit", () => {
  const objective = quadratic([1, 1]);
  const θ = new Float64Array(2);
  assertThrows(
    () => gradientFlow(objective, new Float64Array(3)),
    RangeError,
    "θ has 3 entries, expected 2",
  );
  assertThrows(
    () => gradientFlow(objective, θ, { timeScale: [1] }),
    RangeError,
    "1 time scales, expected 2",
  );
  assertThrows(
    () => gradientFlow(objective, θ, { timeScale: -1 }),
    RangeError,
    "time scale -1",
  );
});

Deno.test("gradientFlow ends soon at the edge of a loss's domain, and says that", () => {
  const edges: readonly [(x: number) => number, (x: number) => number][] = [
    [Math.sqrt, (x) => 0.5 / Math.sqrt(x)],
    [Math.log, (x) => 1 / x],
    [(x) => x < 0 ? NaN : x, (x) => x < 0 ? NaN : 1],
    [(x) => x < 0 ? NaN : x ** 1.5, (x) => x < 0 ? NaN : 1.5 * Math.sqrt(x)],
  ];
  for (const [loss, slope] of edges) {
    const { status, steps, rejected } = gradientFlow(
      customObjective({
        parameterCount: 1,
        loss: ([x]) => loss(x),
        gradient: ([x]) => [slope(x)],
      }),
      [0.7],
    );
    assert(
      /^(?:step-too-small|non-finite|converged|completed)$/.test(status),
      `${loss} ${status}`,
    );
    assertLess(steps + rejected, 1000, `${loss}`);
  }
});
