import { addScaled, dot, type LinearMap } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { oneOf, type Option, type OptionTable } from "../options/mod.ts";
import { outputCurvature } from "./output_curvature.ts";

/**
 * A matrix of second derivatives: the Hessian H; the Gauss–Newton matrix
 * G = Jᵀ S J of the outputs' Jacobian and the loss's curvature in the outputs, with
 * the whole Hessian of penalties; or what the network's curvature adds, H − G.
 */
export type CurvatureMatrix = "hessian" | "gaussNewton" | "difference";

/** Which matrix, and which block of it. */
export interface MatrixChoice {
  /** "hessian" by default. */
  readonly matrix?: CurvatureMatrix;
  /** Indices of the parameters of a block on the diagonal; all by default. */
  readonly parameters?: ArrayLike<number>;
}

const indices: Option = {
  expected: "a list of indices of parameters, without repetitions",
  isType: (value) => Array.isArray(value) || ArrayBuffer.isView(value),
};

/** What a matrix is chosen by. */
export const matrixOptions: OptionTable<MatrixChoice> = {
  matrix: oneOf("hessian", "gaussNewton", "difference"),
  parameters: indices,
};

/** A symmetric matrix that is known by its products with vectors. */
export interface CurvatureMap {
  /** Rows. */
  readonly size: number;
  /** Writes the product into `out`, which is not v. */
  readonly product: LinearMap;
}

/**
 * The matrix at θ as a map; no matrix is formed, but for a Jacobian that fits in
 * memory.
 *
 * @throws {RangeError} If an index is not one of a parameter, or comes twice.
 * @throws {TypeError} If Gauss–Newton is asked for and the loss is neither a sum of
 * squares nor crossEntropy.
 */
export function curvatureMap(
  act: string,
  objective: Objective,
  θ: Float64Array,
  { matrix = "hessian", parameters }: MatrixChoice,
): CurvatureMap {
  const p = objective.parameterCount;
  const whole = wholeMap(act, objective, θ, matrix);
  if (parameters === undefined) return { size: p, product: whole };
  const at = blockOf(act, parameters, p);
  const lifted = new Float64Array(p);
  const image = new Float64Array(p);
  return {
    size: at.length,
    product(v, out) {
      lifted.fill(0);
      for (let k = 0; k < at.length; k++) lifted[at[k]] = v[k];
      whole(lifted, image);
      for (let k = 0; k < at.length; k++) out[k] = image[at[k]];
    },
  };
}

function wholeMap(
  act: string,
  objective: Objective,
  θ: Float64Array,
  matrix: CurvatureMatrix,
): LinearMap {
  const hessian: LinearMap = (v, out) =>
    void objective.hessianVectorProduct(θ, v, out);
  if (matrix === "hessian") return hessian;
  const squares = objective.unpenalized?.() ?? objective;
  const G = gaussNewtonMap(act, squares, θ);
  const other = new Float64Array(θ.length);
  if (matrix === "difference") {
    return (v, out) => {
      squares.hessianVectorProduct(θ, v, out);
      G(v, other);
      addScaled(out, -1, other, out);
    };
  }
  if (squares === objective) return G;
  return (v, out) => {
    G(v, out);
    addScaled(out, 1, objective.hessianVectorProduct(θ, v, other), out);
    addScaled(out, -1, squares.hessianVectorProduct(θ, v, other), out);
  };
}

/** v ↦ Jᵀ S J v. */
function gaussNewtonMap(
  act: string,
  objective: Objective,
  θ: Float64Array,
): LinearMap {
  const p = θ.length;
  const { jacobian, weigh } = outputCurvature(act, objective, θ);
  let image = new Float64Array(0);
  return (v, out) => {
    out.fill(0);
    jacobian.each((J, first, rows) => {
      if (image.length !== rows) image = new Float64Array(rows);
      const row = (i: number) => J.subarray(i * p, i * p + p);
      for (let i = 0; i < rows; i++) image[i] = dot(row(i), v);
      weigh(image, first);
      for (let i = 0; i < rows; i++) addScaled(out, image[i], row(i), out);
    });
  };
}

function blockOf(act: string, parameters: ArrayLike<number>, p: number) {
  const at = Array.from(parameters);
  const wrong = at.find((i) => !(Number.isInteger(i) && i >= 0 && i < p));
  if (wrong !== undefined || at.length === 0) {
    throw new RangeError(
      `Cannot ${act}: parameter ${wrong ?? "none"}, expected some of 0 … ${
        p - 1
      }`,
    );
  }
  if (new Set(at).size === at.length) return at;
  throw new RangeError(
    `Cannot ${act}: a parameter comes twice, expected each once`,
  );
}
