import { explainNullSpace } from "../curvature/mod.ts";
import { infinityNorm } from "../linalg/mod.ts";
import {
  anyOf,
  checkOptions,
  flag,
  list,
  number,
  type OptionTable,
  record,
} from "../options/mod.ts";
import type { Objective } from "../objective/objective.ts";
import type { Trajectory } from "./trajectory.ts";
import { type FreeSpace, freeSpace } from "./free_space.ts";
import type { LowEigenvalues } from "./local_curvature.ts";
import { locate, type Place } from "./locate.ts";
import { measureRounding, type Rounding } from "./measure_rounding.ts";
import { type NormGrowth, normGrowth } from "./norm_growth.ts";
import { fallsFrom } from "./null_descent.ts";
import { isPerfectFit } from "./perfect_fit.ts";
import { proveVerdict } from "./proof/proven_verdict.ts";
import { verdictSentences } from "./sentences.ts";
import type { Verdict, VerdictKind } from "./verdict.ts";

/** What {@linkcode certify} is told beside the point. */
export interface CertifyOptions {
  /** The way there; without it nothing is known to escape. */
  readonly trajectory?: Trajectory;
  /** As for the flow: parameters of time scale 0 are frozen. */
  readonly timeScale?: number | ArrayLike<number>;
  /**
   * How far away a zero of ∇L is still nearby, in comparison with ‖θ‖ or 1;
   * 6e-6, about ∛ε, by default.
   */
  readonly tolerance?: number;
  /** Whether {@linkcode prove} is tried as well; false by default. */
  readonly proof?: boolean;
}

/** What {@linkcode certify} takes beside the point. */
export const certifyOptions: OptionTable<CertifyOptions> = {
  trajectory: record,
  timeScale: anyOf(number, list),
  tolerance: number,
  proof: flag,
};

/** ∛ε. */
const defaultTolerance = 6e-6;

/** A gradient that has fallen by this has become small. */
const small = Math.sqrt(Number.EPSILON);

/**
 * Says what the point θ is: a minimum, a saddle, a flat place, on its way to
 * infinity, or nothing yet; see {@linkcode Verdict}.
 *
 * No bound is an absolute number. Newton's method on ∇L = 0 looks for a zero
 * near θ, and must contract; it ends where gradients are rounding, which is
 * measured at neighboring numbers. Eigenvalues there count as positive or
 * negative beyond ‖H v − λ v‖ + p ε ‖H‖. The verdict is about that zero, whose
 * distance from θ it tells. Along directions without curvature the gradient must
 * be rounding as well, and the loss must not fall.
 *
 * What numbers cannot tell: a minimum so flat that eigenvalues are below their
 * bounds is called degenerate, and steps along random null directions can miss
 * the one along which the loss falls.
 *
 * Cost, up to 1000 parameters: some two Hessians with their eigenvectors, some
 * 20 gradients and Hessian–vector products. Above, the smallest eigenvalues are
 * those that Lanczos finds, and only where a zero of ∇L is nearby; else some
 * ten gradients.
 *
 * @throws {RangeError} If θ does not fit the objective or is not finite, nor
 * gradient and Hessian there, an option has no meaning, or all parameters are
 * frozen.
 * @throws {TypeError} If an option is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { customObjective } from "../objective/mod.ts";
 * import { assertEquals } from "@std/assert";
 * const saddle = customObjective({
 *   parameterCount: 2,
 *   loss: ([x, y]) => x * x - y * y,
 *   gradient: ([x, y]) => [2 * x, -2 * y],
 *   hessian: () => [2, 0, 0, -2],
 * });
 * const { kind, index } = certify(saddle, Float64Array.of(0, 0));
 * assertEquals([kind, index], ["saddle", 1]);
 * ```
 */
export function certify(
  objective: Objective,
  θ: Float64Array,
  options: CertifyOptions = {},
): Verdict {
  checkOptions("certify", options, certifyOptions);
  const { timeScale = 1, tolerance = defaultTolerance } = options;
  check(objective, θ, timeScale, tolerance);
  const indices = Array.from(θ, (_, i) => i);
  const free = typeof timeScale === "number"
    ? indices
    : indices.filter((i) => timeScale[i] !== 0);
  const verdict = certifyFree(objective, θ, free, options);
  if (verdict) {
    return options.proof ? proveVerdict(verdict, objective, θ, free) : verdict;
  }
  throw new RangeError(
    "Cannot certify: gradient or Hessian is non-finite, expected finite entries",
  );
}

/** What the judgement rests on. */
interface Evidence {
  readonly space: FreeSpace;
  /** ∇L at θ. */
  readonly gradient: Float64Array;
  readonly rounding: Rounding;
  readonly place: Place;
  readonly low: LowEigenvalues;
  readonly growth: NormGrowth | undefined;
  /** ‖∇L‖∞ is small in comparison with that at the start. */
  readonly hasBecomeSmall: boolean;
  /** The residuals are zero to rounding. */
  readonly perfect: boolean;
}

