import {
  countEvaluations,
  defaultMethod,
  type MinimizeResult,
  type MinimizeStep,
  minimizeSteps,
} from "../optimize/mod.ts";
import { restrictedObjective } from "../objective/mod.ts";
import type { ResolvedTrainOptions } from "./options.ts";
import type { Phase } from "./phase.ts";
import type { Run } from "./run.ts";

/** The refinement of the best point; frozen parameters keep their values. */
export function refinePhase(
  run: Run,
  refine: NonNullable<ResolvedTrainOptions["refine"]>,
): Phase<MinimizeStep, MinimizeResult> {
  const { best, free, recorder } = run;
  const { objective, evaluations } = countEvaluations(run.objective);
  const partial = free.length < best.length;
  const stepsBefore = run.reports.refine?.steps ?? 0;
  const begin = run.flowEnd?.time ?? 0;
  run.resume = () => ({ phase: "refine" });

  /** Accepted steps are improvements, also where rounding hides it in the loss. */
  function improve({ parameters, loss }: MinimizeStep | MinimizeResult): void {
    if (partial) free.forEach((i, k) => best[i] = parameters[k]);
    else best.set(parameters);
    run.bestLoss = loss;
  }

  return {
    name: "refine",
    steps: minimizeSteps(
      partial ? restrictedObjective(objective, free, best) : objective,
      partial ? Float64Array.from(free, (i) => best[i]) : best,
      {
        method: defaultMethod(free.length),
        ...refine,
        ...run.options.bounds,
        maxIterations: refine.maxIterations - stepsBefore,
      },
    ),
    evaluations,
    take(step) {
      improve(step);
      const { loss } = step;
      const count = stepsBefore + step.step;
      const time = begin + count;
      run.last = { time, parameters: best, loss };
      if (count >= recorder.next()) {
        recorder.add(count, { time, parameters: best.slice(), loss });
      }
      return { count, time, loss, parameters: best };
    },
    end: improve,
  };
}
