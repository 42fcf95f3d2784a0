import {
  type ActivationChoice,
  activationChoice,
  activationText,
} from "../../network/mod.ts";
import {
  checkOptions,
  list,
  nested,
  number,
  type OptionTable,
  required,
} from "../../options/mod.ts";
import { asin } from "../../special/mod.ts";
import {
  orderParameters,
  type OverlapFlow,
  type OverlapStart,
} from "./order_parameters.ts";

/** Where online SGD starts, and how it learns. */
export interface OnlineSgdOptions extends OverlapStart {
  /** Of all hidden neurons; sigmoid2, erf(z/√2), is the only one. */
  readonly activation?: ActivationChoice;
  /** η: a step on one sample is η/d times the gradient, d inputs. */
  readonly learningRate: number;
  /** Standard deviation of the noise on each target; default 0. */
  readonly noise?: number;
  /** η of hidden and output weights in units of it; default 1, and 0 holds. */
  readonly rates?: { readonly hidden?: number; readonly output?: number };
}

/** What {@linkcode onlineSgd} takes. */
export const onlineSgdOptions: OptionTable<OnlineSgdOptions> = {
  Q: required(list),
  R: required(list),
  T: required(list),
  a: required(list),
  teacherWeights: required(list),
  activation: activationChoice,
  learningRate: required(number),
  noise: number,
  rates: nested({ hidden: number, output: number }),
};

/**
 * Stochastic gradient descent on one fresh sample a step, in the limit of many
 * inputs d, where overlaps follow an initial-value problem: y = (Q, R, a) as a
 * function of α = steps/d, for bias-free networks of sigmoid2 neurons with one
 * output and x ~ N(0, I). A step on (f(x) − f*(x) − noise)², without ½, is η/d
 * long: at small η this is `overlapFlow` at time ηα, and what noise of the
 * gradient adds to Q is of order η².
 *
 * Expectations of three and four Gaussian variables are in closed form for
 * sigmoid2 alone: other activations are refused.
 *
 * @throws {RangeError} If the overlaps do not fit each other, a number is out of
 * range, or the activation is another.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @see Saad and Solla, On-line learning in soft committee machines, Physical
 * Review E 52, 1995; their η is twice ours, as their loss has a factor ½.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { integrate, onlineSgd } from "@thalweg/thalweg";
 *
 * const erf = onlineSgd({
 *   activation: "sigmoid2",
 *   learningRate: 0.5,
 *   Q: [0.1],
 *   R: [0.05],
 *   T: [1],
 *   a: [1],
 *   teacherWeights: [1],
 * });
 * const { y } = integrate(erf, erf.start, { until: 5 });
 * assert(erf.read(y).R[0] > 0.05); // the student turns to its teacher
 * ```
 */
