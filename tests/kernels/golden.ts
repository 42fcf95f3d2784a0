import type { NetworkSpecification } from "../../lib/network/mod.ts";
import type { Samples } from "../../lib/kernels/kernels.ts";

/** One case of fixtures/engine.json; its `meta` says how inputs are made. */
export interface GoldenCase {
  readonly name: string;
  readonly spec: NetworkSpecification;
  readonly samples: number;
  readonly lossKind: "mse" | "crossEntropy";
  readonly weighted: boolean;
  readonly inputScale: number;
  readonly parameterScale: number;
  readonly loss: number;
  readonly gradient: readonly number[];
  readonly hessianVectorProduct: readonly number[];
  readonly eigenvalues: readonly number[];
  readonly trace: number;
  readonly frobenius: number;
}

/** The cases, made by an independent automatic differentiation in float64. */
export const goldenCases: readonly GoldenCase[] = JSON.parse(
  Deno.readTextFileSync(new URL("../fixtures/engine.json", import.meta.url)),
).cases;

/** The fixture's recipe: smooth enough to write down, irregular enough to test. */
export function wave(
  length: number,
  phase: number,
  scale: number = 1,
): Float64Array {
  return Float64Array.from({ length }, (_, index) => {
    const i = index + 1;
    return scale * Math.sin(1.7 * i * i + 0.61803398875 * i + phase);
  });
}

/** The samples of a case. */
export function goldenSamples(golden: GoldenCase): Samples {
  const { samples, spec, inputScale } = golden;
  const outputs = spec.layers[spec.layers.length - 1].width;
  const inputs = wave(samples * spec.inputs, 0.3, inputScale);
  if (golden.lossKind === "crossEntropy") {
    const labels = Int32Array.from(
      { length: samples },
      (_, n) => (7 * n) % outputs,
    );
    return { samples, inputs, labels };
  }
  const targets = wave(samples * outputs, 2.2);
  return golden.weighted
    ? {
      samples,
      inputs,
      targets,
      weights: wave(samples, 0.7).map((x) => 1 + 0.5 * x),
    }
    : { samples, inputs, targets };
}
