import {
  type Block,
  block,
  blockedLu,
  inverseFromLu,
  product,
  transposedBlock,
} from "../linalg/mod.ts";
import {
  anyOf,
  checkOptions,
  flag,
  oneOf,
  type OptionTable,
} from "../options/mod.ts";
import type {
  InvertibleLayer,
  InvertibleNetwork,
} from "./invertible_network.ts";
import {
  type FlowFunctions,
  forwardPass,
  functionsOf,
  hiddenErrors,
  latentErrors,
  newPass,
  type Pass,
  throughTransposed,
} from "./pass.ts";
import { readSamples, type SampleMatrix } from "./samples.ts";

/**
 * Which gradient of −log q: "ordinary", with W⁻ᵀ by an explicit inverse, O(D³);
 * "relative", that gradient preconditioned to need no inverse, O(N D²);
 * "partial", without the term of log |det W|.
 */
export type DensityGradientKind = "relative" | "ordinary" | "partial";

/** Which gradient of the density. */
export interface DensityGradientOptions {
  /** Default "relative". */
  readonly kind?: DensityGradientKind;
  /**
   * The relative gradient as the authors' code has it: true leaves −b out of the
   * biases' part, so that its fixed points are those of the likelihood only
   * where b = 0; "notebook" also adds (W b)·g, a number, to every entry of dW
   * in place of the outer product, as with biases of one dimension.
   */
  readonly asPublished?: boolean | "notebook";
}

/** What {@linkcode densityGradient} takes. */
export const densityGradientOptions: OptionTable<DensityGradientOptions> = {
  kind: oneOf("relative", "ordinary", "partial"),
  asPublished: anyOf(flag, oneOf("notebook")),
};

/**
 * A gradient of the mean of −log q over the samples, layer by layer.
 *
 * With z the input of a layer, y = zW + b, δ = ∂/∂y of the first two terms,
 * and g = Σₙ δₙ: ordinary dW = zᵀδ − W⁻ᵀ, db = g. The relative gradient is A Aᵀ
 * times the ordinary one of A = [[W, 0], [b, 1]], which takes (z, 1) to (y, 1):
 * dW = (yWᵀ)ᵀδ − W and db = g + (ybᵀ)ᵀδ − b. Multiplied in this order, no
 * product has more than N D² operations: three of them and one outer product
 * for each layer. Equivariant: for samples xM and a first layer M⁻¹W it is
 * M⁻¹dW.
 *
 * @throws {RangeError} If the samples do not fit.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 * @see Gresele et al., Relative gradient optimization of the Jacobian term in
 * unsupervised deep learning, 2020. There b is a part of W, and −b is left out.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   densityGradient,
 *   invertibleNetwork,
 *   toySet,
 * } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const [first] = densityGradient(flow, points); // the relative gradient
 * assertEquals([first.weights.length, first.bias.length], [4, 2]);
 * ```
 */
export function densityGradient(
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
  options: DensityGradientOptions = {},
): InvertibleLayer[] {
  const act = "compute the gradient of the density";
  checkOptions(act, options, densityGradientOptions);
  const X = readSamples(act, flow, inputs);
  const out = flow.layers.map(({ weights, bias }) => ({
    weights: new Float64Array(weights.length),
    bias: new Float64Array(bias.length),
  }));
  const pass = newPass(flow, X.length / flow.features);
  const work = newGradientWork(flow, pass);
  gradientOfPass(flow, functionsOf(flow), X, pass, work, options, out);
  return out;
}

/** Room for what a gradient needs besides the pass. */
export interface GradientWork {
  /** [δWᵀ; yWᵀ] of a layer. */
  readonly back: Float64Array;
  /** Factors and inverse of W, and pivots; made on first use. */
  inverse?: {
    readonly factors: Float64Array;
    readonly out: Float64Array;
    readonly pivots: Int32Array;
  };
}

/** Room for gradients of passes of that size. */
export function newGradientWork(
  { features }: InvertibleNetwork,
  { samples }: Pass,
): GradientWork {
  return { back: new Float64Array(2 * samples * features) };
}

