import { boundEigenvalues, topEigenpairs } from "../curvature/mod.ts";
import { dot, infinityNorm, minres, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { randomGenerator } from "../random/mod.ts";
import {
  type LocalCurvature,
  type LowEigenvalues,
  scalesOf,
  significance,
  signsOf,
} from "./local_curvature.ts";

/** So many smallest eigenpairs are looked for at most, each time with so many products. */
const mostPairs = 8;
const pairProducts = 120;
/** Residuals, in parts of ‖H‖, of pairs of which none below has been missed. */
const converged = 1e-9;
/** Products of a Newton step, and the part of ∇L it may leave. */
const stepLimits = { relativeTolerance: 1e-8, maxProducts: 400 };
/** Products that find ‖H‖ to a few percent from below. */
const powerSteps = 6;

/**
 * The curvature at θ from Hessian–vector products alone: Newton steps of least
 * residual, and the smallest eigenpairs that Lanczos finds. Stiff directions
 * are not told from others.
 */
export function lanczosCurvature(
  objective: Objective,
  θ: Float64Array,
): LocalCurvature {
  const p = objective.parameterCount;
  const solve = minres(p);
  const product = (v: Float64Array, out: Float64Array) =>
    void objective.hessianVectorProduct(θ, v, out);
  let size: number | undefined;
  let low: LowEigenvalues | undefined;
  const scale = norm(scalesOf(θ));

  function newtonStep(g: Float64Array, out: Float64Array): Float64Array {
    solve(product, g, out, stepLimits);
    for (let i = 0; i < p; i++) out[i] = -out[i];
    return out;
  }

  /** As many of the smallest eigenpairs as it takes to have a positive one. */
  function findLowest(pairs: number): LowEigenvalues {
    const { eigenvalues, eigenvectors } = topEigenpairs(
      objective,
      θ,
      pairs,
      {
        end: "smallest",
        maxProducts: pairProducts,
      },
    );
    const { residuals, bounds } = boundEigenvalues(
      objective,
      θ,
      eigenvalues,
      eigenvectors,
      curvature.size,
    );
    const { index, nulls, gap } = signsOf(eigenvalues, (k) => bounds[k]);
    const isIncomplete = [0, ...nulls].some((k) =>
      residuals[k] > converged * curvature.size
    );
    const isUnbounded = index + nulls.length === pairs;
    if (isUnbounded && !isIncomplete && pairs < mostPairs) {
      return findLowest(2 * pairs);
    }
    const bound = nulls.reduce((max, k) => Math.max(max, bounds[k]), 0);
    const nullVectors = nulls.map((k) => eigenvectors[k]);
    return {
      eigenvalues,
      eigenvectors,
      residuals,
      bounds,
      index,
      nullity: nulls.length,
      nullVectors,
      nullSpace: {
        directions: nullVectors.map((v) => v.map((x) => scale * x)),
        doubt: (d) => bound * norm(d) ** 2,
        isNegativeHere: false,
        leak: (g) => scale * norm(g) * infinityNorm(residuals) / gap,
      },
      isIncomplete,
    };
  }

  const curvature: LocalCurvature = {
    method: "lanczos",
    units: new Float64Array(p).fill(1),
    get size() {
      return size ??= sizeByPowers(objective, θ);
    },
    newtonStep: (g, noise, _, out) =>
      norm(g) > significance * Math.max(...noise.map(norm))
        ? newtonStep(g, out)
        : out.fill(0),
    simplifiedStep: newtonStep,
    decrement: (g) =>
      Math.sqrt(Math.abs(dot(g, newtonStep(g, new Float64Array(p))))),
    lowest: () => low ??= findLowest(1),
  };
  return curvature;
}

/** ‖H‖ by powers of H on a random vector. */
function sizeByPowers(objective: Objective, θ: Float64Array): number {
  const random = randomGenerator(0);
  const v = θ.map(() => random.normal());
  const Hv = new Float64Array(v.length);
  let size = 0;
  for (let k = 0; k < powerSteps; k++) {
    const length = norm(v);
    if (!(length > 0)) break;
    for (let i = 0; i < v.length; i++) v[i] /= length;
    objective.hessianVectorProduct(θ, v, Hv);
    size = Math.max(size, norm(Hv));
    v.set(Hv);
  }
  return size;
}
