import type { Objective } from "../objective/objective.ts";
import {
  convergedSentence,
  residualAdvice,
  type Status,
  statusSentence,
} from "../status.ts";

/** The ends that another method may have gone beyond. */
const early: readonly Status[] = [
  "completed",
  "max-steps",
  "max-time",
  "stalled",
  "out-of-patience",
  "step-too-small",
];

/** Which method may end lower, for losses of which that is known. */
export function methodAdvice(
  objective: Objective,
  method: string | undefined,
  status: Status,
): string | undefined {
  return method === "levenbergMarquardt" || !early.includes(status)
    ? undefined
    : residualAdvice(objective);
}

/** How a minimization ended, and what may help. */
export function minimizeSentence(
  objective: Objective,
  method: string,
  status: Status,
  ...ends: Parameters<typeof convergedSentence>
): string {
  if (status === "converged") return convergedSentence(...ends);
  const advice = methodAdvice(objective, method, status);
  return statusSentence(status) + (advice === undefined ? "" : ` ${advice}`);
}
