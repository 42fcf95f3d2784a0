import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";

/** An objective on the points through which a subspace passes at right angles. */
export interface Complement {
  /** The loss as a function of z (p − k): at origin + Q z, Q orthonormal. */
  readonly objective: Objective;
  /** Moves to another point of the subspace. */
  moveTo(origin: Float64Array): void;
  /** θ at z. */
  lift(z: Float64Array, out: Float64Array): Float64Array;
}

/**
 * The orthogonal complement of a subspace, in coordinates: Householder
 * reflections carry the first k axes to the subspace, and so the others, whose
 * coordinates z are, to its complement.
 *
 * @param basis k orthonormal vectors.
 */
export function complementOf(
  objective: Objective,
  basis: readonly Float64Array[],
): Complement {
  const p = objective.parameterCount;
  const k = basis.length;
  const n = p - k;
  const mirrors = mirrorsOf(basis);
  let origin = new Float64Array(p);
  const θ = new Float64Array(p);
  const g = new Float64Array(p);
  const w = new Float64Array(p);
  let H: Float64Array | undefined;

  /** Applies the reflections, the last one first: v ↦ Q v. */
  function turn(v: Float64Array): Float64Array {
    for (let i = k - 1; i >= 0; i--) reflect(mirrors[i], v);
    return v;
  }

  /** v ↦ Qᵀ v, of which the entries from k on are kept. */
  function turnBack(v: Float64Array, out: Float64Array): Float64Array {
    for (let i = 0; i < k; i++) reflect(mirrors[i], v);
    out.set(v.subarray(k));
    return out;
  }

  function lift(z: Float64Array, out: Float64Array): Float64Array {
    out.fill(0, 0, k);
    out.set(z, k);
    turn(out);
    return addScaled(out, 1, origin, out);
  }

  const reduced: Objective = {
    parameterCount: n,
    loss: (z) => objective.loss(lift(z, θ)),
    gradient(z, out = new Float64Array(n)) {
      return turnBack(objective.gradient(lift(z, θ), g), out);
    },
    lossAndGradient(z, out) {
      const loss = objective.lossAndGradient(lift(z, θ), g);
      turnBack(g, out);
      return loss;
    },
    hessian(z, out = new Float64Array(n * n)) {
      H = objective.hessian(lift(z, θ), H);
      for (let i = 0; i < p; i++) { // H Q, as rows of H are turned back
        const row = H.subarray(i * p, i * p + p);
        for (const mirror of mirrors) reflect(mirror, row);
      }
      for (let j = k; j < p; j++) {
        for (let i = 0; i < p; i++) w[i] = H[i * p + j];
        for (const mirror of mirrors) reflect(mirror, w);
        for (let i = k; i < p; i++) out[(i - k) * n + j - k] = w[i];
      }
      return out;
    },
    hessianVectorProduct(z, v, out = new Float64Array(n)) {
      w.fill(0, 0, k);
      w.set(v, k);
      turn(w);
      return turnBack(objective.hessianVectorProduct(lift(z, θ), w, g), out);
    },
  };
  return {
    objective: reduced,
    moveTo(point) {
      origin = point.slice();
    },
    lift,
  };
}

/** Unit vectors of reflections whose product carries axis i to basis[i]. */
function mirrorsOf(basis: readonly Float64Array[]): Float64Array[] {
  const mirrors: Float64Array[] = [];
  basis.forEach((vector, i) => {
    const v = vector.slice();
    for (const mirror of mirrors) reflect(mirror, v);
    // away from the axis, so that nothing cancels; the sign is that of −v
    v[i] += v[i] < 0 ? -1 : 1;
    const length = norm(v);
    mirrors.push(v.map((x) => x / length));
  });
  return mirrors;
}

function reflect(mirror: Float64Array, v: Float64Array): void {
  addScaled(v, -2 * dot(mirror, v), mirror, v);
}
