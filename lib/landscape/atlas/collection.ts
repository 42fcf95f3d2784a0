import { hessianSpectrum } from "../../curvature/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { binomialInterval } from "../../random/mod.ts";
import {
  certify,
  type Proof,
  prove,
  type Verdict,
  type VerdictKind,
} from "../../verdict/mod.ts";
import { comparisonOf, type Fingerprint } from "./same_point.ts";
import type { Atlas, AtlasConnection, AtlasPoint } from "./types.ts";

/** Verdicts of points that are critical. */
const critical: ReadonlySet<VerdictKind> = new Set([
  "strict minimum",
  "minimum, degenerate",
  "saddle",
  "saddle, degenerate",
  "undecided",
]);

/** A point under way: counts still grow. */
interface Entry {
  readonly fingerprint: Fingerprint;
  readonly point: Omit<AtlasPoint, "basin">;
  searches: number;
  descents: number;
  starts: Set<number>;
  isConnected: boolean;
}

/** How a search is counted. */
export interface Arrival {
  /** The number of the start it came from; absent for descents from saddles. */
  readonly start?: number;
  /** Whether it was a descent from a start. */
  readonly isDescent: boolean;
}

/** An atlas that grows. */
export interface Collection {
  /**
   * Takes the end of a search in; the number of the point that it is, a new one
   * or one that is there. Undefined where it is no critical point, which counts
   * as lost for a reason.
   */
  take(θ: Float64Array, arrival: Arrival): number | undefined;
  /** Counts a search that ended at nothing. */
  lose(reason: string): void;
  /** Notes that a start has been searched from, with a descent or without. */
  count(starts: number, descents: number): void;
  /** Adds all that another atlas of the same objective has. */
  merge(other: Atlas): void;
  /** A point of that number. */
  at(point: number): Omit<AtlasPoint, "basin">;
  /** How many points there are. */
  size(): number;
  /** Adds what descents from a point found. */
  connect(point: number, found: readonly AtlasConnection[]): void;
  /** Whether those from a point are in. */
  isConnected(point: number): boolean;
  /** The atlas so far. */
  now(): Atlas;
}

/** Products of a proof up to which points are proved. */
const affordable = 1e7;

/** An atlas to begin with. */
export function collectionOf(
  objective: Objective,
  tolerance: number,
  proofs: boolean,
): Collection {
  const comparison = comparisonOf(objective, tolerance);
  const entries: Entry[] = [];
  const connections: AtlasConnection[] = [];
  const lost: Record<string, number> = {};
  let starts = 0;
  let descents = 0;
  const p = objective.parameterCount;
  const N = objective.data?.samples ?? 1;
  const isProved = proofs && p * p * (N / 2 + p) <= affordable &&
    objective.enclosure !== undefined;

  function lose(reason: string, count = 1): void {
    lost[reason] = (lost[reason] ?? 0) + count;
  }

  function find(fingerprint: Fingerprint): number {
    return entries.findIndex((entry) =>
      comparison.same(entry.fingerprint, fingerprint)
    );
  }

  /** The number of a point of a set to which a degenerate one belongs as well. */
  function findSet(
    fingerprint: Fingerprint,
    { index, nullity }: Pick<AtlasPoint, "index" | "nullity">,
  ): number {
    if (nullity === 0 || fingerprint.invariant) return -1;
    return entries.findIndex(({ point, fingerprint: other }) =>
      point.index === index && point.nullity > 0 &&
      comparison.sameFunction(other, fingerprint)
    );
  }

  function add(θ: Float64Array, fingerprint: Fingerprint): number | undefined {
    const verdict = certify(objective, θ);
    if (!critical.has(verdict.kind)) {
      lose(verdict.kind);
      return undefined;
    }
    const known = findSet(fingerprint, verdict);
    if (known >= 0) return known;
    const proof = isProved ? prove(objective, θ) : undefined;
    entries.push({
      fingerprint,
      point: pointOf(objective, θ, verdict, proof),
      searches: 0,
      descents: 0,
      starts: new Set(),
      isConnected: false,
    });
    return entries.length - 1;
  }

  return {
    lose,
    count(moreStarts, moreDescents) {
      starts += moreStarts;
      descents += moreDescents;
    },
    take(θ, { start, isDescent }) {
      const fingerprint = comparison.of(θ);
      const known = find(fingerprint);
      const number = known >= 0 ? known : add(θ, fingerprint);
      if (number === undefined) return undefined;
      const entry = entries[number];
      if (start !== undefined) {
        entry.searches++;
        entry.starts.add(start);
      }
      if (isDescent) entry.descents++;
      return number;
    },
    merge(other) {
      const numbers = other.points.map(({ basin: _, ...point }) => {
        const fingerprint = comparison.of(point.parameters);
        const same = find(fingerprint);
        const known = same >= 0 ? same : findSet(fingerprint, point);
        if (known < 0) {
          const { searches, descents, isConnected } = point;
          entries.push({
            fingerprint,
            point,
            searches,
            descents,
            isConnected,
            starts: new Set(point.starts),
          });
          return { number: entries.length - 1, wasConnected: false };
        }
        const entry = entries[known];
        const wasConnected = entry.isConnected;
        entry.searches += point.searches;
        entry.descents += point.descents;
        // a point without directions down is always connected: that says nothing
        entry.isConnected ||= point.isConnected && point.index > 0;
        for (const start of point.starts) entry.starts.add(start);
        return { number: known, wasConnected };
      });
      for (const { from, to, ...way } of other.connections) {
        if (numbers[from].wasConnected) continue;
        connections.push({
          from: numbers[from].number,
          ...(to !== undefined && { to: numbers[to].number }),
          ...way,
        });
      }
      for (const [reason, count] of Object.entries(other.lost)) {
        lose(reason, count);
      }
      starts += other.starts;
      descents += other.descents;
    },
    at: (number) => entries[number].point,
    size: () => entries.length,
    connect(number, found) {
      entries[number].isConnected = true;
      connections.push(...found);
    },
    isConnected: (number) =>
      entries[number].isConnected || entries[number].point.index === 0,
    now: () => ({
      points: entries.map((entry): AtlasPoint => ({
        ...entry.point,
        searches: entry.searches,
        descents: entry.descents,
        starts: [...entry.starts].sort((a, b) => a - b),
        isConnected: entry.isConnected || entry.point.index === 0,
        ...(descents > 0 &&
          { basin: binomialInterval(entry.descents, descents) }),
      })),
      connections: connections.slice(),
      starts,
      descents,
      lost: { ...lost },
    }),
  };
}

function pointOf(
  objective: Objective,
  θ: Float64Array,
  verdict: Verdict,
  proof: Proof | undefined,
): Omit<AtlasPoint, "basin"> {
  const { kind, sentence, gradientNorm, index, nullity } = verdict;
  return {
    parameters: θ.slice(),
    loss: objective.loss(θ),
    gradientNorm,
    kind,
    sentence,
    index,
    nullity,
    eigenvalues: verdict.method === "dense"
      ? hessianSpectrum(objective, θ).eigenvalues
      : verdict.eigenvalues,
    searches: 0,
    descents: 0,
    starts: [],
    isConnected: false,
    ...(proof?.status === "proved" && { proof }),
  };
}
