import {
  addScaled,
  dot,
  infinityNorm,
  matrixVector,
  norm,
  symmetricEigen,
  transposedMatrixVector,
} from "../linalg/mod.ts";
import type { Objective } from "../objective/objective.ts";
import { randomGenerator } from "../random/mod.ts";
import { eigenvalueDrift } from "./eigenvalue_drift.ts";
import { equilibrate } from "./equilibrate.ts";
import {
  flatness,
  type LocalCurvature,
  type Residue,
  scalesOf,
  significance,
  signsOf,
} from "./local_curvature.ts";
import { isAsGood, onwardPoints, remaining } from "./onward.ts";
import { clearOf, plainSpectrum } from "./plain_spectrum.ts";
import { withSigns } from "./with_signs.ts";

/** A valley is so much stiffer across than along. */
const muchStiffer = 1e3;
/** Newton steps across that bring a point back to its floor. */
const corrections = 2;
/** Eigenvalues of which noise and drift are measured at most. */
const mostMeasured = 100;
/** Bounds so many times as large as what they bound are as good as any. */
const mostDoubt = 1e100;
/** Measured differences are some samples of what may be. */
const caution = 2;
/**
 * And so many times they are measured where a sign is so near its bounds that one
 * sample could have let rounding pass: eigenvalues that are rounding, of either sign
 * alike, stay beyond twice the largest of k differences in one case of 2ᵏ at most.
 */
const samples = 8;

/** The curvature from the whole Hessian. */
export interface DenseCurvature extends LocalCurvature {
  /**
   * What is not known of the Hessian: its differences to that at a neighbor, and to
   * those by differences over other steps.
   */
  readonly unsure: readonly Float64Array[];
}

/**
 * The curvature at θ from the whole Hessian and its eigendecomposition, in units
 * in which all parameters are alike; undefined where the Hessian is not finite.
 *
 * @param known What is not known of the Hessian, where that is known.
 * @param most What part of a row may be rounding, in units of its own.
 */
