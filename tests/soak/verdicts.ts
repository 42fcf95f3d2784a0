import { certify } from "../../lib/verdict/mod.ts";
import { judged, knownPoint } from "../verdict/known_points.ts";
import type { Outcome, Soak } from "./soak.ts";

/** Starts nearer than this, in units of each parameter, are near. */
const near = 1e-6;
/** Of verdicts on regular points near the start, and on others at the start. */
export const mostUnknown = { regular: 0.02, degenerate: 0.25 };

/** How verdicts on known critical points came out. */
export interface VerdictTally {
  readonly count: number;
  /** Each with the seed that repeats it. */
  readonly failures: readonly string[];
  /** Shares of verdicts that say nothing. */
  readonly unknown: { readonly regular: number; readonly degenerate: number };
}

/** Verdicts on so many critical points that are known by construction. */
export function judgeKnownPoints(
  count: number,
  seed: number,
  from = 0,
): VerdictTally {
  return judgePoints(
    Array.from({ length: count }, (_, k) => [seed, from + k] as const),
  );
}

/** Verdicts on points by seed and number. */
export function judgePoints(
  points: readonly (readonly [seed: number, number: number])[],
): VerdictTally {
  const failures: string[] = [];
  const met = { regular: [0, 0], degenerate: [0, 0] };
  for (const [seed, k] of points) {
    const point = knownPoint(seed * 1_000_003 + k);
    const { name, objective, start, kind, index, isRegular, away } = point;
    const verdict = certify(objective, start);
    const judgement = judged(verdict, point);
    if (judgement === "false") {
      failures.push(
        `seed ${seed}, ${k}: ${
          isRegular ? "regular" : "degenerate"
        } ${name}, ${away} away, is a ${kind} of index ${index}, not a ${verdict.kind} of index ${verdict.index}`,
      );
    }
    const which = isRegular ? "regular" : "degenerate";
    if (isRegular ? away <= near : away === 0) {
      met[which][0]++;
      if (judgement === "unknown") met[which][1]++;
    }
  }
  const share = ([all, some]: number[]) => all === 0 ? 0 : some / all;
  return {
    count: points.length,
    failures,
    unknown: {
      regular: share(met.regular),
      degenerate: share(met.degenerate),
    },
  };
}

/** {@linkcode judgeKnownPoints}, 10 000 of them. */
export const verdictSoak: Soak = {
  name: "verdicts",
  unit: "critical points",
  whole: 10_000,
  part: 5000,
  run(amount, seed, from): Promise<Outcome> {
    const { count, failures, unknown } = judgeKnownPoints(amount, seed, from);
    const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
    return Promise.resolve({
      count,
      failures,
      measured: `unknown: ${percent(unknown.regular)} of regular points, ${
        percent(unknown.degenerate)
      } of degenerate ones`,
    });
  },
};
