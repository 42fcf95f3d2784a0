/**
 * What a point of the landscape is: kinds, the evidence for them, sentences, and
 * the proof.
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
export type { GaugeSymmetry } from "./proof/gauge.ts";
export type { Proof } from "./proof/proof.ts";
export { prove, type ProveOptions, proveOptions } from "./proof/prove.ts";
export {
  contradiction,
  frozenBy,
  provenVerdict,
  proveVerdict,
} from "./proof/proven_verdict.ts";
