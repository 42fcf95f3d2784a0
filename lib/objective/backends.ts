import {
  type Kernels,
  type LossChoice,
  referenceKernels,
  type Samples,
} from "../kernels/mod.ts";
import type { Network } from "../network/mod.ts";

/** Makes the kernels of one network, data and loss. */
export type KernelsFactory = (
  net: Network,
  samples: Samples,
  loss: LossChoice,
) => Kernels;

/** What can compute an empirical loss, by the name that options give. */
export const backends: Readonly<Record<string, KernelsFactory>> = {
  reference: referenceKernels,
};

/** Used where the options name none. */
export const defaultBackend = "reference";
