import {
  canCompile,
  hasVectors,
  type Kernels,
  type LossChoice,
  referenceKernels,
  type Samples,
  singlePrecisionKernels,
  wasmKernels,
} from "../kernels/mod.ts";
import type { Network } from "../network/mod.ts";

/** Makes the kernels of one network, data and loss. */
export type KernelsFactory = (
  net: Network,
  samples: Samples,
  loss: LossChoice,
) => Kernels;

/**
 * What can compute an empirical loss, by the name that options give: generated
 * code; the same with the same bits on every machine; the same with losses in
 * float32, for pictures; and plain TypeScript.
 */
export const backends: Readonly<Record<string, KernelsFactory>> = {
  wasm: wasmKernels,
  "wasm-strict": (net, samples, loss) =>
    wasmKernels(net, samples, loss, { strict: true }),
  "wasm-float32": singlePrecisionKernels,
  reference: referenceKernels,
};

/** Used where the options name none. */
export const defaultBackend = "wasm";

/**
 * The backend itself, or "reference" where no code can be generated: a user's
 * own activation or loss, an engine without vectors, data beyond the memory
 * that WebAssembly addresses, more than 20 000 layers.
 *
 * @throws {RangeError} If there is no backend of this name; if it is
 * "wasm-strict", and the engine cannot give the bits that others give.
 */
export function usableBackend(
  backend: string,
  net: Network,
  samples: Samples,
  loss: LossChoice,
): string {
  if (!Object.hasOwn(backends, backend)) {
    throw new RangeError(
      `Cannot build the loss: backend "${backend}", expected one of ` +
        Object.keys(backends).join(", "),
    );
  }
  if (backend === "wasm-strict" && !hasVectors()) {
    throw new RangeError(
      "Cannot build the loss: an engine without 128-bit vectors, expected " +
        "one with them for the same bits on every machine",
    );
  }
  return canCompile(net, samples, loss) ? backend : "reference";
}
