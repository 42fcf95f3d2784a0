import {
  checkArguments,
  holding,
  list,
  listOnlyOf,
  number,
  record,
} from "../options/mod.ts";
import type { SweepPlan } from "./plan.ts";
import type { SweepRow } from "./rows.ts";

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
const textsOfOutcome = ["status", "verdict", "key", "error"] as const;

const aPlan = holding("the plan of a sweep", { parameterNames: list });
const someRows = listOnlyOf(
  holding("a row", { index: number, run: record }),
  "a list of rows of a sweep",
);

/**
 * Rows as columns, in the order of the runs: what distinguishes them, what
 * became of them, and the message of those that failed.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { planSweep, sweepTable } from "@thalweg/thalweg";
 *
 * const student = "2 → 2 tanh → 1";
 * const plan = planSweep({
 *   problems: [{ student, teacher: "2 → 3 tanh → 1", samples: 100 }],
 *   seeds: { from: 1, count: 10 },
 * });
 * const columns = sweepTable(plan, []); // no runs yet
 * assert(columns.every(({ values }) => values.length === 0));
 * ```
 */
export function sweepTable(
  plan: SweepPlan,
  rows: readonly SweepRow[],
): SweepColumn[] {
  checkArguments("make a table of the sweep", { plan, rows }, {
    plan: aPlan,
    rows: someRows,
  });
  const sorted = [...rows].sort((a, b) => a.index - b.index);
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
      values: Float64Array.from(sorted, (row) => row[name] ?? NaN),
    })),
    ...textsOfOutcome.map((name) => ({
      name,
      values: sorted.map((row) => row[name] ?? ""),
    })),
  ];
}
