import {
  type GradientFlowOptions,
  type GradientFlowResult,
  type GradientFlowStep,
  gradientFlowSteps,
} from "../flow/mod.ts";
import { countEvaluations } from "../optimize/mod.ts";
import { expm1, log1p } from "../special/mod.ts";
import type { Phase } from "./phase.ts";
import { keepBest, type Run } from "./run.ts";

/** The gradient flow; points are recorded from its dense output. */
export function flowPhase(
  run: Run,
  options: GradientFlowOptions,
): Phase<GradientFlowStep, GradientFlowResult> {
  const { objective, evaluations } = countEvaluations(run.objective);
  const from = run.resume();
  const stepsBefore = run.reports.flow?.steps ?? 0;
  let stepSize = from.phase === "flow" ? from.stepSize : undefined;
  const steps = gradientFlowSteps(objective, run.last.parameters, {
    ...options,
    start: run.last.time,
    maxSteps: (options.maxSteps ?? Infinity) - stepsBefore,
    ...(stepSize && { initialStep: stepSize }),
  });
  run.resume = () => ({
    phase: "flow",
    time: run.last.time,
    parameters: run.last.parameters.slice(),
    ...(stepSize && { stepSize }),
  });

  return {
    name: "flow",
    steps,
    evaluations,
    take(step) {
      const { time, loss, parameters, recovery } = step;
      stepSize = time - step.previousTime;
      run.last = { time, loss, parameters };
      keepBest(run, loss, parameters);
      record(run, step);
      const count = stepsBefore + step.step;
      return { count, time, loss, parameters, recovery };
    },
    end({ time, loss, parameters, ...rest }) {
      if (rest.stepSize > 0) ({ stepSize } = rest);
      run.last = { time, loss, parameters };
    },
  };
}

/** Records the multiples of the spacing in log(1 + t) within the step. */
function record(
  { recorder, initial, options: { points } }: Run,
  { time, interpolate }: GradientFlowStep,
): void {
  const u = log1p(time);
  // the first step gets a few points, not all there is room for
  const later = Math.min(25, Math.max(1, points / 4));
  recorder.reach(recorder.items().length > 1 ? u : later * u);
  for (let at = recorder.next(); at <= u; at = recorder.next()) {
    const between = Math.min(expm1(at), time);
    recorder.add(at, {
      time: between,
      parameters: interpolate(between, new Float64Array(initial.length)),
      loss: NaN,
    });
  }
}
