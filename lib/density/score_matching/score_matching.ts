import { resolveActivation } from "../../network/mod.ts";
import { resolveBase } from "../base.ts";
import type {
  InvertibleLayer,
  InvertibleNetwork,
} from "../invertible_network.ts";
import { readSamples, type SampleMatrix } from "../samples.ts";
import { higherDerivatives } from "./higher_derivatives.ts";

/** The loss of score matching with its gradient. */
export interface ScoreMatching {
  /** J. */
  readonly loss: number;
  /** ∂J/∂W and ∂J/∂b of each layer. */
  readonly gradient: InvertibleLayer[];
}

/** More features take too long: the loss costs N D³ operations. */
const mostFeatures = 16;

/**
 * The loss of score matching, J = mean over samples of Σᵢ (∂ᵢ²log q +
 * ½ (∂ᵢ log q)²), with its gradient; exact. J is a constant away from half the mean
 * squared distance of ∇log q from that of the data's density, and does not
 * contain log |det W|: no determinant is needed at all.
 *
 * For each coordinate xᵢ the first two derivatives along it go through the
 * layers beside the values, and back: O(N D³).
 *
 * @throws {RangeError} If there are more than 16 features, the samples do not
 * fit, or activation or base density are not smooth.
 * @throws {TypeError} If an argument is of another type.
 * @see Hyvärinen, Estimation of non-normalized statistical models by score
 * matching, 2005.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { invertibleNetwork, scoreMatching, toySet } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const { loss, gradient } = scoreMatching(flow, points);
 * assertEquals([Number.isFinite(loss), gradient.length], [true, 2]);
 * ```
 */
export function scoreMatching(
  flow: InvertibleNetwork,
  inputs: SampleMatrix,
): ScoreMatching {
  const act = "match the score";
  const X = readSamples(act, flow, inputs);
  checkSmooth(flow);
  const gradient = flow.layers.map(({ weights, bias }) => ({
    weights: new Float64Array(weights.length),
    bias: new Float64Array(bias.length),
  }));
  return { loss: scoreMatchingInto(flow, X, gradient), gradient };
}

/**
 * Refuses flows whose score has no derivative.
 *
 * @throws {RangeError} If activation, base density or size do not fit.
 */
export function checkSmooth(flow: InvertibleNetwork): void {
  higherDerivatives(flow.activation);
  if (flow.features > mostFeatures) {
    throw new RangeError(
      `Cannot match the score: ${flow.features} features, expected at most ` +
        `${mostFeatures}`,
    );
  }
  if (resolveBase(flow.base).scoreDerivatives) return;
  throw new RangeError(
    `Cannot match the score: base ${flow.base.name} has a kink, expected a ` +
      `smooth one such as logistic`,
  );
}

/** Values and derivatives along one coordinate, layer by layer. */
interface Line {
  /** Input of the layer, and its first and second derivative. */
  readonly z: Float64Array;
  readonly dz: Float64Array;
  readonly ddz: Float64Array;
  /** The same of y = zW + b. */
  readonly y: Float64Array;
  readonly dy: Float64Array;
  readonly ddy: Float64Array;
}

function newLine(D: number): Line {
  const [z, dz, ddz, y, dy, ddy] = Array.from(
    { length: 6 },
    () => new Float64Array(D),
  );
  return { z, dz, ddz, y, dy, ddy };
}

