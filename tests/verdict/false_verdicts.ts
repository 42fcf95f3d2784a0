import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import type { Objective } from "../../lib/objective/objective.ts";
import { objectiveOf } from "../flow/objectives.ts";

/** L = c + Σ aₖ x^i y^j z^… : a polynomial with exact derivatives. */
export interface Term {
  readonly factor: number;
  /** One exponent per parameter. */
  readonly powers: readonly number[];
}

/** A polynomial with its exact derivatives. */
export function polynomial(...terms: readonly Term[]): Objective {
  const p = terms[0].powers.length;
  function derivative(θ: Float64Array, along: readonly number[]): number {
    let sum = 0;
    for (const { factor, powers } of terms) {
      const left = [...powers];
      let value = factor;
      for (const i of along) value *= left[i]--;
      if (value === 0) continue;
      left.forEach((power, i) => value *= θ[i] ** power);
      sum += value;
    }
    return sum;
  }
  return objectiveOf({
    parameterCount: p,
    loss: (θ) => derivative(θ, []),
    gradient(θ, out) {
      for (let i = 0; i < p; i++) out[i] = derivative(θ, [i]);
    },
    hessian(θ, out) {
      for (let i = 0; i < p; i++) {
        for (let j = 0; j <= i; j++) out[i * p + j] = derivative(θ, [i, j]);
      }
    },
  });
}

/** "factor·x^a y^b …" in short. */
export const term = (factor: number, ...powers: number[]): Term => ({
  factor,
  powers,
});

/** A network on points of a curve u ↦ target(u), u = −1 … 1 by default. */
export function curve(
  architecture: string,
  target: (u: number) => number,
  { samples = 60, input = (u: number) => u } = {},
): Objective {
  const us = Array.from(
    { length: samples },
    (_, n) => -1 + 2 * n / (samples - 1),
  );
  return empiricalLoss(
    network(parseNetwork(architecture)),
    dataset({
      inputs: us.map((u) => [input(u)]),
      targets: us.map((u) => target(u)),
    }),
    { strict: true },
  );
}

/** A student, and where it starts. */
export function student(
  architecture: string,
  teacher: string,
  samples: number,
  { data = 1, seed = 1 },
): { readonly objective: Objective; readonly start: Float64Array } {
  const net = network(parseNetwork(architecture));
  return {
    objective: empiricalLoss(
      net,
      teacherStudent({
        teacher: network(parseNetwork(teacher)),
        samples,
        seed: data,
      }),
      { strict: true },
    ),
    start: initialize(net, { seed }),
  };
}
