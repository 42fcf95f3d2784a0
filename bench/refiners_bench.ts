/**
 * How many steps, evaluations and seconds each minimizer needs to ‖∇L‖∞ ≤ 1e-10
 * from a random start:
 *
 *     deno run -A bench/refiners_bench.ts [samples] [seconds per run]
 *
 * Reported: the median over seeds of the runs that got there, and their number.
 */
import {
  minimize,
  type MinimizeMethod,
  type MinimizeResult,
  minimizers,
} from "../lib/optimize/mod.ts";
import { softplusProblem } from "./teacher_student.ts";

const samples = Number(Deno.args[0] ?? 1000);
const maxSeconds = Number(Deno.args[1] ?? 20);
const gradientNorm = 1e-10;
const methods = Object.keys(minimizers) as MinimizeMethod[];

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN;
}

function row(method: string, results: readonly MinimizeResult[]) {
  const there = results.filter((r) => r.gradientNorm <= gradientNorm);
  const shown = there.length > 0 ? there : results;
  function mid(of: (r: MinimizeResult) => number, digits = 3): number {
    return Number(median(shown.map(of)).toPrecision(digits));
  }
  return {
    method,
    "there": `${there.length} of ${results.length}`,
    steps: mid((r) => r.steps),
    gradients: mid((r) => r.evaluations.gradient),
    hessians: mid((r) => r.evaluations.hessian),
    products: mid((r) => r.evaluations.hessianVectorProduct),
    seconds: mid((r) => r.seconds),
    loss: mid((r) => r.loss, 2),
    "‖∇L‖∞": mid((r) => r.gradientNorm, 2),
  };
}

for (
  const { inputs, neurons, seeds } of [
    { inputs: 2, neurons: 8, seeds: [1, 2, 3] },
    { inputs: 4, neurons: 100, seeds: [1] },
  ]
) {
  const problems = seeds.map((seed) =>
    softplusProblem(inputs, neurons, { samples, seed })
  );
  // deno-lint-ignore no-console
  console.log(problems[0].name);
  const rows = methods.map((method) =>
    row(
      method,
      problems.map(({ objective, start }) =>
        minimize(objective, start, {
          method,
          gradientNorm,
          maxSeconds,
          maxIterations: 1e6,
        })
      ),
    )
  );
  // deno-lint-ignore no-console
  console.table(rows);
}