const unknown: LowEigenvalues = {
  eigenvalues: new Float64Array(0),
  residuals: new Float64Array(0),
  bounds: new Float64Array(0),
  index: 0,
  nullVectors: [],
  gap: Infinity,
};

/**
 * {@linkcode certify} where only the parameters of these indices may move;
 * undefined where gradient or Hessian are not finite.
 */
export function certifyFree(
  objective: Objective,
  θ: Float64Array,
  free: readonly number[],
  { trajectory, tolerance = defaultTolerance }: CertifyOptions,
): Verdict | undefined {
  const space = freeSpace(objective, θ, free);
  const { point } = space;
  const gradient = space.objective.gradient(point);
  const rounding = measureRounding(space.objective, point);
  const place = locate(space.objective, point, gradient, rounding, tolerance);
  if (place === undefined) return undefined;
  const evidence: Evidence = {
    space,
    gradient,
    rounding,
    place,
    low: place.curvature?.lowest() ?? unknown,
    growth: trajectory && normGrowth(trajectory),
    hasBecomeSmall: trajectory?.parameters[0] !== undefined &&
      infinityNorm(gradient) <= small * infinityNorm(
            space.pick(objective.gradient(trajectory.parameters[0])),
          ),
    perfect: isPerfectFit(objective, θ),
  };
  return report(judge(evidence), evidence, objective);
}

function judge(
  { space, rounding, place, low, growth, hasBecomeSmall, perfect }: Evidence,
): VerdictKind {
  const escapes = growth?.escapes ?? false;
  const isDegenerate = low.nullVectors.length + low.index > 0;
  switch (place.state) {
    case "none":
      return escapes && hasBecomeSmall
        ? "escaping to infinity"
        : "not converged";
    case "flat":
      if (escapes) return "escaping to infinity";
      return perfect && isDegenerate ? "minimum, degenerate" : "gradient-flat";
    case "zero":
      if (!isDegenerate) return "strict minimum";
      if (perfect) return "minimum, degenerate";
      if (low.index > 0) return "saddle";
      return fallsFrom(
          place.point,
          space.objective,
          place.curvature!,
          rounding.loss,
        )
        ? "saddle, degenerate"
        : "minimum, degenerate";
  }
}

function report(
  kind: VerdictKind,
  { space, gradient, rounding, place, low, growth, perfect }: Evidence,
  { network }: Objective,
): Verdict {
  const { curvature, point, path } = place;
  const { eigenvalues, residuals, nullVectors } = low;
  // where residuals vanish, negative curvature is what is left of theirs
  const absolved = kind === "minimum, degenerate" ? low.index : 0;
  const bounds = absolved === 0
    ? low.bounds
    : low.bounds.map((bound, k) => Math.max(bound, -eigenvalues[k]));
  const named = network && curvature?.method === "dense"
    ? explainNullSpace(
      network,
      space.lift(point),
      nullVectors.map(space.embed),
    )
    : { explanations: [], unexplained: nullVectors };
  const numbers = {
    gradientNorm: infinityNorm(gradient),
    gradientRounding: Math.max(...rounding.gradients.map(infinityNorm)),
    ...(curvature && { newtonDecrement: curvature.decrement(gradient) }),
    ...path,
    eigenvalues,
    residuals,
    bounds,
    index: low.index - absolved,
    nullity: nullVectors.length + absolved,
    explanations: named.explanations.map(
      ({ directions: _, ...explanation }) => explanation,
    ),
    unexplained: named.unexplained.length + absolved,
    ...(growth && { normGrowth: growth.factor }),
    method: curvature?.method ?? "lanczos",
  } as const;
  const parameterCount = point.length;
  const sentence = verdictSentences[kind]({
    ...numbers,
    parameterCount,
    perfect,
    isKink: place.isKink ?? false,
  });
  return { kind, sentence, ...numbers };
}

function check(
  { parameterCount }: Objective,
  θ: Float64Array,
  timeScale: number | ArrayLike<number>,
  tolerance: number,
): void {
  const act = "Cannot certify";
  if (θ.length !== parameterCount) {
    throw new RangeError(
      `${act} ${θ.length} parameters, expected ${parameterCount}`,
    );
  }
  const index = θ.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) {
    throw new RangeError(
      `${act} parameter ${index} = ${θ[index]}, expected a finite number`,
    );
  }
  if (!(tolerance > 0 && tolerance < 1)) {
    throw new RangeError(
      `${act} with tolerance ${tolerance}, expected a number between 0 and 1`,
    );
  }
  if (typeof timeScale === "number") return;
  if (timeScale.length !== parameterCount) {
    throw new RangeError(
      `${act} with ${timeScale.length} time scales, expected ${parameterCount}`,
    );
  }
  if (!Array.from(timeScale).some((τ) => τ !== 0)) {
    throw new RangeError(
      `${act} with all time scales 0, expected a parameter that is not frozen`,
    );
  }
}
