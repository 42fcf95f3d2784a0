import { explainNullSpace } from "../curvature/mod.ts";
import { infinityNorm, norm } from "../linalg/mod.ts";
import {
  anyOf,
  aTrajectory,
  checkOptions,
  checkPoint,
  flag,
  list,
  number,
  type OptionTable,
} from "../options/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { residualAdvice } from "../status.ts";
import type { Trajectory } from "./trajectory.ts";
import { type FreeSpace, freeSpace } from "./free_space.ts";
import { denseCurvature } from "./dense_curvature.ts";
import {
  type LowEigenvalues,
  scalesOf,
  significance,
} from "./local_curvature.ts";
import { denseUpTo, locate, type Place } from "./locate.ts";
import { measureRounding, type Rounding } from "./measure_rounding.ts";
import { metered, OutOfBudget } from "./metered.ts";
import { type NormGrowth, normGrowth } from "./norm_growth.ts";
import { descentFrom } from "./null_descent.ts";
import { mergedNeurons } from "./merged_neurons.ts";
import { fits } from "./nearest_zero.ts";
import { perfectFit } from "./perfect_fit.ts";
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
   * How far away a zero of ∇L is still nearby, each parameter in comparison with
   * itself or 1; 6e-6, about ∛ε, by default. Up to the root of this it is nearby
   * if the loss is lower there by no more than this part.
   */
  readonly tolerance?: number;
  /** Whether {@linkcode prove} is tried as well; false by default. */
  readonly proof?: boolean;
}

/** What {@linkcode certify} takes beside the point. */
export const certifyOptions: OptionTable<CertifyOptions> = {
  trajectory: aTrajectory,
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
 * measured at neighboring numbers. The verdict is about that zero, whose distance
 * from θ it tells. Signs of eigenvalues there count beyond rounding, in units in
 * which the Hessian has rows of size 1, and beyond what they change by as far away
 * as the zero may yet be. Along directions without curvature the gradient must be
 * rounding as well, and the loss must not fall.
 *
 * All of that is to the accuracy of the numbers, as sentences say: steps along
 * null directions, however chosen, can miss the one along which the loss falls.
 *
 * Cost, up to 1000 parameters: some two Hessians, three eigendecompositions, some
 * 50 gradients and Hessian–vector products; some hundred losses and gradients more
 * for each direction without curvature. Above, the smallest eigenvalues are
 * those that Lanczos finds, and only where a zero of ∇L is nearby; else some
 * ten gradients. After about 10¹⁰ products of numbers, or twelve Hessians (above,
 * thirty Hessian–vector products) where these are more, it stops, is "undecided"
 * and says so.
 *
 * @throws {RangeError} If θ does not fit the objective or is not finite, nor
 * gradient and Hessian there, an option has no meaning, or all parameters are
 * frozen.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { certify, customObjective } from "@thalweg/thalweg";
 *
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
  θ: ArrayLike<number>,
  options: CertifyOptions = {},
): Verdict {
  checkOptions("certify", options, certifyOptions);
  const { timeScale = 1, tolerance = defaultTolerance } = options;
  const point = checkPoint("certify", objective, θ);
  check(objective, point, timeScale, tolerance);
  const indices = Array.from(point, (_, i) => i);
  const free = typeof timeScale === "number"
    ? indices
    : indices.filter((i) => timeScale[i] !== 0);
  const verdict = certifyFree(objective, point, free, options);
  if (verdict) {
    return options.proof
      ? proveVerdict(verdict, objective, point, free)
      : verdict;
  }
  throw new RangeError(
    "Cannot certify: gradient or Hessian has entries that are not finite, expected smaller parameters or data, or another point",
  );
}

/** What the judgement rests on. */
interface Evidence {
  readonly space: FreeSpace;
  /** ∇L at θ. */
  readonly gradient: Float64Array;
  readonly rounding: Rounding;
  readonly place: Place;
  readonly growth: NormGrowth | undefined;
  /** ‖∇L‖∞ is small in comparison with that at the start. */
  readonly hasBecomeSmall: boolean;
  /** The residuals are zero to rounding at `place`. */
  readonly perfect: boolean;
  /** The verdict has taken as many products as it may. */
  readonly isStopped: boolean;
}

const unknown: LowEigenvalues = {
  eigenvalues: new Float64Array(0),
  eigenvectors: [],
  residuals: new Float64Array(0),
  bounds: new Float64Array(0),
  index: 0,
  nullity: 0,
  nullVectors: [],
  nullSpace: {
    directions: [],
    doubt: () => 0,
    isNegativeHere: false,
    leak: () => 0,
  },
  isIncomplete: true,
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
  const plain = freeSpace(objective, θ, free);
  const { point } = plain;
  const gradient = plain.objective.gradient(point);
  const rounding = measureRounding(plain.objective, point);
  const space = {
    ...plain,
    objective: metered(
      plain.objective,
      objective.data?.samples ?? 1,
      point.length <= denseUpTo,
    ),
  };
  let evidence: Evidence = {
    space,
    gradient,
    rounding,
    place: { state: "none", point },
    growth: trajectory && normGrowth(trajectory),
    hasBecomeSmall: trajectory?.parameters[0] !== undefined &&
      infinityNorm(gradient) <= small * infinityNorm(
            space.pick(objective.gradient(trajectory.parameters[0])),
          ),
    perfect: false,
    isStopped: false,
  };
  try {
    const found = locate(space.objective, point, gradient, rounding, tolerance);
    if (found === undefined) return undefined;
    evidence = { ...evidence, place: found };
    const fit = fitBeside(objective, θ, free, space, found, tolerance);
    if (fit) evidence = { ...evidence, place: fit, perfect: true };
    return report(judge(evidence), evidence, objective);
  } catch (error) {
    if (!(error instanceof OutOfBudget)) throw error;
    return report("undecided", { ...evidence, isStopped: true }, objective);
  }
}

