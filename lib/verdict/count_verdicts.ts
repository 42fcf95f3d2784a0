import { binomialInterval } from "../random/mod.ts";
import type { Verdict, VerdictKind } from "./verdict.ts";
import { checkArguments, listOnlyOf, record } from "../options/mod.ts";

/** How many of some trainings ended with one verdict. */
export interface VerdictCount {
  /** The verdict; "none" of trainings that were stopped or met what is not finite. */
  readonly kind: VerdictKind | "none";
  /** How many there are. */
  readonly count: number;
  /** The share of all. */
  readonly share: number;
  /** 95 % interval of the probability: see `binomialInterval`. */
  readonly interval: readonly [low: number, high: number];
}

const kinds: readonly VerdictCount["kind"][] = [
  "strict minimum",
  "minimum, degenerate",
  "saddle",
  "saddle, degenerate",
  "undecided",
  "gradient-flat",
  "escaping to infinity",
  "not converged",
  "none",
];

/**
 * Counts trainings, or rows of a sweep, by verdict: every kind, also those that did not occur, in a
 * fixed order; nothing for no trainings.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { countVerdicts } from "@thalweg/thalweg";
 *
 * const none = countVerdicts([{}]).at(-1)!;
 * assertEquals(none, {
 *   kind: "none",
 *   count: 1,
 *   share: 1,
 *   interval: none.interval,
 * });
 * assertEquals(countVerdicts([]), []);
 * ```
 */
export function countVerdicts(
  results: readonly { readonly verdict?: Verdict | VerdictKind }[],
): VerdictCount[] {
  checkArguments("count the verdicts", { results }, {
    results: listOnlyOf(record, "a list of results"),
  });
  const total = results.length;
  if (total === 0) return [];
  const found = results.map(({ verdict }) =>
    typeof verdict === "string" ? verdict : verdict?.kind ?? "none"
  );
  return kinds.map((kind) => {
    const count = found.filter((each) => each === kind).length;
    const interval = binomialInterval(count, total);
    return { kind, count, share: count / total, interval };
  });
}
