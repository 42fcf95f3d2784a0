import { bdf, bdfKrylov } from "./bdf.ts";
import { dop853 } from "./dop853.ts";
import { dopri5 } from "./dopri5.ts";
import { euler } from "./euler.ts";
import { heun } from "./heun.ts";
import { kencarp4 } from "./kencarp4.ts";
import { kencarp58 } from "./kencarp58.ts";
import type { OdeMethod } from "./problem.ts";
import { rk4 } from "./rk4.ts";
import { rodas5p } from "./rodas5p.ts";
import { ros3p } from "./ros3p.ts";
import { trbdf2 } from "./trbdf2.ts";
import { tsit5 } from "./tsit5.ts";

/** The name of a method for initial-value problems. */
export type Solver =
  | "euler"
  | "heun"
  | "rk4"
  | "tsit5"
  | "dopri5"
  | "dop853"
  | "ros3p"
  | "rodas5p"
  | "trbdf2"
  | "kencarp4"
  | "kencarp58"
  | "bdf"
  | "bdfKrylov";

/**
 * The methods that options name: explicit ones first, from euler on, of which
 * the first three need a fixed step size; then those for stiff problems.
 */
export const solvers: Readonly<Record<Solver, OdeMethod>> = {
  euler,
  heun,
  rk4,
  tsit5,
  dopri5,
  dop853,
  ros3p,
  rodas5p,
  trbdf2,
  kencarp4,
  kencarp58,
  bdf,
  bdfKrylov,
};

/** Up to here each step may take a Hessian of its own. */
const hessiansUpTo = 100;

/** Up to here factors of the Jacobian (n³/3 each) cost less than the kernels. */
const denseUpTo = 1000;

/**
 * The method that follows the flow of that many parameters unless the options
 * name one. Measured on the problems of bench/flow_bench.ts, 10⁴ samples:
 * Rodas5P is six times as accurate as KenCarp58 in the same time with P = 33,
 * equal with 81, slower with 161, where Hessians cost more than gradients.
 */
export function defaultSolver(parameterCount: number): Solver {
  if (parameterCount <= hessiansUpTo) return "rodas5p";
  return parameterCount <= denseUpTo ? "kencarp58" : "bdfKrylov";
}

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
