import { type Network, network } from "../../lib/network/mod.ts";

/** One exercise of the course notebook, computed by PyTorch. */
export interface GoldenExercise {
  readonly init_params: Readonly<Record<string, number>>;
  readonly final_params: Readonly<Record<string, number>>;
  readonly final_loss_after_1000_updates: number;
  readonly final_accuracy_after_1000_updates: number;
  readonly history: readonly Readonly<Record<string, number>>[];
}

/** Losses every 10 iterations, in single and double precision. */
export interface GoldenCourse {
  readonly loss_float64_every_10: readonly number[];
  readonly loss_float32_every_10: readonly number[];
  readonly accuracy_every_10: readonly number[];
}

interface Golden {
  readonly data: readonly (readonly [number, number])[];
  readonly labels: readonly number[];
  readonly numpy_RandomState1_randn_first_32_float64: readonly number[];
  readonly "numpy_RandomState1_uniform_-1_1_first_32": readonly number[];
  readonly numpy_RandomState1_random_sample_first_8: readonly number[];
  readonly numpy: Readonly<
    Record<string, {
      readonly mt19937_u32_first_8: readonly number[];
      readonly numpy_randn_10: readonly number[];
      readonly numpy_random_sample_5: readonly number[];
    }>
  >;
  readonly exercises: Readonly<
    Record<
      "ex1_sign_lr0.01" | "ex2_tanh_lr0.01" | "ex4_tanh_lr0.25",
      GoldenExercise
    >
  >;
  readonly seed_printed_params: Readonly<Record<string, number>>;
  readonly divergence_f32_vs_f64: Readonly<
    Record<"ex2" | "ex4" | "ex6" | "ex7" | "ex8", GoldenCourse>
  >;
  readonly loss_curves_ex2: {
    readonly curves: Readonly<Record<string, readonly number[]>>;
  };
  readonly loss_surface_ex2: {
    readonly surface: readonly (readonly number[])[];
  };
  readonly network_output_grid_ex2: {
    readonly score: readonly (readonly number[])[];
    readonly mean: number;
  };
}

/** What PyTorch and NumPy computed for the course's exercises. */
export const golden: Golden = JSON.parse(
  Deno.readTextFileSync(
    new URL("../fixtures/four_layer_perceptron.json", import.meta.url),
  ),
);

/** A network of hidden widths with one activation, one output on the plane. */
export function courseNet(
  widths: readonly number[],
  activation: string = "tanh",
): Network {
  return network({
    inputs: 2,
    layers: [...widths, 1].map((width) => ({ width, activation })),
  });
}

/** "layer1.0.weight(0, 1)" and "layer1.0.bias(0,)" as this library names them. */
export function ownName(name: string): string {
  return name.replace(".0.", ".").replace(",)", ")");
}
