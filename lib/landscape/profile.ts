import { addScaled, dot, norm } from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { minimize } from "../optimize/mod.ts";
import {
  checkOptions,
  countFrom,
  numberFrom,
  type OptionTable,
  sizeFrom,
} from "../options/mod.ts";
import { checkDirections, checkVector } from "./check.ts";
import { complementOf } from "./complement.ts";
import {
  gridOf,
  type Plane,
  type PlaneOptions,
  planeOptions,
} from "./plane.ts";
import { toEnd } from "../steps.ts";

/** The part of a profile that is computed, and how well. */
export interface ProfileOptions extends PlaneOptions {
  /** At each point minimized to ‖∇L‖∞ ≤ this across; 1e-8 by default. */
  readonly gradientNorm?: number;
  /** Steps of each minimization at most, 100 by default. */
  readonly maxIterations?: number;
  /** Sweeps over the grid at most, forward and backward in turns; 4 by default. */
  readonly sweeps?: number;
}

/** What {@linkcode profile} takes. */
export const profileOptions: OptionTable<ProfileOptions> = {
  ...planeOptions,
  gradientNorm: numberFrom(0),
  maxIterations: countFrom(1),
  sweeps: sizeFrom(1),
};

/** The least loss found over all points that project on a point of a plane. */
export interface Profile extends Plane {
  /** An orthonormal basis of the plane (p each): coordinates are distances. */
  readonly directions: readonly [Float64Array, Float64Array];
  /** The loss of the plane itself at the same points; nowhere below `losses`. */
  readonly planeLosses: Float64Array;
  /** θ at each point of the profile, p numbers each, in the order of `losses`. */
  readonly parameters: Float64Array;
  /** 1 where ‖∇L‖∞ across is within its bound, else 0. */
  readonly converged: Uint8Array;
  /** Sweeps made. */
  readonly sweeps: number;
}

/** A profile under way. */
export interface ProfileStep {
  /** What has been found so far; where nothing has, the plane. */
  readonly profile: Profile;
  /** Share of the first sweep, and then of the others, 0 … 1. */
  readonly done: number;
}

/**
 * The profile; see {@linkcode profileSteps}.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   direction,
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   profile,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const u = direction(objective, θ, { kind: "coordinate", index: 0 });
 * const v = direction(objective, θ, { kind: "coordinate", index: 1 });
 * const { losses } = profile(objective, [u, v], θ, {
 *   resolution: 3,
 *   maxIterations: 5,
 * });
 * assertEquals(losses.length, 9); // the lowest that the others let it be
 * ```
 */
export function profile(
  objective: Objective,
  directions: readonly [ArrayLike<number>, ArrayLike<number>],
  point: ArrayLike<number>,
  options: ProfileOptions = {},
): Profile {
  return toEnd(profileSteps(objective, directions, point, options));
}

/** A start is better only if it is by this part: else it is the same. */
const better = 1e-9;

/**
 * A profile plane: at each point of the plane through `point` the loss is
 * minimized over the orthogonal complement, as in profile likelihoods. Barriers
 * of a plane that one can walk around are gone; what is left is in the way of
 * every path that crosses there, as far as local minimization tells.
 *
 * A grid point starts from itself and from its neighbors' minima, whichever is
 * lowest; sweeps go forward and backward until nothing changes, and never replace
 * a better value. Yields after each point.
 *
 * Cost: a minimization in p − 2 parameters per point, 21 × 21 by default.
 *
 * @param directions What spans the plane; made orthonormal, so that coordinates
 * are those of θ − point in that basis.
 * @throws {RangeError} If lengths do not fit, a number is not finite, a direction
 * is zero, both are parallel, there are no more than two parameters, or an option
 * has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 */
