import {
  type JobMethods,
  type ObjectiveSource,
  pointOf,
  type ProveJob,
} from "../job/mod.ts";
import { frozenBy, type Verdict } from "../verdict/mod.ts";

/** A proof to try: a job but for its kind. */
export type Attempt = Omit<ProveJob, "kind">;

/**
 * Products that a proof may take to be tried unasked. Three enclosures of the
 * Hessian at 10 to 45 ns each (bench/README.md) are 0.03 to 0.14 s; 41 parameters
 * and 1000 samples are 0.9e6 of them.
 */
const mostProducts = 1e6;

/** What is to be proved of the verdicts of single runs in this notebook. */
const attempts = new WeakMap<Verdict, Attempt>();

/** `train` and `certify` of a notebook's run, whose verdicts are to be proved. */
export function withAttempts(
  { train, certify }: Pick<JobMethods, "train" | "certify">,
): Pick<JobMethods, "train" | "certify"> {
  return {
    train: async (
      first: unknown,
      second: unknown,
      options?: Parameters<JobMethods["train"]>[2],
    ) => {
      const fit = await (train as (...given: unknown[]) => ReturnType<
        typeof train
      >)(first, second, options);
      const objective = fit.objective ?? first as ObjectiveSource;
      const { flow, discrete } = options ?? {};
      const { timeScale } = (discrete ?? (flow || undefined)) ?? {};
      note(fit.verdict, objective, fit.parameters, timeScale);
      return fit;
    },
    certify: async (fit, options) => {
      const verdict = await certify(fit, options);
      const { objective, parameters } = pointOf(fit, "the proof", options?.at);
      note(verdict, objective, parameters, options?.timeScale);
      return verdict;
    },
  };
}

function note(
  verdict: Verdict | undefined,
  objective: ObjectiveSource,
  parameters: Float64Array,
  timeScale: number | ArrayLike<number> | undefined,
): void {
  if (!verdict || verdict.proof) return;
  const hold = frozenBy(timeScale, parameters.length);
  attempts.set(verdict, { objective, parameters, options: { hold } });
}

/** What is to be proved of a verdict, where a single run returned it. */
export function attemptOn(verdict: Verdict): Attempt | undefined {
  return attempts.get(verdict);
}

/** Whether it takes well below a second, by its operations. */
export function isShort({ objective, parameters }: Attempt): boolean {
  const { data } = objective as { data?: { samples?: number } };
  const p = parameters.length;
  // for the enclosure of a Hessian, and for what is done with it
  return p * p * (data?.samples ?? 1) / 2 + p ** 3 <= mostProducts;
}
