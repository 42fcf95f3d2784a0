import type { Cell } from "../cell/mod.ts";
import { type Badge, verdictBadge } from "../figure/mod.ts";
import {
  type JobMethods,
  type ObjectiveSource,
  pointOf,
  type ProveJob,
} from "../job/mod.ts";
import type { TrainingResult } from "../train/mod.ts";
import { frozenBy, provenVerdict, type Verdict } from "../verdict/mod.ts";
import { derive } from "./interactive/derive.ts";

/** A proof to try: a job but for its kind. */
type Attempt = Omit<ProveJob, "kind">;

/**
 * Products that a proof may take to be tried unasked. Three enclosures of the
 * Hessian at 10 to 45 ns each (bench/README.md) are 0.1 to 0.4 s; 41 parameters
 * and 1000 samples are 0.9e6 of them.
 */
const mostProducts = 3e6;

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

/** p²N/2 for the enclosure of a Hessian, and p³ for what is done with it. */
function productsOf({ objective, parameters: { length: p } }: Attempt): number {
  const { data } = objective as { data?: { samples?: number } };
  return p * p * (data?.samples ?? 1) / 2 + p ** 3;
}

/**
 * The verdict on a training as a badge, and its proof: the verdict as soon as it
 * is there, the proof when it is done. It is tried unasked of what `run.train`
 * and `run.certify` return, where it takes well below a second, and for as long
 * as the badge is looked at.
 *
 * @param fit A training, or a verdict.
 *
 * @example In a notebook
 * ```ts
 * import { cell, md, mlp, provenBadge, teacherStudent } from "@thalweg/thalweg";
 *
 * const data = teacherStudent({ teacher: mlp`2 → 4 tanh → 1`, samples: 50, seed: 1 });
 * const fit = cell`Fit ${(run) => run.train(mlp`2 → 2 tanh → 1`, data, { seed: 2 })}`;
 * md`
 * ${provenBadge(fit)}
 * `;
 * ```
 */
export function provenBadge(
  fit: Cell<TrainingResult> | Cell<Verdict>,
): Cell<Badge> {
  return derive(
    fit.title,
    [fit as Cell<TrainingResult | Verdict>],
    async function* (value, run): AsyncGenerator<Badge> {
      const verdict = "nullity" in value ? value : value.verdict;
      if (!verdict || verdict.proof) {
        yield verdictBadge(verdict);
        return;
      }
      const attempt = attempts.get(verdict);
      if (!attempt || productsOf(attempt) > mostProducts) {
        const reason = attempt
          ? "as it would take a while: run.prove does"
          : "as this is no single run of this session";
        const proof = `No proof was tried, ${reason}.`;
        yield { ...verdictBadge(verdict), proof };
        return;
      }
      yield { ...verdictBadge(verdict), proof: "The proof is under way." };
      const proof = await run.job({ kind: "prove", ...attempt });
      yield verdictBadge(provenVerdict(verdict, proof, attempt.parameters));
    },
  );
}
