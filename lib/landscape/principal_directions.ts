import { addScaled, dot, norm, symmetricEigen } from "../linalg/mod.ts";
import type { Trajectory } from "../verdict/trajectory.ts";
import { checkArguments, holding, numbers, points } from "../options/mod.ts";

/**
 * The two orthonormal directions that hold most of the squared displacement of
 * a trajectory from the center: principal components about the center, not the
 * mean, so that a plane through the center shows as much of the path as it can.
 *
 * The largest component of each is positive. Where the path spans less than
 * two dimensions, coordinate axes, made orthogonal, complete the pair.
 *
 * @throws {TypeError} If an argument is of another type.
 * @throws {RangeError} If lengths differ or there are fewer than two parameters.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   principalDirections,
 *   teacherStudent,
 *   train,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const { trajectory, parameters } = train(objective, θ);
 * const [u, v] = principalDirections(trajectory, parameters);
 * assertAlmostEquals(u.reduce((sum, x, i) => sum + x * v[i], 0), 0, 1e-9);
 * ```
 */
export function principalDirections(
  trajectory: Pick<Trajectory, "parameters">,
  center: ArrayLike<number>,
): [Float64Array, Float64Array] {
  checkArguments("find principal directions", { trajectory, center }, {
    trajectory: holding("a trajectory, with parameters", {
      parameters: points,
    }),
    center: numbers,
  });
  const origin = Float64Array.from(center);
  const p = center.length;
  if (p < 2) {
    throw new RangeError(
      `Cannot span a plane in ${p} parameters, expected at least 2`,
    );
  }
  const displacements = trajectory.parameters.map((θ) => {
    if (θ.length !== p) {
      throw new RangeError(
        `Cannot find principal directions: a point has ${θ.length} parameters, expected ${p}`,
      );
    }
    return addScaled(θ, -1, origin, new Float64Array(p));
  });
  // Eigenvectors w of the Gram matrix D Dᵀ give the components Dᵀ w.
  const m = displacements.length;
  const gram = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      gram[i * m + j] = gram[j * m + i] = dot(
        displacements[i],
        displacements[j],
      );
    }
  }
  const { values, vectors } = symmetricEigen(gram, m);
  const found: Float64Array[] = [];
  for (const k of [m - 1, m - 2]) {
    // below, the component is rounding of the largest
    if (!(values[k] > 1e-20 * values[m - 1])) continue;
    const component = new Float64Array(p);
    displacements.forEach((d, i) =>
      addScaled(component, vectors[k * m + i], d, component)
    );
    found.push(component);
  }
  return orthonormalPair(found, p);
}

function orthonormalPair(
  candidates: readonly Float64Array[],
  p: number,
): [Float64Array, Float64Array] {
  const pair: Float64Array[] = [];

  function orthogonalized(vector: Float64Array): Float64Array {
    const rest = vector.slice();
    for (let pass = 0; pass < 2; pass++) { // twice is enough
      for (const u of pair) addScaled(rest, -dot(u, rest), u, rest);
    }
    return rest;
  }

  for (const candidate of candidates) {
    const rest = orthogonalized(candidate);
    if (norm(rest) > 1e-8 * norm(candidate)) pair.push(normalized(rest));
  }
  while (pair.length < 2) {
    // the axis that is farthest from what there is
    let best = new Float64Array(p);
    for (let i = 0; i < p; i++) {
      const axis = new Float64Array(p);
      axis[i] = 1;
      const rest = orthogonalized(axis) as Float64Array<ArrayBuffer>;
      if (norm(rest) > norm(best) + 1e-12) best = rest;
    }
    pair.push(normalized(best));
  }
  return [pair[0], pair[1]];
}

/** Of length one, its largest component positive. */
function normalized(vector: Float64Array): Float64Array {
  const largest = vector.reduce(
    (best, x) => Math.abs(x) > Math.abs(best) ? x : best,
    0,
  );
  const scale = Math.sign(largest) / norm(vector);
  return vector.map((x) => x * scale);
}
