import type { Objective } from "../objective/objective.ts";
import type { Status } from "../status.ts";
import { certifyFree, proveVerdict } from "../verdict/mod.ts";
import type { TrainingResult } from "./result.ts";

/** Ends after which nobody waits, or derivatives need not be finite. */
const unjudged: readonly Status[] = ["aborted", "non-finite"];

/**
 * A finished training with the verdict on its best point. One that was aborted
 * or met what is not finite has none, nor has one where nothing could move.
 *
 * @param free The parameters that are not frozen.
 * @param proof Whether a proof is tried as well.
 */
export function withVerdict(
  result: TrainingResult,
  objective: Objective,
  free: readonly number[],
  proof: boolean,
): TrainingResult {
  const { status, parameters, trajectory } = result;
  if (unjudged.includes(status) || free.length === 0) return result;
  const verdict = certifyFree(objective, parameters, free, { trajectory });
  if (!verdict) return result;
  return {
    ...result,
    verdict: proof
      ? proveVerdict(verdict, objective, parameters, free)
      : verdict,
  };
}
