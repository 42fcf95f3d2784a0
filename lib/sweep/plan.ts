import { type Dataset, dataset, type DatasetOptions } from "../data/mod.ts";
import {
  type NetworkSource,
  objectiveOf,
  type TeacherRecipe,
  trainingJob,
  type TrainingRecipe,
  trainingRecipe,
  type TrainJob,
} from "../job/mod.ts";
import { network, parseNetwork } from "../network/mod.ts";
import {
  empiricalLoss,
  type Objective,
  type ObjectiveSpecification,
} from "../objective/mod.ts";
import {
  checkArguments,
  checkOptions,
  countFrom,
  defined,
  nested,
} from "../options/mod.ts";
import {
  checkDescription,
  type DataProblem,
  type ObjectiveProblem,
  seedsOf,
  type SweepDescription,
  type SweepProblem,
  type TeacherProblem,
} from "./description.ts";

/** One run of a sweep. */
export interface SweepRun {
  /** Its place among all, from 0 on. */
  readonly index: number;
  /** What distinguishes it: problem, seeds and varied options, by name. */
  readonly parameters: Readonly<Record<string, string | number>>;
  /** What is trained. */
  readonly recipe: TrainingRecipe;
}

/** All runs of a sweep, in their order; none is made before it is asked for. */
export interface SweepPlan {
  /** What was planned. */
  readonly description: SweepDescription;
  /** How many runs there are. */
  readonly count: number;
  /** How many of them each problem has; they are next to each other. */
  readonly perProblem: number;
  /** Names of all that distinguishes runs. */
  readonly parameterNames: readonly string[];
  /** The runs from one place to another; neighbors share their objective. */
  runs(from: number, to: number): readonly SweepRun[];
  /**
   * One of them as a job: `runJob` of it trains it again.
   *
   * @throws {TypeError} If the index is no number.
   * @throws {RangeError} If there is no such run.
   */
  job(index: number): TrainJob & { readonly objective: Objective };
}

/** A problem as runs see it. */
interface Ready {
  readonly facts: Readonly<Record<string, string | number>>;
  objective(dataSeed: number): TeacherRecipe | ObjectiveSpecification;
}

/**
 * Plans a sweep: problems, then data seeds, then varied options, then seeds,
 * the last one fastest.
 *
 * @throws {TypeError} If the description has a name that is unknown, misses one
 * or has a value of another type, with its path.
 * @throws {RangeError} If a value is out of its range, with its path, or a
 * problem cannot be built.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { planSweep } from "@thalweg/thalweg";
 *
 * const student = "2 → 2 tanh → 1";
 * const plan = planSweep({
 *   problems: [{ student, teacher: "2 → 3 tanh → 1", samples: 100 }],
 *   seeds: { from: 1, count: 10 },
 *   vary: { "discrete.learningRate": [0.1, 0.01] },
 *   options: { discrete: { method: "adam", steps: 5 } },
 * });
 * assertEquals(plan.count, 20);
 * ```
 */
export function planSweep(description: SweepDescription): SweepPlan {
  checkDescription(description);
  const problems = description.problems.map(readyProblem);
  const seeds = seedsOf(description.seeds);
  const own = description.dataSeeds === "seeds";
  const dataSeeds = own || description.dataSeeds === undefined
    ? [1]
    : seedsOf(description.dataSeeds as readonly number[]);
  const choices = choicesOf(description);
  const perProblem = dataSeeds.length * choices.length * seeds.length;
  const count = problems.length * perProblem;

  function runs(from: number, to: number): SweepRun[] {
    const made: SweepRun[] = [];
    let last: {
      readonly of: string;
      readonly objective: SweepRun["recipe"]["objective"];
    } | undefined;
    for (let index = from; index < to; index++) {
      const [rest, s] = split(index, seeds.length);
      const [before, c] = split(rest, choices.length);
      const [p, d] = split(before, dataSeeds.length);
      const { facts, objective } = problems[p];
      const seed = seeds[s];
      const dataSeed = own ? seed : dataSeeds[d];
      const of = `${p} ${dataSeed}`;
      if (last?.of !== of) last = { of, objective: objective(dataSeed) };
      const { parameters, options } = choices[c];
      made.push({
        index,
        parameters: {
          ...facts,
          ...("teacher" in facts && { dataSeed }),
          ...parameters,
          seed,
        },
        recipe: {
          objective: last.objective,
          seed,
          ...defined({ scheme: description.scheme }),
          options,
        },
      });
    }
    return made;
  }

  function job(index: number): ReturnType<SweepPlan["job"]> {
    checkArguments("make a job of the run", { index }, {
      index: {
        ...countFrom(0),
        expected: `an integer from 0 to ${count - 1}`,
        isInRange: (i) =>
          Number.isInteger(i) && i as number >= 0 && i as number < count,
      },
    });
    const [{ recipe }] = runs(index, index + 1);
    return trainingJob(recipe, objectiveOf(recipe.objective));
  }

  const plan = { description, count, perProblem };
  // the first run of each problem is built, so that a fault shows at once
  const names = problems.map((_, p) => {
    const [{ parameters, recipe }] = runs(p * perProblem, p * perProblem + 1);
    buildObjective(recipe, p);
    return Object.keys(parameters);
  });
  return { ...plan, parameterNames: [...new Set(names.flat())], runs, job };
}

