import type { OdeMethod } from "./problem.ts";
import { tsit5 } from "./tsit5.ts";

/** The name of a method for initial-value problems. */
export type Solver = "tsit5";

/** The methods that options name. */
export const solvers: Readonly<Record<Solver, OdeMethod>> = { tsit5 };

/**
 * The method of that name.
 *
 * @throws {RangeError} If there is none.
 */
export function solverNamed(name: string): OdeMethod {
  const table: Record<string, OdeMethod> = solvers;
  if (Object.hasOwn(table, name)) return table[name];
  throw new RangeError(
    `Cannot integrate with ${name}, expected one of ${
      Object.keys(table).join(", ")
    }`,
  );
}
