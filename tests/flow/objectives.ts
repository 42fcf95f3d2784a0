import type { Objective } from "../../lib/objective/objective.ts";

/** What is needed to write an objective by hand. */
export interface HandWritten {
  readonly parameterCount: number;
  loss(θ: Float64Array): number;
  gradient(θ: Float64Array, out: Float64Array): void;
  /** Only the lower triangle is needed; absent where a test takes none. */
  hessian?(θ: Float64Array, out: Float64Array): void;
}

/** An objective from a loss and its derivatives. */
export function objectiveOf(written: HandWritten): Objective {
  const p = written.parameterCount;
  const objective: Objective = {
    parameterCount: p,
    loss: (θ) => written.loss(θ),
    gradient(θ, out = new Float64Array(p)) {
      written.gradient(θ, out);
      return out;
    },
    lossAndGradient(θ, out) {
      written.gradient(θ, out);
      return written.loss(θ);
    },
    hessian(θ, out = new Float64Array(p * p)) {
      if (written.hessian === undefined) throw new Error("no Hessian here");
      written.hessian(θ, out.fill(0));
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < i; j++) out[j * p + i] = out[i * p + j];
      }
      return out;
    },
    hessianVectorProduct(θ, v, out = new Float64Array(p)) {
      const H = objective.hessian(θ);
      for (let i = 0; i < p; i++) {
        out[i] = 0;
        for (let j = 0; j < p; j++) out[i] += H[i * p + j] * v[j];
      }
      return out;
    },
  };
  return objective;
}

/** L = Σ λᵢ θᵢ²/2. */
export function quadratic(λ: readonly number[]): Objective {
  return objectiveOf({
    parameterCount: λ.length,
    loss: (θ) => λ.reduce((sum, λi, i) => sum + λi * θ[i] ** 2 / 2, 0),
    gradient: (θ, out) => λ.forEach((λi, i) => out[i] = λi * θ[i]),
    hessian: (_, out) => λ.forEach((λi, i) => out[i * λ.length + i] = λi),
  });
}

/** L = Σ λᵢ θᵢ²/2 of any size: has Hessian–vector products, but no Hessian. */
export function diagonal(λ: Float64Array): Objective {
  const p = λ.length;
  const times = (v: Float64Array, out: Float64Array = new Float64Array(p)) => {
    for (let i = 0; i < p; i++) out[i] = λ[i] * v[i];
    return out;
  };
  const loss = (θ: Float64Array) =>
    θ.reduce((sum, x, i) => sum + λ[i] * x * x / 2, 0);
  return {
    parameterCount: p,
    loss,
    gradient: times,
    lossAndGradient(θ, out) {
      times(θ, out);
      return loss(θ);
    },
    hessian() {
      throw new Error("no Hessian of that size");
    },
    hessianVectorProduct: (_, v, out) => times(v, out),
  };
}

/**
 * The linear network y = W2 W1 x without biases, inputs white, fitted to M:
 * L = ‖W2 W1 − M‖²/2. θ holds W1 (hidden × inputs), then W2 (outputs × hidden).
 */
export function linearTwoLayer(
  M: readonly (readonly number[])[],
  hidden: number,
): Objective {
  const outputs = M.length;
  const inputs = M[0].length;
  function residual(θ: Float64Array, o: number, i: number): number {
    let sum = -M[o][i];
    for (let k = 0; k < hidden; k++) {
      sum += θ[hidden * inputs + o * hidden + k] * θ[k * inputs + i];
    }
    return sum;
  }
  return objectiveOf({
    parameterCount: hidden * (inputs + outputs),
    loss(θ) {
      let sum = 0;
      for (let o = 0; o < outputs; o++) {
        for (let i = 0; i < inputs; i++) sum += residual(θ, o, i) ** 2 / 2;
      }
      return sum;
    },
    gradient(θ, out) {
      out.fill(0);
      for (let o = 0; o < outputs; o++) {
        for (let i = 0; i < inputs; i++) {
          const r = residual(θ, o, i);
          for (let k = 0; k < hidden; k++) {
            out[k * inputs + i] += r * θ[hidden * inputs + o * hidden + k];
            out[hidden * inputs + o * hidden + k] += r * θ[k * inputs + i];
          }
        }
      }
    },
    hessian(θ, out) {
      const p = hidden * (inputs + outputs);
      const first = (k: number, i: number): number => k * inputs + i;
      const second = (o: number, k: number): number =>
        hidden * inputs + o * hidden + k;
      for (let o = 0; o < outputs; o++) {
        for (let i = 0; i < inputs; i++) {
          const r = residual(θ, o, i);
          for (let k = 0; k < hidden; k++) {
            out[second(o, k) * p + first(k, i)] += r;
            for (let l = 0; l < hidden; l++) {
              out[first(k, i) * p + first(l, i)] += θ[second(o, k)] *
                θ[second(o, l)];
              out[second(o, k) * p + first(l, i)] += θ[first(k, i)] *
                θ[second(o, l)];
              out[second(o, k) * p + second(o, l)] += θ[first(k, i)] *
                θ[first(l, i)];
            }
          }
        }
      }
    },
  });
}
