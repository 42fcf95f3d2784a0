import { isFailure, type SweepRow } from "./rows.ts";
import type { SweepPlan } from "./plan.ts";

/** A column of a table of runs: numbers, NaN where there is none, or texts. */
export interface SweepColumn {
  /** "seed", "loss", "parameters[3]". */
  readonly name: string;
  /** One value a row. */
  readonly values: Float64Array | readonly string[];
}

const numbersOfOutcome = [
  "loss",
  "gradientNorm",
  "parameterNorm",
  "steps",
  "seconds",
] as const;
const textsOfOutcome = ["status", "verdict", "key"] as const;

/**
 * Rows as columns, in the order of the runs: what distinguishes them, what
 * became of them, and the message of those that failed.
 */
export function sweepTable(
  plan: SweepPlan,
  rows: readonly SweepRow[],
): SweepColumn[] {
  const sorted = [...rows].sort((a, b) => a.index - b.index);
  const outcomes = sorted.map(({ outcome }) =>
    isFailure(outcome) ? undefined : outcome
  );
  return [
    { name: "index", values: Float64Array.from(sorted, ({ index }) => index) },
    ...plan.parameterNames.map((name) => {
      const values = sorted.map(({ run }) => run[name]);
      return {
        name,
        values: values.some((value) => typeof value === "string")
          ? values.map((value) => String(value ?? ""))
          : Float64Array.from(values, (value) => Number(value ?? NaN)),
      };
    }),
    ...numbersOfOutcome.map((name) => ({
      name,
      values: Float64Array.from(outcomes, (outcome) => outcome?.[name] ?? NaN),
    })),
    ...textsOfOutcome.map((name) => ({
      name,
      values: outcomes.map((outcome) => outcome?.[name] ?? ""),
    })),
    {
      name: "error",
      values: sorted.map(({ outcome }) =>
        isFailure(outcome) ? outcome.error : ""
      ),
    },
  ];
}
