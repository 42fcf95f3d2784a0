/**
 * Flow solvers against each other at equal accuracy: work and precision of the
 * gradient flow of teacher–student problems.
 *
 *     deno run -A bench/flow_bench.ts [small | large] [samples] [end time]
 *
 * The error is the largest of any parameter at t = 1, 10, 100, … against
 * KenCarp58 at a tolerance of 1e-9; seconds are the least of five runs (of one
 * where the problem is large or the solver explicit). Stability holds explicit
 * solvers to small steps once the flow is stiff; where they do not arrive in
 * 100 s, the table says how far they came.
 */
import { gradientFlowSteps, type Solver } from "../lib/flow/mod.ts";
import { type BenchProblem, softplusProblem } from "./teacher_student.ts";

const [size = "small", samples = "10000", end = "1000"] = Deno.args;
const until = Number(end);
const large = size === "large";

/** θ at t = 1, 10, … along the flow, and what it cost. */
function follow(
  { objective, start }: BenchProblem,
  solver: Solver,
  tolerance: number,
  maxSeconds: number,
) {
  const steps = gradientFlowSteps(objective, start, {
    solver,
    until,
    relativeTolerance: tolerance,
    absoluteTolerance: tolerance,
    maxSteps: 1e6,
    maxSeconds,
  });
  const points: Float64Array[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done) return { points, ...value };
    for (let next = 10 ** points.length; next <= value.time;) {
      points.push(value.interpolate(next, new Float64Array(start.length)));
      next = 10 ** points.length;
    }
  }
}

function largestError(got: Float64Array[], want: Float64Array[]): number {
  if (got.length < want.length) return NaN;
  return Math.max(
    ...want.map((θ, k) =>
      θ.reduce((max, x, i) => Math.max(max, Math.abs(got[k][i] - x)), 0)
    ),
  );
}

const explicit: Solver[] = large ? ["tsit5"] : ["tsit5", "dop853"];
const stiff: Solver[] = large
  ? ["kencarp58", "rodas5p", "bdf", "bdfKrylov"]
  : ["kencarp58", "rodas5p", "kencarp4", "trbdf2", "ros3p", "bdf", "bdfKrylov"];
const problem = large
  ? softplusProblem(4, 100, { samples: Number(samples), seed: 1 })
  : softplusProblem(2, 8, { samples: Number(samples), seed: 1 });
const exact = follow(problem, "kencarp58", 1e-9, 600);

function row(solver: Solver, tolerance: number, runs: number) {
  const results = Array.from(
    { length: runs },
    () => follow(problem, solver, tolerance, 100),
  );
  const [{ points, time, ...run }] = results;
  const seconds = Math.min(...results.map((result) => result.seconds));
  return {
    solver,
    tolerance: tolerance.toExponential(0),
    error: largestError(points, exact.points).toExponential(1),
    "ends at": Number(time.toPrecision(3)),
    steps: run.steps,
    rejected: run.rejected,
    gradients: run.evaluations,
    hessians: run.hessians,
    products: run.hessianVectorProducts,
    seconds: Number(seconds.toPrecision(3)),
  };
}

const rows = [
  ...stiff.flatMap((solver) =>
    [1e-4, 1e-6].map((tolerance) => row(solver, tolerance, large ? 1 : 5))
  ),
  ...explicit.map((solver) => row(solver, 1e-6, 1)),
];
// deno-lint-ignore no-console
console.log(`${problem.name}, until t = ${until}; ${exact.status}`);
// deno-lint-ignore no-console
console.table(rows);
