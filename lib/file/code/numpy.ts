import type { Network } from "../../network/mod.ts";
import { pythonCode } from "./arrays_in_python.ts";

/**
 * A network with its weights as Python that needs NumPy alone: `forward(x)` of
 * inputs (samples × features) gives the outputs, in double precision.
 *
 * @throws {TypeError} If an argument is of another type, or an activation is
 * functions of your own.
 * @throws {RangeError} If θ does not have p entries, or one is not finite.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { initialize, mlp, numpyCode } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const code = numpyCode(net, initialize(net, { seed: 1 }));
 * assert(code.includes("np.tanh"));
 * ```
 */
export function numpyCode(net: Network, θ: ArrayLike<number>): string {
  return pythonCode(net, θ, {
    module: "np",
    imports: "import math\n\nimport numpy as np",
    errorFunction: `
erf = np.vectorize(math.erf, otypes=[float])
erfc = np.vectorize(math.erfc, otypes=[float])`,
  });
}