export function* profileSteps(
  objective: Objective,
  directions: readonly [ArrayLike<number>, ArrayLike<number>],
  point: ArrayLike<number>,
  options: ProfileOptions = {},
): Generator<ProfileStep, Profile> {
  const act = "compute a profile";
  const center = checkVector(act, objective, "point", point);
  const [u, v] = orthonormal(act, checkDirections(act, objective, directions));
  checkOptions(act, options, profileOptions);
  const { gradientNorm = 1e-8, maxIterations = 100, sweeps = 4 } = options;
  const p = center.length;
  if (p < 3) {
    throw new RangeError(
      `Cannot ${act}: ${p} parameters, expected at least one beside the plane`,
    );
  }
  const { xs, ys } = gridOf(act, { resolution: 21, ...options });
  const n = xs.length;
  const count = n * ys.length;
  const complement = complementOf(objective, [u, v]);
  const Z: Float64Array[] = Array.from(
    { length: count },
    () => new Float64Array(p - 2),
  );
  const losses = new Float64Array(count);
  const converged = new Uint8Array(count);
  const θ = new Float64Array(p);
  const moveTo = (k: number) => {
    const [x, y] = [xs[k % n], ys[Math.floor(k / n)]];
    for (let m = 0; m < p; m++) θ[m] = center[m] + x * u[m] + y * v[m];
    complement.moveTo(θ);
  };
  for (let k = 0; k < count; k++) {
    moveTo(k);
    losses[k] = objective.loss(θ);
  }
  const planeLosses = losses.slice();
  let made = 0;

  /** Looks for less at a point, from there and from neighbors; whether it did. */
  function improve(k: number, neighbors: readonly number[]): boolean {
    moveTo(k);
    const first = made === 0;
    let start = Z[k];
    let least = losses[k];
    for (const other of neighbors) {
      const loss = complement.objective.loss(Z[other]);
      if (!(loss < least - better * Math.abs(least))) continue;
      least = loss;
      start = Z[other];
    }
    if (!first && start === Z[k]) return false;
    const found = minimize(complement.objective, start, {
      gradientNorm,
      maxIterations,
      maxSeconds: Infinity,
    });
    if (!(found.loss <= losses[k])) return false;
    Z[k] = found.parameters;
    losses[k] = found.loss;
    converged[k] = found.gradientNorm <= gradientNorm ? 1 : 0;
    return true;
  }

  function now(): Profile {
    const parameters = new Float64Array(count * p);
    for (let k = 0; k < count; k++) {
      moveTo(k);
      complement.lift(Z[k], parameters.subarray(k * p, k * p + p));
    }
    return {
      xs,
      ys,
      losses: losses.slice(),
      planeLosses,
      parameters,
      converged: converged.slice(),
      sweeps: made,
      directions: [u, v],
      center,
    };
  }

  let changed = true;
  while (changed && made < sweeps) {
    changed = false;
    const backward = made % 2 === 1;
    for (let step = 0; step < count; step++) {
      const k = backward ? count - 1 - step : step;
      if (improve(k, neighborsOf(k, n, count))) changed = true;
      yield {
        get profile() {
          return now();
        },
        done: made === 0
          ? 0.8 * (step + 1) / count
          : 0.8 + 0.2 * (made - 1 + (step + 1) / count) / (sweeps - 1),
      };
    }
    made++;
  }
  return now();
}

function neighborsOf(k: number, n: number, count: number): number[] {
  return [
    ...(k % n > 0 ? [k - 1] : []),
    ...(k % n < n - 1 ? [k + 1] : []),
    ...(k >= n ? [k - n] : []),
    ...(k + n < count ? [k + n] : []),
  ];
}

function orthonormal(
  act: string,
  [u, v]: readonly [Float64Array, Float64Array],
): [Float64Array, Float64Array] {
  const length = norm(u);
  const first = u.map((x) => x / length);
  const rest = v.slice();
  for (let pass = 0; pass < 2; pass++) { // twice is enough
    addScaled(rest, -dot(first, rest), first, rest);
  }
  const left = norm(rest);
  if (!(left > 1e-7 * norm(v))) {
    throw new RangeError(
      `Cannot ${act}: parallel directions, expected two that span a plane`,
    );
  }
  return [first, rest.map((x) => x / left)];
}
