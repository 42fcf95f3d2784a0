import { armijo } from "./armijo.ts";
import { hagerZhang } from "./hager_zhang.ts";
import type { LineSearch } from "./line.ts";
import { strongWolfe } from "./strong_wolfe.ts";

/** The name of a line search. */
export type LineSearchName = "armijo" | "strongWolfe" | "hagerZhang";

/** The line searches that options name. */
export const lineSearches: Readonly<Record<LineSearchName, LineSearch>> = {
  armijo,
  strongWolfe,
  hagerZhang,
};

/**
 * The line search of that name.
 *
 * @throws {RangeError} If there is none.
 */
export function lineSearchNamed(name: string): LineSearch {
  const table: Record<string, LineSearch> = lineSearches;
  if (Object.hasOwn(table, name)) return table[name];
  throw new RangeError(
    `Cannot search along a line with ${name}, expected one of ${
      Object.keys(table).join(", ")
    }`,
  );
}