function buildObjective({ objective }: TrainingRecipe, problem: number): void {
  let built: Objective;
  try {
    // one sample shows whether networks fit as well as all of them
    built = objectiveOf(
      "samples" in objective ? { ...objective, samples: 1 } : objective,
    );
  } catch (error) {
    const { message } = error as Error;
    throw new RangeError(
      `Cannot plan the sweep: problems[${problem}]: ${message}`,
      { cause: error },
    );
  }
  if (built.network) return;
  throw new TypeError(
    `Cannot plan the sweep: problems[${problem}] has no network to initialize, expected an objective with one`,
  );
}

function readyProblem(problem: SweepProblem, place: number): Ready {
  try {
    if ("objective" in problem) return ofObjective(problem);
    return "data" in problem ? ofData(problem) : ofTeacher(problem);
  } catch (error) {
    throw Object.assign(error as Error, {
      message: `Cannot plan the sweep: problems[${place}]: ${
        (error as Error).message
      }`,
    });
  }
}

function ofTeacher({ name, ...recipe }: TeacherProblem): Ready {
  const student = textOf(recipe.student);
  const teacher = textOf(recipe.teacher);
  const { samples, noise } = recipe;
  return {
    facts: {
      problem: name ?? `${student} on ${teacher}`,
      student,
      teacher,
      ...defined({ samples, noise }) as Record<string, number>,
    },
    objective: (dataSeed) => ({ kind: "teacherStudent", ...recipe, dataSeed }),
  };
}

function ofData({ name, student, data, ...options }: DataProblem): Ready {
  const net = network(
    typeof student === "string" ? parseNetwork(student) : student,
  );
  const samples = "samples" in data
    ? data as Dataset
    : dataset(data as DatasetOptions);
  const { specification } = empiricalLoss(net, samples, options);
  return {
    facts: { problem: name ?? net.text, student: net.text },
    objective: () => travelling(specification),
  };
}

function ofObjective({ name, objective }: ObjectiveProblem): Ready {
  const specification = "lossAndGradient" in objective
    ? objective.specification
    : objective;
  const { network } = objectiveOf(travelling(specification));
  return {
    facts: {
      problem: name ?? network?.text ?? travelling(specification).kind,
      ...(network && { student: network.text }),
    },
    objective: () => travelling(specification),
  };
}

function travelling(
  specification: ObjectiveSpecification | undefined,
): ObjectiveSpecification {
  if (specification) return specification;
  throw new TypeError(
    "the objective holds functions, expected one of plain data",
  );
}

function textOf(source: NetworkSource): string {
  return network(typeof source === "string" ? parseNetwork(source) : source)
    .text;
}

interface Choice {
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly options: NonNullable<TrainingRecipe["options"]>;
}

/** The product of the options that vary, each checked as `train` does. */
function choicesOf({ options = {}, vary = {} }: SweepDescription): Choice[] {
  let choices: Choice[] = [{ parameters: {}, options }];
  for (const [path, values] of Object.entries(vary)) {
    choices = choices.flatMap(({ parameters, options }) =>
      Array.from(values, (value) => ({
        parameters: {
          ...parameters,
          [path]: typeof value === "number" ? value : String(value),
        },
        options: withValue(options, path.split("."), value),
      }))
    );
  }
  for (const { options } of choices) {
    checkOptions("plan the sweep", { options }, {
      options: nested(trainingRecipe.options.table!),
    });
  }
  return choices;
}

function withValue(
  options: object,
  [name, ...rest]: readonly string[],
  value: unknown,
): NonNullable<TrainingRecipe["options"]> {
  const within = (options as Record<string, unknown>)[name];
  const changed = rest.length === 0
    ? value
    : withValue(typeof within === "object" ? within ?? {} : {}, rest, value);
  return { ...options, [name]: changed };
}

/** Quotient and remainder. */
function split(index: number, size: number): [number, number] {
  return [Math.floor(index / size), index % size];
}
