import { type Dataset, nonLinearlySeparableData } from "../../lib/data/mod.ts";
import { standardLog } from "../../lib/job/mod.ts";
import { type Network, seededNet } from "../../lib/network/mod.ts";
import { empiricalLoss, type Objective } from "../../lib/objective/mod.ts";
import { type DescentResult, gradientDescent } from "../../lib/optimize/mod.ts";
import { courseNet } from "./golden.ts";

/** The course's samples. */
export const data: Dataset = nonLinearlySeparableData();

/** Settings of an exercise; by default those of exercise 4. */
export interface ExerciseOptions {
  readonly activation?: string;
  readonly learningRate?: number;
  readonly scale?: number;
  readonly seed?: number;
  readonly iterations?: number;
  readonly points?: number;
}

/** A network of the course, its loss, and a training that logs what the course logs. */
export function exercise(
  widths: readonly number[],
  options: ExerciseOptions = {},
): DescentResult & { readonly net: Network; readonly objective: Objective } {
  const { activation = "tanh", learningRate = 0.25, scale = 1 } = options;
  const { seed = 1, iterations = 1000, points = 2000 } = options;
  const net = courseNet(widths, activation);
  const objective = empiricalLoss(net, data);
  const θ = seededNet(net, seed).map((value) => scale * value);
  const log = standardLog(objective);
  const descent = { learningRate, iterations, points, log };
  return { net, objective, ...gradientDescent(objective, θ, descent) };
}
