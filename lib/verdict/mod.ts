/**
 * What a point of the landscape is: kinds, the evidence for them, sentences.
 * Knows an objective and, where there is one, the way to the point.
 *
 * @module
 */
export type { Verdict, VerdictKind } from "./verdict.ts";
export type { Trajectory } from "./trajectory.ts";
export {
  certify,
  certifyFree,
  type CertifyOptions,
  certifyOptions,
} from "./certify.ts";
export { countVerdicts, type VerdictCount } from "./count_verdicts.ts";