export function onlineSgd(options: OnlineSgdOptions): OverlapFlow {
  const act = "build online SGD";
  checkOptions(act, options, onlineSgdOptions);
  check(act, options);
  const { T, a: start, teacherWeights, learningRate: η } = options;
  const { noise = 0, rates = {} } = options;
  const { hidden = 1, output = 1 } = rates;
  const parts = orderParameters(act, options);
  const k = start.length;
  const K = teacherWeights.length;
  const n = k + K;
  /** Covariances of all neurons' inputs, students first. */
  const C = new Float64Array(n * n);
  /** Their coefficients in f − f*. */
  const c = new Float64Array(n);
  for (let i = 0; i < K; i++) {
    c[k + i] = -teacherWeights[i];
    for (let j = 0; j < K; j++) C[(k + i) * n + k + j] = T[i * K + j];
  }

  function fill(y: Float64Array): void {
    for (let i = 0; i < k; i++) {
      c[i] = y[k * n + i];
      for (let j = 0; j < k; j++) C[i * n + j] = y[i * k + j];
      for (let j = 0; j < K; j++) {
        const r = y[k * k + i * K + j];
        C[i * n + k + j] = C[(k + j) * n + i] = r;
      }
    }
  }

  /** E (f − f*) σ′(zᵢ) zⱼ. */
  function slope(i: number, j: number): number {
    let sum = 0;
    for (let m = 0; m < n; m++) sum += c[m] * threePoint(C, n, i, j, m);
    return sum;
  }

  /** E (f − f* − noise)² σ′(zᵢ) σ′(zⱼ). */
  function spread(i: number, j: number): number {
    const Λ4 = (1 + C[i * n + i]) * (1 + C[j * n + j]) - C[i * n + j] ** 2;
    let sum = noise * noise * 2 / (Math.PI * Math.sqrt(Λ4));
    for (let m = 0; m < n; m++) {
      for (let l = 0; l < n; l++) {
        sum += c[m] * c[l] * fourPoint(C, n, i, j, m, l);
      }
    }
    return sum;
  }

  return {
    ...parts,
    derivative(_, y, out) {
      fill(y);
      const η1 = 2 * η * hidden;
      const η2 = 2 * η * output;
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < K; j++) {
          out[k * k + i * K + j] = -η1 * c[i] * slope(i, k + j);
        }
        for (let j = i; j < k; j++) {
          out[i * k + j] =
            out[j * k + i] =
              -η1 * (c[i] * slope(i, j) + c[j] * slope(j, i)) +
              (η1 === 0 ? 0 : η1 * η1 * c[i] * c[j] * spread(i, j));
        }
        let product = 0;
        for (let m = 0; m < n; m++) product += c[m] * twoPoint(C, n, i, m);
        out[k * n + i] = -η2 * product;
      }
    },
  };
}

/** E σ(u)σ(v) with covariances C. */
function twoPoint(C: Float64Array, n: number, u: number, v: number): number {
  const scale = Math.sqrt((1 + C[u * n + u]) * (1 + C[v * n + v]));
  return 2 / Math.PI * asin(C[u * n + v] / scale);
}

/** I₃ = E σ′(u) v σ(w). */
function threePoint(
  C: Float64Array,
  n: number,
  u: number,
  v: number,
  w: number,
): number {
  const V = 1 + C[u * n + u];
  const cuw = C[u * n + w];
  const Λ3 = V * (1 + C[w * n + w]) - cuw * cuw;
  return 2 / Math.PI * (C[v * n + w] * V - C[u * n + v] * cuw) /
    (Math.sqrt(Λ3) * V);
}

/** I₄ = E σ′(u)σ′(v)σ(w)σ(z). */
function fourPoint(
  C: Float64Array,
  n: number,
  u: number,
  v: number,
  w: number,
  z: number,
): number {
  const Vu = 1 + C[u * n + u];
  const Vv = 1 + C[v * n + v];
  const uv = C[u * n + v];
  const Λ4 = Vu * Vv - uv * uv;
  /** Λ₄ times the covariance of two variables where u and v are weighted by σ′. */
  const left = (p: number, q: number, own: number) =>
    Λ4 * (own + C[p * n + q]) - C[v * n + p] * C[v * n + q] * Vu -
    C[u * n + p] * C[u * n + q] * Vv +
    uv * (C[u * n + p] * C[v * n + q] + C[u * n + q] * C[v * n + p]);
  const ratio = left(w, z, 0) / Math.sqrt(left(w, w, 1) * left(z, z, 1));
  return 4 / (Math.PI * Math.PI * Math.sqrt(Λ4)) * asin(ratio);
}

function check(
  act: string,
  { activation = "sigmoid2", learningRate, noise = 0 }: OnlineSgdOptions,
): void {
  const refuse = (got: string, want: string) => {
    throw new RangeError(`Cannot ${act}: ${got}, expected ${want}`);
  };
  const name = activationText(activation);
  if (name !== "sigmoid2") {
    refuse(
      `activation ${name}`,
      "sigmoid2, the only one whose averages over four neurons are known",
    );
  }
  if (!(learningRate >= 0 && learningRate < Infinity)) {
    refuse(`learningRate ${learningRate}`, "a number ≥ 0");
  }
  if (!(noise >= 0 && noise < Infinity)) {
    refuse(`noise ${noise}`, "a number ≥ 0");
  }
}
