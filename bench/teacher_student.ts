import { teacherStudent } from "../lib/data/mod.ts";
import { initialize, network } from "../lib/network/mod.ts";
import { empiricalLoss, type Objective } from "../lib/objective/mod.ts";
import { randomGenerator } from "../lib/random/mod.ts";

/** A problem that solvers are compared on. */
export interface BenchProblem {
  readonly name: string;
  readonly objective: Objective;
  readonly start: Float64Array;
}

/**
 * A random teacher of 4 softplus neurons, all its weights and biases from
 * N(0, 1), and a student with more neurons: (2 inputs, 8 neurons) has P = 33,
 * (4, 100) has P = 601.
 */
export function softplusProblem(
  inputs: number,
  neurons: number,
  { samples, seed }: { readonly samples: number; readonly seed: number },
): BenchProblem {
  const teacher = softplusNetwork(inputs, 4);
  const random = randomGenerator(seed);
  const teacherParameters = Float64Array.from(
    { length: teacher.parameterCount },
    () => random.normal(),
  );
  const data = teacherStudent({ teacher, teacherParameters, samples, seed });
  const student = softplusNetwork(inputs, neurons);
  return {
    name: `${student.text}, P = ${student.parameterCount}, N = ${samples}`,
    objective: empiricalLoss(student, data),
    start: initialize(student, { seed: seed + 1 }),
  };
}

function softplusNetwork(inputs: number, neurons: number) {
  const layers = [{ width: neurons, activation: "softplus" }, { width: 1 }];
  return network({ inputs, layers });
}
