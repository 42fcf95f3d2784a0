import type { Code, Lanes, Module, Shape } from "../../emit/mod.ts";

/** Where vector expressions are written: a function body and its constants. */
export interface Writer {
  readonly module: Module;
  readonly code: Code;
  readonly shape: Shape;
}

/** All lanes the same number. */
export function constant(w: Writer, value: number): Lanes {
  return w.module.constant(w.shape, value);
}

/** Σ c_k xᵏ by Horner's rule, a statement per step; x is a kept value. */
export function polynomial(
  w: Writer,
  coefficients: readonly number[],
  x: Lanes,
): Lanes {
  if (coefficients.length === 0) return constant(w, 0);
  return coefficients.map((c) => constant(w, c)).reduceRight((sum, c) =>
    w.code.keep(sum.timesPlus(x, c))
  );
}
