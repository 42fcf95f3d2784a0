import { deadNeurons } from "./dead_neurons.ts";
import { duplicatedNeurons } from "./duplicated_neurons.ts";
import { linearLayers } from "./linear_layers.ts";
import { rescaling } from "./rescaling.ts";
import { softmaxShift } from "./softmax_shift.ts";
import type { Symmetry } from "./symmetry.ts";

/** What null directions are explained by; what comes first has the first say. */
export const symmetries: readonly Symmetry[] = [
  deadNeurons,
  duplicatedNeurons,
  linearLayers,
  rescaling,
  softmaxShift,
];
