import type { Network } from "../../network/mod.ts";
import { pythonCode } from "./arrays_in_python.ts";

/**
 * A network with its weights as Python of JAX: `forward(x, parameters)`, in
 * double precision, which `jax.jit` and `jax.grad` take.
 *
 * @throws {TypeError} If an argument is of another type, or an activation is
 * functions of your own.
 * @throws {RangeError} If θ does not have p entries, or one is not finite.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { initialize, jaxCode, mlp } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const code = jaxCode(net, initialize(net, { seed: 1 }));
 * assert(code.includes("jnp.tanh"));
 * ```
 */
export function jaxCode(net: Network, θ: ArrayLike<number>): string {
  return pythonCode(net, θ, {
    module: "jnp",
    imports: `import jax
import jax.numpy as jnp

jax.config.update("jax_enable_x64", True)`,
    errorFunction: "from jax.scipy.special import erf, erfc",
  });
}
