import {
  countEvaluations,
  type OptimizeOptions,
  type OptimizeResult,
  type OptimizeStep,
  optimizeSteps,
} from "../optimize/mod.ts";
import { log1p } from "../special/mod.ts";
import type { Phase } from "./phase.ts";
import { keepBest, type Run } from "./run.ts";

/**
 * A discrete optimizer. Points whose loss on all samples is known are recorded:
 * with minibatches those at the ends of epochs.
 */
export function discretePhase(
  run: Run,
  options: OptimizeOptions,
): Phase<OptimizeStep, OptimizeResult> {
  const { objective, evaluations } = countEvaluations(run.objective);
  const { recorder } = run;
  const from = run.resume();
  const earlier = run.history?.();
  const steps = optimizeSteps(objective, run.last.parameters, {
    ...options,
    ...(options.history && {
      history: { ...options.history, ...(earlier && { earlier }) },
    }),
    ...(from.phase === "discrete" && { resumeFrom: from.optimizer }),
  });

  function stand(time: number, parameters: Float64Array, loss: number): void {
    if (!Number.isFinite(loss)) return;
    keepBest(run, loss, parameters);
    run.last = { time, parameters, loss };
  }

  return {
    name: "discrete",
    steps,
    evaluations,
    take({ step, parameters, loss, state, history }) {
      run.history = history;
      run.resume = () => ({
        phase: "discrete",
        optimizer: state(),
      });
      stand(step, parameters, loss);
      const u = log1p(step);
      if (Number.isFinite(loss) && u >= recorder.next()) {
        recorder.add(u, { time: step, parameters: parameters.slice(), loss });
      }
      return { count: step, time: step, loss: run.last.loss, parameters };
    },
    end({ state, lastLoss, history }) {
      run.history = history && (() => history);
      run.resume = () => ({
        phase: "discrete",
        optimizer: state,
      });
      stand(state.step, state.parameters, lastLoss);
    },
  };
}