/** J; its gradient, of samples that are known to fit, goes to `out`. */
export function scoreMatchingInto(
  flow: InvertibleNetwork,
  X: Float64Array,
  out: readonly InvertibleLayer[],
): number {
  const { features: D, layers } = flow;
  const samples = X.length / D;
  const { f } = resolveActivation(flow.activation);
  const higher = higherDerivatives(flow.activation);
  const { score, scoreDerivatives } = resolveBase(flow.base);
  const { first, second } = scoreDerivatives!;
  const last = layers.length - 1;
  const lines = layers.map(() => newLine(D));
  const back = newLine(D); // the same places hold ∂J/∂ of each
  const σ = new Float64Array(5);
  for (const { weights, bias } of out) {
    weights.fill(0);
    bias.fill(0);
  }
  let loss = 0;

  /** Through all layers; the slope and the bend of log q along the line. */
  function forward(n: number, i: number): readonly [number, number] {
    let slope = 0;
    let bend = 0;
    const start = lines[0];
    start.z.set(X.subarray(n * D, (n + 1) * D));
    start.dz.fill(0);
    start.dz[i] = 1;
    start.ddz.fill(0);
    layers.forEach(({ weights, bias }, k) => {
      const { z, dz, ddz, y, dy, ddy } = lines[k];
      rowTimes(z, weights, y);
      rowTimes(dz, weights, dy);
      rowTimes(ddz, weights, ddy);
      const next = lines[k + 1];
      for (let j = 0; j < D; j++) {
        y[j] += bias[j];
        if (next === undefined) {
          const s = score(y[j]);
          slope += s * dy[j];
          bend += first(y[j]) * dy[j] * dy[j] + s * ddy[j];
          continue;
        }
        higher(y[j], σ);
        const h1 = σ[2] / σ[1];
        const h2 = σ[3] / σ[1] - h1 * h1;
        slope += h1 * dy[j];
        bend += h2 * dy[j] * dy[j] + h1 * ddy[j];
        next.z[j] = f(y[j]);
        next.dz[j] = σ[1] * dy[j];
        next.ddz[j] = σ[2] * dy[j] * dy[j] + σ[1] * ddy[j];
      }
    });
    return [slope, bend];
  }

  /** Back: a = ∂J/∂slope and b = ∂J/∂bend. */
  function backward(a: number, b: number): void {
    for (let k = last; k >= 0; k--) {
      const { z, dz, ddz, y, dy, ddy } = lines[k];
      for (let j = 0; j < D; j++) {
        const [p, q] = [dy[j], ddy[j]];
        if (k === last) {
          const s = score(y[j]);
          const s1 = first(y[j]);
          back.dy[j] = s * a + 2 * s1 * p * b;
          back.ddy[j] = s * b;
          back.y[j] = s1 * p * a + (second(y[j]) * p * p + s1 * q) * b;
          continue;
        }
        higher(y[j], σ);
        const h1 = σ[2] / σ[1];
        const h2 = σ[3] / σ[1] - h1 * h1;
        const h3 = σ[4] / σ[1] - 3 * h1 * σ[3] / σ[1] + 2 * h1 * h1 * h1;
        back.dy[j] = σ[1] * back.dz[j] + 2 * σ[2] * p * back.ddz[j] + h1 * a +
          2 * h2 * p * b;
        back.ddy[j] = σ[1] * back.ddz[j] + h1 * b;
        back.y[j] = σ[1] * back.z[j] + σ[2] * p * back.dz[j] +
          (σ[3] * p * p + σ[2] * q) * back.ddz[j] + h2 * p * a +
          (h3 * p * p + h2 * q) * b;
      }
      const { weights, bias } = out[k];
      for (let i = 0; i < D; i++) {
        for (let j = 0; j < D; j++) {
          weights[i * D + j] += z[i] * back.y[j] + dz[i] * back.dy[j] +
            ddz[i] * back.ddy[j];
        }
        bias[i] += back.y[i];
      }
      if (k === 0) continue;
      timesColumn(layers[k].weights, back.y, back.z);
      timesColumn(layers[k].weights, back.dy, back.dz);
      timesColumn(layers[k].weights, back.ddy, back.ddz);
    }
  }

  for (let n = 0; n < samples; n++) {
    for (let i = 0; i < D; i++) {
      const [slope, bend] = forward(n, i);
      loss += (bend + slope * slope / 2) / samples;
      backward(slope / samples, 1 / samples);
    }
  }
  return loss;
}

/** out = x W for a row x. */
function rowTimes(x: Float64Array, W: Float64Array, out: Float64Array): void {
  const D = x.length;
  out.fill(0);
  for (let i = 0; i < D; i++) {
    for (let j = 0; j < D; j++) out[j] += x[i] * W[i * D + j];
  }
}

/** out = y Wᵀ for a row y. */
function timesColumn(
  W: Float64Array,
  y: Float64Array,
  out: Float64Array,
): void {
  const D = y.length;
  for (let i = 0; i < D; i++) {
    let sum = 0;
    for (let j = 0; j < D; j++) sum += W[i * D + j] * y[j];
    out[i] = sum;
  }
}
