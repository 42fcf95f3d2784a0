import { defined } from "../options/mod.ts";
import type { TrainingBatchJob } from "./kinds/training_batch.ts";
import type { TrainingRecipe } from "./recipe.ts";

/**
 * The job that does these trainings, one after another; an objective that
 * several of them share travels once.
 */
export function batchTrainings(
  recipes: readonly TrainingRecipe[],
  trajectories?: boolean,
): TrainingBatchJob {
  const sources = [...new Set(recipes.map(({ objective }) => objective))];
  const numbers = new Map(sources.map((source, i) => [source, i]));
  return {
    kind: "trainingBatch",
    sources,
    recipes: recipes.map(({ objective, ...rest }) => ({
      ...rest,
      source: numbers.get(objective)!,
    })),
    ...defined({ trajectories }),
  };
}