export function denseCurvature(
  objective: Objective,
  θ: Float64Array,
  known?: readonly Float64Array[],
  most?: number,
): DenseCurvature | undefined {
  const p = objective.parameterCount;
  const H = objective.hessian(θ);
  if (!H.every(Number.isFinite)) return undefined;
  const random = randomGenerator(0);
  const sign = () => random.uniform() < 0.5 ? -1 : 1;

  /** What the Hessian elsewhere differs by. */
  function differenceAt(point: Float64Array): Float64Array {
    const there = objective.hessian(point);
    return there.map((h, k) => h - H[k]);
  }

  /** What Hessians by differences over other steps differ by. */
  function stepDifferences(): Float64Array[] {
    const others = objective.differences?.others ?? [];
    return others.map((other) => other.hessian(θ).map((h, k) => h - H[k]));
  }

  const unsure = known ?? [
    differenceAt(θ.map((x) => x * (1 + sign() * Number.EPSILON))),
    ...stepDifferences(),
  ];
  const [E] = unsure;
  const units = equilibrate(H, scalesOf(θ), E, most);
  // equal eigenvalues would mix what has little to do with each other; by powers
  // no sum of some, as blocks of rank one have, is another
  units.forEach((unit, i) => units[i] = unit * 2 ** (i / p));
  // where all of a row is 0 nothing was rounded
  const isVoid = θ.map((_, i) =>
    H.subarray(i * p, (i + 1) * p).every((h) => h === 0) ? 1 : 0
  );
  const scaled = H.map((h, k) => h * units[Math.floor(k / p)] * units[k % p]);
  const { status, values, vectors } = symmetricEigen(scaled, p);
  if (status !== "completed") return undefined;
  const size = Math.max(Math.abs(values[0]), Math.abs(values[p - 1]));
  const rounding = p * Number.EPSILON * size;
  const stiff = flatness * size;
  const vectorOf = (k: number) => vectors.subarray(k * p, (k + 1) * p);
  const directionOf = (k: number) => vectorOf(k).map((v, i) => v * units[i]);
  const low = Math.min(mostMeasured, clearOf(values, rounding));

  /** What becomes of low eigenvalues, and of the others at worst, in H + E. */
  function boundsIn(E: Float64Array): Float64Array {
    // which of them vanishes, not only how many
    const { followed: drift } = eigenvalueDrift(values, vectors, low, (v) => {
      const d = v.map((x, i) => x * units[i]);
      const Ed = matrixVector(E, d, new Float64Array(p));
      return Ed.map((x, i) => x * units[i]);
    }, rounding);
    const most = infinityNorm(drift);
    return values.map((λ, k) => {
      const isClear = k >= low && Math.abs(λ) > rounding;
      return rounding + caution * (isClear ? 0 : drift[k] ?? most);
    });
  }

  let bounds = unsure.map(boundsIn).reduce(larger);
  const rotated = new Float64Array(p);
  const inner = new Float64Array(p);
  const noiseAlong = new Float64Array(p);
  const counts = new Uint8Array(p);

  function rotate(g: Float64Array): Float64Array {
    for (let i = 0; i < p; i++) inner[i] = units[i] * g[i];
    return matrixVector(vectors, inner, rotated);
  }

  function back(out: Float64Array): Float64Array {
    transposedMatrixVector(vectors, rotated, out);
    for (let i = 0; i < p; i++) out[i] *= units[i];
    return out;
  }

  /** The Newton step in the directions that count and where g is no noise. */
  function step(g: Float64Array, out: Float64Array): Float64Array {
    rotate(g);
    for (let k = 0; k < p; k++) {
      const isNoise = Math.abs(rotated[k]) <= significance * noiseAlong[k];
      if (isNoise) counts[k] = 0;
      rotated[k] = counts[k] ? -rotated[k] / values[k] : 0;
    }
    return back(out);
  }

  function measureNoise(noise: readonly Float64Array[]): void {
    for (let k = 0; k < p; k++) {
      const v = vectorOf(k);
      // ε is what is known of each parameter
      const known = norm(v.map((x, i) => x * θ[i] / units[i]));
      noiseAlong[k] = Number.EPSILON * known * Math.abs(values[k]);
    }
    for (const d of noise) {
      rotate(d);
      for (let k = 0; k < p; k++) {
        noiseAlong[k] = Math.max(noiseAlong[k], Math.abs(rotated[k]));
      }
    }
  }

  /** Newton's step for a gradient, in all directions that are told from zero. */
  function fullStep(g: Float64Array): Float64Array {
    rotate(g);
    for (let k = 0; k < p; k++) {
      rotated[k] = Math.abs(values[k]) > bounds[k]
        ? -rotated[k] / values[k]
        : 0;
    }
    return back(new Float64Array(p));
  }

  /** Points that may as well be the zero: some steps away, and by rounding. */
  function doubtful({ gradient, noise }: Residue): Float64Array[] {
    const rounded = θ.map((x) => x * (1 + sign() * Number.EPSILON));
    for (const d of noise) addScaled(rounded, sign(), fullStep(d), rounded);
    const step = fullStep(gradient);
    return remaining.map((count) =>
      toFloor(addScaled(rounded, count, step, new Float64Array(p)))
    );
  }

  /**
   * What the Hessian may differ by at the zero. Eigenvalues that this leaves
   * unknown have no Newton step: others are judged without theirs, unless it leads
   * to where ∇L is as small.
   */
  function doubts(residue: Residue): Float64Array[] {
    // where all directions are stiff their own steps say the same
    const onward = values.some((λ) => Math.abs(λ) <= stiff)
      ? onwardPoints(objective, θ, H, residue)
      : [];
    const all = onward.map(differenceAt);
    for (const bound of all.map(boundsIn)) bounds = larger(bounds, bound);
    all.push(...sampled(residue));
    for (let k = 1; k < samples && isClose(); k++) {
      all.push(...sampled(residue));
    }
    return all;
  }

  /** Whether a sign is known, but not by far. */
  function isClose(): boolean {
    return values.some((λ, k) =>
      Math.abs(λ) > bounds[k] && Math.abs(λ) <= significance * bounds[k]
    );
  }

  /** {@linkcode doubts} by one sample of rounding. */
  function sampled(residue: Residue): Float64Array[] {
    const all: Float64Array[] = [];
    for (;;) {
      const points = doubtful(residue);
      const differences = points.map(differenceAt);
      all.push(...differences);
      const wider = differences.map(boundsIn).reduce(larger, bounds);
      const ratios = wider.map((bound, k) => {
        const λ = Math.abs(values[k]);
        return λ > bounds[k] && !(λ > bound)
          ? Math.min(bound / λ, mostDoubt)
          : 0;
      });
      const worst = infinityNorm(ratios);
      if (
        worst === 0 || points.every((x) => isAsGood(objective, x, residue))
      ) {
        bounds = wider;
        return all;
      }
      // the least known of them first
      bounds = bounds.map((bound, k) =>
        ratios[k] > worst / significance ? wider[k] : bound
      );
    }
  }

  /** Back to the floor of a valley along which a point has drifted. */
  function toFloor(point: Float64Array): Float64Array {
    const stiffer = stifferThan(point.map((x, i) => x - θ[i]));
    for (let count = 0; count < corrections; count++) {
      rotate(objective.gradient(point));
      for (let k = 0; k < p; k++) {
        rotated[k] = stiffer[k] ? -rotated[k] / values[k] : 0;
      }
      addScaled(point, 1, back(inner.slice()), point);
    }
    return point;
  }

  /** The directions across the valley along which a drift is largest. */
  function stifferThan(drift: Float64Array): boolean[] {
    let along = 0;
    matrixVector(vectors, drift.map((x, i) => x / units[i]), rotated);
    rotated.forEach((x, k) => {
      if (Math.abs(x) > Math.abs(rotated[along])) along = k;
    });
    const least = muchStiffer * Math.abs(values[along]);
    return Array.from(values, (λ) => Math.abs(λ) > least);
  }

  /** |dᵀH d| at most, for a combination of null directions. */
  function doubtAlong(d: Float64Array, nulls: readonly number[]): number {
    const inUnits = d.map((x, i) => x / units[i]);
    const root = nulls.reduce((sum, k) => {
      const along = Math.abs(dot(vectorOf(k), inUnits));
      return along > 0 ? sum + along * Math.sqrt(bounds[k] - rounding) : sum;
    }, 0);
    const rest = norm(inUnits.map((x, i) => isVoid[i] ? 0 : x));
    return root ** 2 + rounding * rest ** 2;
  }

  return {
    method: "dense",
    unsure,
    size: rowNorm(H, p),
    units,
    newtonStep(g, noise, along, out) {
      for (let k = 0; k < p; k++) {
        const λ = Math.abs(values[k]);
        const isSeen = λ > bounds[k] && (along === "resolved" || λ > stiff);
        counts[k] = isSeen ? 1 : 0;
      }
      measureNoise(noise);
      return step(g, out);
    },
    simplifiedStep: step,
    decrement(g) {
      rotate(g);
      let sum = 0;
      for (let k = 0; k < p; k++) {
        const λ = Math.abs(values[k]);
        if (λ > bounds[k]) sum += rotated[k] * rotated[k] / λ;
      }
      return Math.sqrt(sum);
    },
    lowest(residue) {
      const here = bounds;
      const differences = known ? stepDifferences() : unsure.slice(1);
      bounds = differences.map(boundsIn).reduce(larger, bounds);
      differences.push(...(residue ? doubts(residue) : [E]));
      const { index, nulls, gap } = signsOf(values, (k) => bounds[k]);
      const leak = Math.max(...bounds) / gap;
      return withSigns(plainSpectrum(objective, θ, H, differences), index, {
        directions: nulls.map(directionOf),
        doubt: (d) => doubtAlong(d, nulls),
        isNegativeHere: nulls.some((k) => values[k] < -here[k]),
        leak: (g) => leak * norm(g.map((x, i) => x * units[i])),
      });
    },
  };
}

/** The larger of two numbers, entry by entry. */
function larger(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((x, k) => Math.max(x, b[k]));
}

/** The largest sum of a row: ‖H‖, or a bit more. */
function rowNorm(H: Float64Array, p: number): number {
  let most = 0;
  for (let i = 0; i < p; i++) {
    let sum = 0;
    for (let j = 0; j < p; j++) sum += Math.abs(H[i * p + j]);
    most = Math.max(most, sum);
  }
  return most;
}