/** The gradient for samples that are known to fit; fills the pass and `out`. */
export function gradientOfPass(
  flow: InvertibleNetwork,
  functions: FlowFunctions,
  X: Float64Array,
  pass: Pass,
  work: GradientWork,
  { kind = "relative", asPublished = false }: DensityGradientOptions,
  out: readonly InvertibleLayer[],
): void {
  const { samples: N } = pass;
  const relative = kind === "relative";
  forwardPass(flow, functions, X, pass);
  latentErrors(functions, pass);
  for (let k = flow.layers.length - 1; k >= 0; k--) {
    if (k > 0 || relative) {
      const first = k > 0 ? 0 : N;
      throughTransposed(flow, pass, k, first, relative ? 2 * N : N, work.back);
    }
    if (relative) relativeLayer(flow, pass, work, k, asPublished, out[k]);
    else ordinaryLayer(flow, pass, work, k, kind, out[k]);
    if (k > 0) hiddenErrors(functions, pass, work.back, k - 1);
  }
}

function relativeLayer(
  { features: D, layers }: InvertibleNetwork,
  { samples: N, precision, stacks, preActivations }: Pass,
  { back }: GradientWork,
  k: number,
  asPublished: boolean | "notebook",
  out: InvertibleLayer,
): void {
  const { weights: W, bias: b } = layers[k];
  const δ = stacks[k];
  const y = preActivations[k];
  product(
    transposedBlock(block(back.subarray(N * D), N, D)),
    block(δ, N, D),
    block(out.weights, D, D),
    block(W, D, D),
    precision,
  );
  sumRows(δ, N, D, out.bias);
  if (asPublished === "notebook") {
    outerProductToNumber(W, b, out.bias, out.weights);
  }
  for (let n = 0; n < N; n++) {
    const row = n * D;
    let by = 0;
    for (let i = 0; i < D; i++) by += b[i] * y[row + i];
    for (let i = 0; i < D; i++) out.bias[i] += by * δ[row + i];
  }
  if (asPublished) return;
  for (let i = 0; i < D; i++) out.bias[i] -= b[i];
}

/** In place of the outer product of Wbᵀ and g their product, everywhere. */
function outerProductToNumber(
  W: Float64Array,
  b: Float64Array,
  g: Float64Array,
  out: Float64Array,
): void {
  const D = b.length;
  let number = 0;
  for (let i = 0; i < D; i++) {
    let Wb = 0;
    for (let j = 0; j < D; j++) Wb += W[i * D + j] * b[j];
    for (let j = 0; j < D; j++) out[i * D + j] -= Wb * g[j];
    number += Wb * g[i];
  }
  for (let i = 0; i < out.length; i++) out[i] += number;
}

function ordinaryLayer(
  { features: D, layers }: InvertibleNetwork,
  { samples: N, precision, inputs, stacks }: Pass,
  work: GradientWork,
  k: number,
  kind: DensityGradientKind,
  out: InvertibleLayer,
): void {
  const z = block(inputs[k], N, D);
  const δ = stacks[k];
  const dW: Block = block(out.weights, D, D);
  product(transposedBlock(z), block(δ, N, D), dW, "set", precision);
  sumRows(δ, N, D, out.bias);
  if (kind === "ordinary") subtractInverse(layers[k].weights, D, work, dW);
}

/** dW − W⁻ᵀ; NaN where there is no inverse. */
function subtractInverse(
  W: Float64Array,
  D: number,
  work: GradientWork,
  { entries: dW }: Block,
): void {
  const { factors, out, pivots } = work.inverse ??= {
    factors: new Float64Array(D * D),
    out: new Float64Array(D * D),
    pivots: new Int32Array(D),
  };
  factors.set(W);
  if (!blockedLu(factors, D, pivots)) {
    dW.fill(NaN);
    return;
  }
  inverseFromLu(factors, D, pivots, out);
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < D; j++) dW[i * D + j] -= out[j * D + i];
  }
}

/** Sums over the rows of the first N × D numbers. */
function sumRows(
  rows: Float64Array,
  N: number,
  D: number,
  out: Float64Array,
): void {
  out.fill(0);
  for (let n = 0; n < N * D; n += D) {
    for (let i = 0; i < D; i++) out[i] += rows[n + i];
  }
}
