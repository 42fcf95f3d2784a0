import {
  holding,
  listOnlyOf,
  number,
  type Option,
  text,
} from "../options/mod.ts";
import type { VerdictKind } from "../verdict/mod.ts";
import { formatNumber } from "./format.ts";

/** What figures show of a critical point. */
export interface CriticalMark {
  /** L there. */
  readonly loss: number;
  /** How many eigenvalues of the Hessian are negative. */
  readonly index: number;
  /** What it is, which is its color. */
  readonly kind: VerdictKind;
  /** How many searches ended here, on hover. */
  readonly searches?: number;
  /** Where it is proved. */
  readonly proof?: { readonly status: string };
}

/** What figures show of a descent from one point to another. */
export interface CriticalLink {
  /** The number of the point it begins at. */
  readonly from: number;
  /** Where it ends; absent where it ends at no critical point. */
  readonly to?: number;
}

/** Critical points and the descents that join them, as `atlas` finds them. */
export interface AtlasMarks {
  /** The points, by their numbers. */
  readonly points: readonly CriticalMark[];
  /** From saddles downward. */
  readonly connections: readonly CriticalLink[];
}

/** What is handed in as critical points. */
export const criticalPoints: Option = listOnlyOf(
  holding("a critical point", { loss: number, index: number, kind: text }),
  "a list of critical points, each with loss, index and kind",
);

/** What is handed in as an atlas. */
export const anAtlas: Option = holding("an atlas", {
  points: criticalPoints,
  connections: listOnlyOf(
    holding("a connection", { from: number }),
    "a list of connections",
  ),
});

/** A point in words: "point 3: saddle of index 2, loss 0.0123, found 4 times". */
export function wordsOf(point: CriticalMark, k: number): string {
  const { loss, index, kind, searches } = point;
  return [
    `point ${k}: ${kind}${index > 0 ? ` of index ${index}` : ""}`,
    `loss ${loss}`,
    ...(searches === undefined
      ? []
      : [`found ${searches === 1 ? "once" : `${searches} times`}`]),
    ...(isProved(point) ? ["proved"] : []),
  ].join(", ");
}

/** Whether a point is proved to be what it is. */
export function isProved({ proof }: CriticalMark): boolean {
  return proof !== undefined && proof.status === "proved";
}

/** A loss beside its mark. */
export function lossLabel(loss: number): string {
  return formatNumber(loss, 3);
}
