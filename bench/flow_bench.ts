/**
 * Flow solvers against each other at equal accuracy: a table of work and
 * precision for the gradient flow of teacher–student problems. Every name gives
 * the tolerance, the largest error of θ at t = 1, 10, 100, …, and what it cost;
 * the bench measures the time of the same run.
 *
 * `deno bench -A bench/flow_bench.ts` runs the small problem (P = 33);
 * `-- large` the large one (P = 601), `-- explicit` adds explicit solvers,
 * which stability holds to some thousand steps.
 */
import {
  empiricalLoss,
  gradientFlow,
  initialize,
  type Network,
  network,
  type Objective,
  type Solver,
  teacherStudent,
} from "../engine.ts";
import { gradientFlowSteps } from "../lib/flow/mod.ts";

let sink = 0;

function softplusNetwork(inputs: number, width: number): Network {
  return network({
    inputs,
    layers: [
      { width, activation: "softplus", bias: true },
      { width: 1, activation: "identity", bias: true },
    ],
  });
}

interface Problem {
  readonly objective: Objective;
  readonly initial: Float64Array;
  readonly until: number;
}

function problem(
  inputs: number,
  width: number,
  samples: number,
  until: number,
): Problem {
  const teacher = softplusNetwork(inputs, 4);
  const student = softplusNetwork(inputs, width);
  return {
    objective: empiricalLoss(
      student,
      teacherStudent({ teacher, samples, seed: 1 }),
    ),
    initial: initialize(student, { seed: 2 }),
    until,
  };
}

/** θ at t = 1, 10, … along the flow, and what it cost. */
function follow(
  { objective, initial, until }: Problem,
  solver: Solver,
  tolerance: number,
) {
  const steps = gradientFlowSteps(objective, initial, {
    solver,
    until,
    relativeTolerance: tolerance,
    absoluteTolerance: tolerance,
    maxSteps: 1e6,
    maxSeconds: 300,
  });
  const points: Float64Array[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { points, ...value };
    for (let next = 10 ** points.length; next <= value.time;) {
      points.push(value.interpolate(next, new Float64Array(initial.length)));
      next = 10 ** points.length;
    }
  }
}

function largestError(got: Float64Array[], want: Float64Array[]): number {
  let largest = 0;
  want.forEach((θ, k) =>
    θ.forEach((x, i) => {
      largest = Math.max(largest, Math.abs(got[k][i] - x));
    })
  );
  return largest;
}

function workPrecision(
  title: string,
  chosen: Problem,
  solvers: readonly Solver[],
  tolerances: readonly number[],
  reference: number,
): void {
  const { points: exact } = follow(chosen, "kencarp58", reference);
  for (const solver of solvers) {
    for (const tolerance of tolerances) {
      const run = follow(chosen, solver, tolerance);
      const error = largestError(run.points, exact);
      const name = [
        solver,
        tolerance.toExponential(0),
        `error ${error.toExponential(1)}`,
        `${run.steps} steps`,
        `${run.evaluations} gradients`,
        `${run.hessians} Hessians`,
        `${run.hessianVectorProducts} products`,
      ].join(", ");
      Deno.bench(name, { group: title, n: 1, warmup: 0 }, () => {
        sink += gradientFlow(chosen.objective, chosen.initial, {
          solver,
          until: chosen.until,
          relativeTolerance: tolerance,
          absoluteTolerance: tolerance,
          maxSteps: 1e6,
          maxSeconds: 300,
        }).loss;
      });
    }
  }
}

const explicit: Solver[] = Deno.args.includes("explicit")
  ? ["tsit5", "dop853"]
  : [];

if (Deno.args.includes("large")) {
  workPrecision(
    "P = 601, N = 200, t = 100",
    problem(4, 100, 200, 100),
    ["bdfKrylov", "bdf", "kencarp58", ...explicit],
    [1e-4, 1e-6],
    1e-8,
  );
} else {
  workPrecision(
    "P = 33, N = 1000, t = 1000",
    problem(2, 8, 1000, 1000),
    [
      "kencarp58",
      "kencarp4",
      "trbdf2",
      "rodas5p",
      "ros3p",
      "bdf",
      "bdfKrylov",
      ...explicit,
    ],
    [1e-4, 1e-6],
    1e-10,
  );
}

globalThis.addEventListener("unload", () => {
  if (Number.isNaN(sink)) throw new Error("A benchmark computed NaN");
});
