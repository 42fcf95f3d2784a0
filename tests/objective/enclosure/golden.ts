import type { Dataset } from "../../../lib/data/mod.ts";
import { network } from "../../../lib/network/mod.ts";
import { exactly, exactOne } from "../../kernels/exact_numbers.ts";
import {
  type EmpiricalLoss,
  empiricalLoss,
} from "../../../lib/objective/mod.ts";

/** A critical point known to 40 digits, its Hessian's eigenvalues to 30. */
export interface GoldenMinimum {
  readonly objective: EmpiricalLoss;
  /** A point near by, found in double precision. */
  readonly start: Float64Array;
  /** The critical point. */
  readonly parameters: readonly string[];
  /** Ascending. */
  readonly eigenvalues: readonly string[];
  /** How many eigenvalues are negative. */
  readonly index: number;
}

interface Point {
  readonly activation: string;
  readonly width: number;
  readonly inputs: number;
  readonly samples: number;
  readonly X: readonly number[];
  readonly targets: readonly number[];
  readonly start: readonly number[];
  readonly parameters: readonly string[];
  readonly eigenvalues: readonly string[];
  readonly index: number;
}

// Newton's method in 60-digit arithmetic; the file says more
const points: readonly Point[] = JSON.parse(
  Deno.readTextFileSync(new URL("../../fixtures/minima.json", import.meta.url)),
).points;

/** The mean squared error of small networks at their minima. */
export const goldenMinima: readonly GoldenMinimum[] = points.map((point) => {
  const { activation, width, inputs, samples } = point;
  const net = network({
    inputs,
    layers: [{ width, activation }, { width: 1 }],
  });
  const data: Dataset = {
    samples,
    inputCount: inputs,
    outputCount: 1,
    inputs: Float64Array.from(point.X),
    targets: Float64Array.from(point.targets),
  };
  const { start, parameters, eigenvalues, index } = point;
  return {
    objective: empiricalLoss(net, data),
    start: Float64Array.from(start),
    parameters,
    eigenvalues,
    index,
  };
});

/** Whether lo ≤ x ≤ hi for a decimal of any length. */
export function holdsDecimal(
  { lo, hi }: { readonly lo: number; readonly hi: number },
  decimal: string,
): boolean {
  const [, sign, whole, fraction] = /^(-?)(\d+)\.?(\d*)$/.exec(decimal)!;
  const tens = 10n ** BigInt(fraction.length);
  const x = BigInt(sign + whole + fraction) * exactOne;
  return exactly(lo) * tens <= x && x <= exactly(hi) * tens;
}
