import type { Objective } from "../../objective/objective.ts";

/**
 * One learning rate per parameter (p), from one for all or one per layer, times
 * its time scale.
 *
 * @throws {RangeError} If there is not one for each layer of the objective's
 * network, not one time scale per parameter, or one of them is negative or not
 * finite.
 */
export function learningRates(
  objective: Objective,
  learningRate: number | readonly number[],
  timeScale: number | ArrayLike<number>,
): Float64Array {
  const rates = layerRates(objective, learningRate);
  if (typeof timeScale !== "number" && timeScale.length !== rates.length) {
    throw new RangeError(
      `Cannot optimize with ${timeScale.length} time scales, expected ${rates.length}`,
    );
  }
  return rates.map((η, i) => {
    const τ = typeof timeScale === "number" ? timeScale : timeScale[i];
    if (τ >= 0 && τ < Infinity) return τ * η;
    throw new RangeError(
      `Cannot optimize with time scale ${τ}, expected a number from 0 on`,
    );
  });
}

function layerRates(
  objective: Objective,
  learningRate: number | readonly number[],
): Float64Array {
  const p = objective.parameterCount;
  const wrong = [learningRate].flat().find((η) => !(η >= 0 && η < Infinity));
  if (wrong !== undefined) {
    throw new RangeError(
      `Cannot optimize with learning rate ${wrong}, expected a number from 0 on`,
    );
  }
  const rates = new Float64Array(p);
  if (typeof learningRate === "number") return rates.fill(learningRate);
  const layers = objective.network?.layers ?? [];
  if (learningRate.length !== layers.length) {
    throw new RangeError(
      `Cannot optimize with ${learningRate.length} learning rates, expected ` +
        `${layers.length || "a number, as the objective has no"} layers`,
    );
  }
  // blocks of θ follow one another
  layers.forEach(({ offset }, l) => rates.fill(learningRate[l], offset));
  return rates;
}
