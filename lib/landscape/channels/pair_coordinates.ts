import type { Objective } from "../../objective/objective.ts";
import type { LayerIndices } from "../symmetry/relabel.ts";

/** Two neurons of a layer, the second one's sign flipped where that fits better. */
export interface Pair {
  /** The layer they are in. */
  readonly indices: LayerIndices;
  /** Their numbers. */
  readonly neurons: readonly [number, number];
  /** −1 where input weights of the second one are taken with a minus. */
  readonly sign: 1 | -1;
}

/**
 * θ in coordinates in which a channel to infinity is an ordinary place. With
 * input weights w ± ε u and output weights c/2 ± α/(2ε) a pair gives
 *
 *     c σ(w·x) + α (u·x) σ′(w·x) + O(ε²),
 *
 * so that for ε → 0, while output weights diverge, all coordinates stay. The
 * largest component of α is ±1, which says what ε is.
 */
export interface PairCoordinates {
  /** Coordinates of θ, p − 1: see `lift`; and its ε. */
  of(θ: Float64Array): { readonly ψ: Float64Array; readonly ε: number };
  /** θ at ψ and ε. */
  lift(ψ: Float64Array, ε: number, out: Float64Array): Float64Array;
  /** The loss as a function of ψ, ε held. */
  at(ε: number): Objective;
  /** w, u, c and α of the pair. */
  unit(ψ: Float64Array): {
    readonly w: Float64Array;
    readonly u: Float64Array;
    readonly c: Float64Array;
    readonly α: Float64Array;
  };
}

/** Coordinates for a pair; which component of α is held follows from θ. */
export function pairCoordinates(
  objective: Objective,
  { indices, neurons: [i, j], sign }: Pair,
  θ: Float64Array,
): PairCoordinates {
  const p = objective.parameterCount;
  const { incoming, outgoing, mirrors } = indices;
  // σ(−z) = s σ(z), so an output weight is taken with s where input weights are
  const effect = sign < 0 ? mirrors[j]?.sign ?? 1 : 1;
  const inI = incoming[i];
  const inJ = incoming[j];
  const outI = outgoing[i];
  const outJ = outgoing[j];
  const difference = outI.map((k, r) => θ[k] - effect * θ[outJ[r]]);
  const held = difference.reduce(
    (best, x, r) => Math.abs(x) > Math.abs(difference[best]) ? r : best,
    0,
  );
  const heldSign = difference[held] < 0 ? -1 : 1;
  // the place of α[held] in the vector of all p is taken out of ψ
  const skipped = outJ[held];

  /** All p coordinates: w and c where neuron i was, u and α where j was. */
  function expand(ψ: Float64Array, out: Float64Array): Float64Array {
    out.set(ψ.subarray(0, skipped));
    out[skipped] = heldSign;
    out.set(ψ.subarray(skipped), skipped + 1);
    return out;
  }

  function contract(full: Float64Array, out: Float64Array): Float64Array {
    out.set(full.subarray(0, skipped));
    out.set(full.subarray(skipped + 1), skipped);
    return out;
  }

  function lift(ψ: Float64Array, ε: number, out: Float64Array): Float64Array {
    expand(ψ, out);
    for (let k = 0; k < inI.length; k++) {
      const [w, u] = [out[inI[k]], out[inJ[k]]];
      out[inI[k]] = w + ε * u;
      out[inJ[k]] = sign * (w - ε * u);
    }
    for (let r = 0; r < outI.length; r++) {
      const [c, α] = [out[outI[r]], out[outJ[r]]];
      out[outI[r]] = c / 2 + α / (2 * ε);
      out[outJ[r]] = effect * (c / 2 - α / (2 * ε));
    }
    return out;
  }

  /** The transposed of lift's derivative, in place. */
  function pull(g: Float64Array, ε: number): Float64Array {
    for (let k = 0; k < inI.length; k++) {
      const [a, b] = [g[inI[k]], sign * g[inJ[k]]];
      g[inI[k]] = a + b;
      g[inJ[k]] = ε * (a - b);
    }
    for (let r = 0; r < outI.length; r++) {
      const [a, b] = [g[outI[r]], effect * g[outJ[r]]];
      g[outI[r]] = (a + b) / 2;
      g[outJ[r]] = (a - b) / (2 * ε);
    }
    return g;
  }

  function at(ε: number): Objective {
    const n = p - 1;
    const θ = new Float64Array(p);
    const g = new Float64Array(p);
    const column = new Float64Array(p);
    let H: Float64Array | undefined;
    const reduced: Objective = {
      parameterCount: n,
      loss: (ψ) => objective.loss(lift(ψ, ε, θ)),
      gradient(ψ, out = new Float64Array(n)) {
        objective.gradient(lift(ψ, ε, θ), g);
        return contract(pull(g, ε), out);
      },
      lossAndGradient(ψ, out) {
        const loss = objective.lossAndGradient(lift(ψ, ε, θ), g);
        contract(pull(g, ε), out);
        return loss;
      },
      hessian(ψ, out = new Float64Array(n * n)) {
        H = objective.hessian(lift(ψ, ε, θ), H);
        for (let k = 0; k < p; k++) pull(H.subarray(k * p, k * p + p), ε);
        for (let l = 0, at = 0; l < p; l++) {
          if (l === skipped) continue;
          for (let k = 0; k < p; k++) column[k] = H[k * p + l];
          pull(column, ε);
          for (let k = 0, row = 0; k < p; k++) {
            if (k !== skipped) out[row++ * n + at] = column[k];
          }
          at++;
        }
        return out;
      },
      hessianVectorProduct(ψ, v, out = new Float64Array(n)) {
        const push = new Float64Array(p);
        // lift is affine: its derivative along v is a difference
        const there = lift(ψ.map((x, k) => x + v[k]), ε, push);
        const here = lift(ψ, ε, θ);
        for (let k = 0; k < p; k++) there[k] -= here[k];
        objective.hessianVectorProduct(here, there, g);
        return contract(pull(g, ε), out);
      },
    };
    return reduced;
  }

  return {
    of(θ) {
      const ε = 1 / Math.abs(θ[outI[held]] - effect * θ[outJ[held]]);
      const full = θ.slice();
      for (let k = 0; k < inI.length; k++) {
        const [a, b] = [θ[inI[k]], sign * θ[inJ[k]]];
        full[inI[k]] = (a + b) / 2;
        full[inJ[k]] = (a - b) / (2 * ε);
      }
      for (let r = 0; r < outI.length; r++) {
        const [a, b] = [θ[outI[r]], effect * θ[outJ[r]]];
        full[outI[r]] = a + b;
        full[outJ[r]] = ε * (a - b);
      }
      return { ψ: contract(full, new Float64Array(p - 1)), ε };
    },
    lift,
    at,
    unit(ψ) {
      const full = expand(ψ, new Float64Array(p));
      const pick = (at: readonly number[]) =>
        Float64Array.from(at, (k) => full[k]);
      return { w: pick(inI), u: pick(inJ), c: pick(outI), α: pick(outJ) };
    },
  };
}
