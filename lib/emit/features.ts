import type { Code } from "./code.ts";
import { Address } from "./address.ts";
import { Module } from "./module.ts";
import { float64x2 } from "./shape.ts";

let simd: boolean | undefined;
let relaxed: boolean | undefined;

/** Whether this engine has 128-bit vectors. */
export function hasVectors(): boolean {
  return simd ??= validates(false);
}

/** Whether this engine has the relaxed multiply–add. */
export function hasRelaxedMultiplyAdd(): boolean {
  return relaxed ??= validates(true);
}

function validates(useRelaxed: boolean): boolean {
  if (typeof WebAssembly === "undefined") return false;
  const module = new Module({ pages: 1, constantsAt: 0, constantsBytes: 0 });
  const shape = float64x2({ relaxed: useRelaxed });
  module.define({ parameters: [] }, (code: Code) => {
    const x = code.keep(new Address(0).load(shape));
    code.store(new Address(0), x.timesPlus(x, x));
  });
  return WebAssembly.validate(module.toBytes());
}
