import { network, parseNetwork } from "../../../lib/network/mod.ts";
import {
  populationLoss,
  restrictedObjective,
} from "../../../lib/objective/mod.ts";
import { minimize } from "../../../lib/optimize/mod.ts";
import { randomGenerator } from "../../../lib/random/mod.ts";
import { type Proof, prove } from "../../../lib/verdict/mod.ts";

/** k relu students of k orthonormal relu teachers, output weights 1. */
export function reluStudents(k: number) {
  const net = network(
    parseNetwork(`${k} → ${k} relu no bias → 1 no bias`),
  );
  const teacher = new Float64Array(k * k + k).fill(1, k * k);
  for (let i = 0; i < k; i++) teacher[i * k + i] = 1;
  const objective = populationLoss(net, { teacher: net, parameters: teacher });
  const free = Array.from({ length: k * k }, (_, i) => i);
  return {
    teacher,
    objective,
    /** As a function of the hidden weights alone. */
    held: restrictedObjective(objective, free, teacher),
    /** The output weights. */
    hold: Array.from({ length: k }, (_, i) => k * k + i),
  };
}

/** Where a student of random weights, variance 1/k, has come. */
export interface Descent {
  readonly loss: number;
  readonly gradientNorm: number;
  /** Of the point, with output weights held; where the loss is not 0. */
  readonly proof?: Proof;
}

/** Trains such a student and proves where it ends, if that is no perfect fit. */
export function descend(k: number, seed: number): Descent {
  const { teacher, objective, held, hold } = reluStudents(k);
  const random = randomGenerator(seed);
  const start = Float64Array.from(
    { length: k * k },
    () => random.normal() / Math.sqrt(k),
  );
  const { parameters } = minimize(held, start, { method: "bfgs" });
  const loss = held.loss(parameters);
  const gradientNorm = Math.max(...held.gradient(parameters).map(Math.abs));
  if (loss < 1e-10) return { loss, gradientNorm };
  const θ = teacher.slice();
  θ.set(parameters);
  return { loss, gradientNorm, proof: prove(objective, θ, { hold }) };
}
