import { type Dataset, dataset } from "../../data/mod.ts";
import { completeBasis, svd } from "../../linalg/mod.ts";
import { checkOptions } from "../../options/mod.ts";
import { type NumpyRandomState, numpyRandomState } from "../../random/mod.ts";
import { modulationMatrix, modulationOf } from "./modulation.ts";
import {
  checkLinearModel,
  type LinearModelOptions,
  linearModelOptions,
} from "./options.ts";
import { product, timesTransposed, transpose } from "./matrices.ts";
import { noiseOf } from "./noise.ts";

/** Data of a linear model: what was drawn, and what it was made from. */
export interface LinearModel {
  /** The samples to train on: X and Y = Xβᵀ + noise. */
  readonly data: Dataset;
  /** Others to test on, through the same transform, without noise. */
  readonly test: Dataset;
  /** β (outputs × inputs, row-major), the true map. */
  readonly coefficients: Float64Array;
  /** T (inputs × inputs): X = raw X · T. */
  readonly transform: Float64Array;
  /**
   * The singular values of X that were asked for (inputs), in the order of its
   * columns where it is rotated; absent without `condition`.
   */
  readonly modulation?: Float64Array;
}

/**
 * Samples of a linear model whose input spectrum is under control, from NumPy's
 * generator.
 *
 * Raw inputs are normal with standard deviations `sigmas`. With X = U S Vᵀ of
 * the training inputs, `rotate` takes X to XV, whose covariance is diagonal,
 * and `condition` κ replaces S by F, so that XᵀX has eigenvalues F²: `ones` of
 * them 1, the others κ² (or κ spread evenly from 1, `continuous`). Of fewer
 * samples than inputs the rest of F is 0. Test inputs go through the transform
 * of the training ones.
 *
 * Draws: as a whole (X, then β, then noise, then the test inputs), or with
 * `draws: "samples"` one after another (β, then for each sample its inputs and
 * its noise, then the same for the test), where noise is drawn also if it is 0.
 *
 * @throws {RangeError} If an option is out of range, or options exclude each
 * other.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Two inputs with variances 100 and 1
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { linearModel } from "@thalweg/thalweg";
 *
 * const { data: { inputs } } = linearModel({
 *   samples: 50,
 *   inputs: 2,
 *   condition: 10,
 *   seed: 12,
 * });
 * let square = 0;
 * for (let n = 0; n < 50; n++) square += inputs[2 * n] ** 2;
 * assertAlmostEquals(square, 100, 1e-10);
 * ```
 *
 * @see Heckel and Yilmaz, *Early stopping in deep networks: double descent and
 * how to eliminate it*, 2020, whose code this follows.
 */
export function linearModel(options: LinearModelOptions): LinearModel {
  checkOptions("draw a linear model", options, linearModelOptions);
  const checked = checkLinearModel(options);
  const { samples, inputs: d, outputs, testSamples, draws } = checked;
  const random = numpyRandomState(options.seed);
  const bySample = draws === "samples";

  const drawnFirst = bySample ? normals(random, outputs * d) : undefined;
  const train = drawInputs(random, samples, checked);
  const drawnSecond = drawnFirst ?? normals(random, outputs * d);
  const test = bySample ? drawInputs(random, testSamples, checked) : undefined;

  const { transform, modulation, left } = shape(train.X, checked, random);
  const coefficients = options.coefficients
    ? Float64Array.from(options.coefficients)
    : drawnSecond;
  if (checked.scaleCoefficients) {
    for (let n = 0; n < coefficients.length; n++) {
      coefficients[n] /= modulation![n % d];
    }
  }
  const X = product(train.X, transform, samples, d, d);
  const Y = timesTransposed(X, coefficients, samples, d, outputs);
  const noise = noiseOf(checked, random, train.z, { left, modulation });
  const scale = checked.noiseScale;
  for (let n = 0; n < Y.length; n++) Y[n] += scale * noise[n];

  const raw = test?.X ?? drawInputs(random, testSamples, checked).X;
  const testX = product(raw, transform, testSamples, d, d);
  const testY = timesTransposed(testX, coefficients, testSamples, d, outputs);
  return {
    data: dataset({ inputs: X, shape: [samples, d], targets: Y }),
    test: dataset({ inputs: testX, shape: [testSamples, d], targets: testY }),
    coefficients,
    transform,
    ...(modulation ? { modulation } : {}),
  };
}

type Checked = ReturnType<typeof checkLinearModel>;

function normals(random: NumpyRandomState, count: number): Float64Array {
  return Float64Array.from({ length: count }, () => random.randn());
}

/** Raw inputs and, where samples are drawn one after another, their noise. */
function drawInputs(
  random: NumpyRandomState,
  samples: number,
  { inputs: d, outputs, draws, deviations }: Checked,
): { X: Float64Array; z?: Float64Array } {
  const X = new Float64Array(samples * d);
  const z = draws === "samples"
    ? new Float64Array(samples * outputs)
    : undefined;
  for (let n = 0; n < samples; n++) {
    for (let j = 0; j < d; j++) X[n * d + j] = random.randn() * deviations[j];
    if (!z) continue;
    for (let k = 0; k < outputs; k++) z[n * outputs + k] = random.randn();
  }
  return z ? { X, z } : { X };
}

/** T, F, and the left singular vectors of X (k × samples). */
function shape(
  X: Float64Array,
  checked: Checked,
  random: NumpyRandomState,
): {
  transform: Float64Array;
  modulation?: Float64Array;
  left: Float64Array;
} {
  const { samples, inputs: d, rotate, condition } = checked;
  const { values, left, right } = svd(X, samples, d);
  const k = values.length;
  const rows = new Float64Array(d * d);
  rows.set(right);
  completeBasis(rows, d, d);
  const V = transpose(rows, d, d);
  if (condition === undefined) {
    const unit = new Float64Array(d * d);
    for (let j = 0; j < d; j++) unit[j * d + j] = 1;
    return { transform: rotate ? V : unit, left };
  }
  const modulation = modulationOf(checked);
  const F = modulationMatrix(modulation, checked, random);
  // S⁻¹ F; what has no variance cannot be given any
  const least = 1e-12 * values[0];
  for (let i = 0; i < d; i++) {
    const s = i < k && values[i] > least ? values[i] : Infinity;
    for (let j = 0; j < d; j++) F[i * d + j] /= s;
  }
  const rotated = product(V, F, d, d, d);
  return {
    transform: rotate ? rotated : product(rotated, rows, d, d, d),
    modulation,
    left,
  };
}
