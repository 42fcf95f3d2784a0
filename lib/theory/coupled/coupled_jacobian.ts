import { svd } from "../../linalg/mod.ts";
import {
  checkFinite,
  checkOptions,
  finiteFrom,
  listOf,
  number,
  type OptionTable,
  required,
  sizeFrom,
} from "../../options/mod.ts";
import type { CoupledDynamicsOptions } from "./coupled_dynamics.ts";

/** Where {@linkcode coupledJacobian} looks. */
export type CoupledJacobianOptions = Pick<
  CoupledDynamicsOptions,
  "lambda" | "z" | "u" | "hidden"
>;

/** What {@linkcode coupledJacobian} takes. */
export const coupledJacobianOptions: OptionTable<CoupledJacobianOptions> = {
  lambda: required(listOf(finiteFrom(0))),
  z: required(listOf(number)),
  u: required(number),
  hidden: sizeFrom(1),
};

/** The Jacobian of a coupled system, and which layer its directions belong to. */
export interface CoupledJacobian {
  /** ∂(√λᵢ h u zᵢ)/∂(z₁ …, u) (modes × (modes + 1), row-major). */
  readonly jacobian: Float64Array;
  /** Its singular values, descending. */
  readonly values: Float64Array;
  /** The norm of each right singular vector on the first layer and the second. */
  readonly shares: readonly [first: Float64Array, second: Float64Array];
}

/**
 * Which layer the singular directions of a coupled system belong to.
 *
 * @throws {RangeError} If the lists differ in length or a number is out of range.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { coupledJacobian } from "@thalweg/thalweg";
 *
 * const { values } = coupledJacobian({
 *   lambda: [0.1],
 *   z: [1],
 *   u: 1,
 *   hidden: 2,
 * });
 * assert(values.length > 0);
 * ```
 */
export function coupledJacobian(
  options: CoupledJacobianOptions,
): CoupledJacobian {
  const act = "decompose the coupled Jacobian";
  checkOptions(act, options, coupledJacobianOptions);
  const { lambda, z, u, hidden = 1 } = options;
  const d = lambda.length;
  if (z.length !== d || d === 0) {
    throw new RangeError(
      `Cannot ${act}: z has ${z.length} entries, expected ${
        d || "at least one"
      }`,
    );
  }
  checkFinite(act, "z", z);
  checkFinite(act, "lambda", lambda);
  checkFinite(act, "u", [u]);
  const jacobian = new Float64Array(d * (d + 1));
  for (let i = 0; i < d; i++) {
    const scale = hidden * Math.sqrt(lambda[i]);
    jacobian[i * (d + 1) + i] = scale * u;
    jacobian[i * (d + 1) + d] = scale * z[i];
  }
  const { values, right } = svd(jacobian, d, d + 1);
  const second = Float64Array.from(
    { length: d },
    (_, i) => Math.abs(right[i * (d + 1) + d]),
  );
  const first = second.map((x) => Math.sqrt(Math.max(0, 1 - x * x)));
  return { jacobian, values, shares: [first, second] };
}
