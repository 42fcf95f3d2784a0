import {
  addScaled,
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
  scalesOf,
  significance,
  signsOf,
} from "./local_curvature.ts";
import { plainSpectrum, shownOf } from "./plain_spectrum.ts";
import { withSigns } from "./with_signs.ts";

/**
 * A zero of order m of ∇L is m Newton steps away: up to 3 of them are what may be
 * left where steps go on. The difference that they make to a Hessian that
 * vanishes there like a power is all of it.
 */
const remaining = 3;
/** A valley is so much stiffer across than along. */
const muchStiffer = 1e3;
/** Newton steps across that bring a point back to its floor. */
const corrections = 2;
/** Measured differences are one sample of what may be. */
const caution = 2;

/**
 * The curvature at θ from the whole Hessian and its eigendecomposition, in units
 * in which all parameters are alike; undefined where the Hessian is not finite.
 */
export function denseCurvature(
  objective: Objective,
  θ: Float64Array,
): LocalCurvature | undefined {
  const p = objective.parameterCount;
  const H = objective.hessian(θ);
  if (!H.every(Number.isFinite)) return undefined;
  const random = randomGenerator(0);
  const sign = () => random.uniform() < 0.5 ? -1 : 1;
  const signs = θ.map(sign);
  const neighbor = θ.map((x) => x * (1 + sign() * Number.EPSILON));

  /** What H u is off by, seen by another way of computing it nearby. */
  function noiseOf(D: Float64Array): Float64Array {
    const u = D.map((d, i) => d * signs[i]);
    const Hu = matrixVector(H, u, new Float64Array(p));
    const other = objective.hessianVectorProduct(neighbor, u);
    return Hu.map((x, i) => x - other[i]);
  }

  const units = equilibrate(
    H,
    scalesOf(θ),
    noiseOf,
  );
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
  const shown = shownOf(values, rounding);

  /** How far low eigenvalues are from those at another point. */
  function driftTo(point: Float64Array, count: number): Float64Array {
    return eigenvalueDrift(values, vectors, count, (v) => {
      const Hv = objective.hessianVectorProduct(
        point,
        v.map((x, i) => x * units[i]),
      );
      return Hv.map((h, i) => h * units[i]);
    });
  }

  const noise = driftTo(neighbor, shown);
  let bounds = values.map((_, k) =>
    rounding + (k < shown ? caution * noise[k] : 0)
  );
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

  /** A point that may as well be the zero: the next steps away, and rounding. */
  function doubtful(
    g: Float64Array,
    noise: readonly Float64Array[],
  ): Float64Array {
    measureNoise(noise);
    rotate(g);
    for (let k = 0; k < p; k++) {
      const isKnown = Math.abs(values[k]) > bounds[k];
      const isNoise = Math.abs(rotated[k]) <= significance * noiseAlong[k];
      const left = isNoise
        ? sign() * Math.max(noiseAlong[k], Math.abs(rotated[k]))
        : -remaining * rotated[k];
      rotated[k] = isKnown ? left / values[k] : 0;
    }
    const stiffer = stifferThanDrift();
    const away = back(new Float64Array(p));
    const there = θ.map((x, i) =>
      x + away[i] + sign() * Number.EPSILON * Math.abs(x)
    );
    for (let k = 0; k < corrections; k++) {
      rotate(objective.gradient(there));
      for (let k = 0; k < p; k++) {
        rotated[k] = stiffer[k] ? -rotated[k] / values[k] : 0;
      }
      addScaled(there, 1, back(away), there);
    }
    return there;
  }

  /** The directions across the valley along which a drift is largest. */
  function stifferThanDrift(): boolean[] {
    let along = 0;
    rotated.forEach((x, k) => {
      if (Math.abs(x) > Math.abs(rotated[along])) along = k;
    });
    const least = muchStiffer * Math.abs(values[along]);
    return Array.from(values, (λ) => Math.abs(λ) > least);
  }

  return {
    method: "dense",
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
    lowest(g, noises = []) {
      const elsewhere = g ? doubtful(g, noises) : neighbor;
      const drift = driftTo(elsewhere, shown);
      bounds = bounds.map((bound, k) =>
        Math.max(bound, k < shown ? rounding + caution * drift[k] : 0)
      );
      const { index, nulls, gap } = signsOf(values, (k) => bounds[k]);
      const bound = nulls.reduce(
        (max, k) => Math.max(max, bounds[k]),
        rounding,
      );
      const leak = Math.max(...bounds) / gap;
      return withSigns(plainSpectrum(objective, θ, H, elsewhere), index, {
        directions: nulls.map(directionOf),
        doubt: (d) =>
          (bound - rounding) * norm(d.map((x, i) => x / units[i])) ** 2 +
          rounding * norm(d.map((x, i) => isVoid[i] ? 0 : x / units[i])) ** 2,
        leak: (g) => leak * norm(g.map((x, i) => x * units[i])),
      });
    },
  };
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
