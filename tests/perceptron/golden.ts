import { type Network, network } from "../../lib/network/mod.ts";

/** One exercise of the course notebook, computed by PyTorch. */
export interface GoldenExercise {
  readonly initParams: Readonly<Record<string, number>>;
  readonly finalParams: Readonly<Record<string, number>>;
  readonly finalLossAfter1000Updates: number;
  readonly finalAccuracyAfter1000Updates: number;
  readonly history: readonly Readonly<Record<string, number>>[];
}

/** Losses every 10 iterations, in single and double precision. */
export interface GoldenCourse {
  readonly lossFloat64Every10: readonly number[];
  readonly lossFloat32Every10: readonly number[];
  readonly accuracyEvery10: readonly number[];
}

interface Golden {
  readonly data: readonly (readonly [number, number])[];
  readonly labels: readonly number[];
  readonly numpyRandomState1RandnFirst32Float64: readonly number[];
  readonly numpyRandomState1UniformFirst32: readonly number[];
  readonly numpyRandomState1RandomSampleFirst8: readonly number[];
  readonly numpy: Readonly<
    Record<string, {
      readonly mt19937U32First8: readonly number[];
      readonly numpyRandn10: readonly number[];
      readonly numpyRandomSample5: readonly number[];
    }>
  >;
  readonly exercises: Readonly<
    Record<
      "ex1_sign_lr0.01" | "ex2_tanh_lr0.01" | "ex4_tanh_lr0.25",
      GoldenExercise
    >
  >;
  readonly seedPrintedParams: Readonly<Record<string, number>>;
  readonly divergenceF32VsF64: Readonly<
    Record<"ex2" | "ex4" | "ex6" | "ex7" | "ex8", GoldenCourse>
  >;
  readonly lossCurvesEx2: {
    readonly curves: Readonly<Record<string, readonly number[]>>;
  };
  readonly lossSurfaceEx2: {
    readonly surface: readonly (readonly number[])[];
  };
  readonly networkOutputGridEx2: {
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