/** The perfect fit nearby, unless Newton's method found a strict minimum. */
function fitBeside(
  objective: Objective,
  θ: Float64Array,
  free: readonly number[],
  space: FreeSpace,
  found: Place,
  tolerance: number,
): Place | undefined {
  const { state, low, curvature } = found;
  if (curvature?.method !== "dense") return undefined;
  if (state === "zero" && low && low.index + low.nullity === 0) {
    return undefined;
  }
  const { point } = space;
  // residuals are small already, and linear in the distance
  const within = scalesOf(point).map((x) => Math.sqrt(tolerance) * x);
  const fit = perfectFit(objective, θ, free, within) ??
    fitOfMerged(objective, θ, free, within) ??
    // smaller where Newton's method has been
    (state === "zero"
      ? perfectFit(objective, space.lift(found.point), free, within)
      : undefined);
  if (fit === undefined) return undefined;
  const parameters = space.pick(fit);
  if (!fits(parameters.map((x, i) => x - point[i]), within)) return undefined;
  const there = denseCurvature(space.objective, parameters);
  if (there === undefined) return undefined;
  const distance = norm(parameters.map((x, i) => x - point[i]));
  return {
    state: "zero",
    point: parameters,
    curvature: there,
    low: there.lowest(),
    path: { distance, contraction: 0 },
  };
}

/** The perfect fit beside where nearly equal neurons are equal. */
function fitOfMerged(
  objective: Objective,
  θ: Float64Array,
  free: readonly number[],
  within: Float64Array,
): Float64Array | undefined {
  const { network } = objective;
  const merged = network && mergedNeurons(network, θ, free);
  return merged && perfectFit(objective, merged, free, within);
}

function judge(
  { space, rounding, place, growth, hasBecomeSmall, perfect }: Evidence,
): VerdictKind {
  const escapes = growth?.escapes ?? false;
  const { state, point, curvature, low = unknown } = place;
  if (state === "none") {
    return escapes && hasBecomeSmall && !place.isAhead && !place.kink &&
        !place.unsettled
      ? "escaping to infinity"
      : "not converged";
  }
  if (state === "flat") {
    return escapes ? "escaping to infinity" : "gradient-flat";
  }
  const { index, nullity, nullSpace, isIncomplete } = low;
  const isDegenerate = index + nullity > 0;
  if (perfect) return isDegenerate ? "minimum, degenerate" : "strict minimum";
  if (index > 0) return "saddle";
  if (isIncomplete) return "undecided";
  if (!isDegenerate) return "strict minimum";
  const descent = descentFrom(
    point,
    space.objective,
    curvature!,
    nullSpace,
    Math.max(rounding.loss, ...rounding.gradients.map(lostAcross)),
  );
  if (escapes) return "escaping to infinity";
  return ({
    falls: "saddle, degenerate",
    holds: "minimum, degenerate",
    unclear: "undecided",
  } as const)[descent];

  /** By how much the loss is higher where a valley's floor is not known better. */
  function lostAcross(noise: Float64Array): number {
    return significance * curvature!.decrement(noise) ** 2 / 2;
  }
}

function report(
  kind: VerdictKind,
  { space, gradient, rounding, place, growth, perfect, isStopped }: Evidence,
  objective: Objective,
): Verdict {
  const { network } = objective;
  const { curvature, point, path, low = unknown } = place;
  const { eigenvalues, residuals, nullVectors } = low;
  // signs that are not certain have no direction among those without curvature
  const uncertain = low.nullity - nullVectors.length;
  // where residuals vanish, negative curvature is what is left of theirs
  const absolved = perfect ? low.index : 0;
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
    ...(curvature && !isStopped &&
      { newtonDecrement: curvature.decrement(gradient) }),
    ...path,
    eigenvalues,
    residuals,
    bounds,
    index: low.index - absolved,
    nullity: low.nullity + absolved,
    explanations: named.explanations.map(
      ({ directions: _, ...explanation }) => explanation,
    ),
    unexplained: named.unexplained.length + uncertain + absolved,
    ...(growth && { normGrowth: growth.factor }),
    method: point.length <= denseUpTo ? "dense" : "lanczos",
  } as const;
  const advice = isUnderWay(kind) && residualAdvice(objective);
  const sentence = verdictSentences[kind]({
    ...numbers,
    parameterCount: point.length,
    perfect,
    ...(place.jump && { jump: place.jump }),
    ...(place.kink && { kink: place.kink }),
    ...(place.unsettled && { unsettled: place.unsettled }),
    isAhead: place.isAhead ?? false,
    isIncomplete: low.isIncomplete,
    isStopped,
    isFound: place.state === "zero",
  });
  return {
    kind,
    sentence: advice ? `${sentence} ${advice}` : sentence,
    ...numbers,
  };
}

/** Whether no minimum has been reached, nor anything else where ∇L is zero. */
function isUnderWay(kind: VerdictKind): boolean {
  return kind === "gradient-flat" || kind === "escaping to infinity" ||
    kind === "not converged";
}

function check(
  { parameterCount }: Objective,
  θ: Float64Array,
  timeScale: number | ArrayLike<number>,
  tolerance: number,
): void {
  const act = "Cannot certify";
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
