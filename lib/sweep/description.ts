import type { Dataset, DatasetOptions } from "../data/mod.ts";
import {
  type NetworkSource,
  type ObjectiveSource,
  type TeacherRecipe,
  teacherRecipe,
  type TrainingRecipe,
  trainingRecipe,
} from "../job/mod.ts";
import {
  type EmpiricalLossOptions,
  empiricalLossOptions,
} from "../objective/mod.ts";
import {
  anyOf,
  checkOptions,
  countFrom,
  flag,
  list,
  listOf,
  nested,
  oneOf,
  type OptionTable,
  record,
  required,
  sizeFrom,
  text,
  without,
} from "../options/mod.ts";

/** Students of a random teacher; one set of data for each data seed. */
export interface TeacherProblem
  extends Omit<TeacherRecipe, "kind" | "dataSeed"> {
  /** What it is called in results; by default made of the networks. */
  readonly name?: string;
}

/** A network on data of one's own. */
export interface DataProblem extends EmpiricalLossOptions {
  /** What it is called in results; by default made of the network. */
  readonly name?: string;
  /** What is trained. */
  readonly student: NetworkSource;
  /** What `dataset` takes or makes. */
  readonly data: DatasetOptions | Dataset;
}

/** Any objective of plain data that has a network to initialize. */
export interface ObjectiveProblem {
  /** What it is called in results; by default made of its network. */
  readonly name?: string;
  /** The objective or its specification. */
  readonly objective: ObjectiveSource;
}

/** What is trained, but for seeds and options. */
export type SweepProblem = TeacherProblem | DataProblem | ObjectiveProblem;

/** Seeds, one by one or from a first one on (1 by default). */
export type SweepSeeds =
  | readonly number[]
  | { readonly from?: number; readonly count: number };

/**
 * Many trainings: the product of problems, data seeds, options that vary, and
 * seeds. As data it may stand in a JSON file.
 */
export interface SweepDescription {
  /** What the sweep is called. */
  readonly name?: string;
  /** What is trained. */
  readonly problems: readonly SweepProblem[];
  /**
   * Seeds of the data of teachers, each with every seed; "seeds": every run has
   * data of its own, whose seed is that of its start. Default: 1.
   */
  readonly dataSeeds?: SweepSeeds | "seeds";
  /** Seeds of the starts, and of minibatches. */
  readonly seeds: SweepSeeds;
  /** How starts are drawn. Default "glorotNormal". */
  readonly scheme?: TrainingRecipe["scheme"];
  /** What all runs have in common; as for `train`. */
  readonly options?: TrainingRecipe["options"];
  /**
   * Options of which each value is tried with each, by their names:
   * { "discrete.learningRate": [0.1, 0.01] }.
   */
  readonly vary?: Readonly<Record<string, readonly unknown[]>>;
  /** Whether results hold trajectories; false by default. */
  readonly trajectories?: boolean;
}

const named = { name: text };
const ofTeachers: OptionTable<TeacherProblem> = {
  ...named,
  ...without(teacherRecipe, "kind", "dataSeed"),
};
const ofData: OptionTable<DataProblem> = {
  ...named,
  student: teacherRecipe.student,
  data: required(record),
  ...empiricalLossOptions,
};
const ofObjectives: OptionTable<ObjectiveProblem> = {
  ...named,
  objective: required(record),
};

const problem = nested((value) =>
  "objective" in Object(value)
    ? ofObjectives
    : "data" in Object(value)
    ? ofData
    : ofTeachers
);

const seedRange = nested(
  { from: countFrom(0), count: required(sizeFrom(1)) } satisfies OptionTable<
    Exclude<SweepSeeds, readonly number[]>
  >,
);
const seeds = anyOf(listOf(countFrom(0)), seedRange);

/** What a {@linkcode SweepDescription} holds. */
export const sweepDescription: OptionTable<SweepDescription> = {
  name: text,
  problems: required(listOf(problem)),
  dataSeeds: anyOf(...seeds.choices!, oneOf("seeds")),
  seeds: required(seeds),
  scheme: text,
  options: trainingRecipe.options,
  vary: nested((value) =>
    Object.fromEntries(Object.keys(value as object).map((name) => [name, list]))
  ),
  trajectories: flag,
};

/**
 * Checks a description as far as its form goes; its runs are built when it is
 * planned.
 *
 * @throws {TypeError} With the path of what is unknown, missing or of another
 * type: "problems[2].teacher is missing".
 * @throws {RangeError} With the path of what is out of its range.
 */
export function checkDescription(description: SweepDescription): void {
  const act = "plan the sweep";
  checkOptions(act, description, sweepDescription);
  for (const name of ["problems", "seeds", "dataSeeds"] as const) {
    const value = description[name];
    if (!Array.isArray(value) || value.length > 0) continue;
    throw new RangeError(
      `Cannot ${act}: ${name} is a list of 0, expected one entry at least`,
    );
  }
  if (
    description.dataSeeds !== undefined && description.dataSeeds !== "seeds"
  ) {
    description.problems.forEach((problem, i) => {
      if ("teacher" in problem) return;
      throw new RangeError(
        `Cannot ${act}: problems[${i}] has data of its own, which no seed changes, expected a teacher (or no dataSeeds)`,
      );
    });
  }
  for (const [name, values] of Object.entries(description.vary ?? {})) {
    if (values.length > 0) continue;
    throw new RangeError(
      `Cannot ${act}: vary.${name} is a list of 0, expected one value at least`,
    );
  }
}

/** The seeds that are meant. */
export function seedsOf(seeds: SweepSeeds): readonly number[] {
  if (!("count" in seeds)) return seeds;
  const { from = 1, count } = seeds;
  return Array.from({ length: count }, (_, i) => from + i);
}
