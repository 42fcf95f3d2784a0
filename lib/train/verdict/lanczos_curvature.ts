import { boundEigenvalues, topEigenpairs } from "../../curvature/mod.ts";
import { dot, minres, norm } from "../../linalg/mod.ts";
import type { Objective } from "../../objective/objective.ts";
import { randomGenerator } from "../../random/mod.ts";
import {
  type LocalCurvature,
  type LowEigenvalues,
  significance,
} from "./local_curvature.ts";

/** Smallest eigenpairs that are looked for, with so many products at most. */
const pairs = 6;
const pairProducts = 400;
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

  function newtonStep(g: Float64Array, out: Float64Array): Float64Array {
    solve(product, g, out, stepLimits);
    for (let i = 0; i < p; i++) out[i] = -out[i];
    return out;
  }

  function findLowest(): LowEigenvalues {
    const { eigenvalues, eigenvectors } = topEigenpairs(
      objective,
      θ,
      Math.min(pairs, p),
      { end: "smallest", maxProducts: pairProducts },
    );
    const { residuals, bounds } = boundEigenvalues(
      objective,
      θ,
      eigenvalues,
      eigenvectors,
      curvature.size,
    );
    const isNull = (k: number) => Math.abs(eigenvalues[k]) <= bounds[k];
    return {
      eigenvalues,
      residuals,
      bounds,
      index: eigenvalues.filter((λ, k) => λ < -bounds[k]).length,
      nullVectors: eigenvectors.filter((_, k) => isNull(k)),
      gap: eigenvalues.reduce(
        (min, λ, k) => isNull(k) ? min : Math.min(min, Math.abs(λ)),
        Infinity,
      ),
    };
  }

  const curvature: LocalCurvature = {
    method: "lanczos",
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
    lowest: () => low ??= findLowest(),
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
