import type {
  Objective,
  ObjectiveKind,
  ObjectiveSpecification,
} from "../../objective/mod.ts";
import * as list from "./list.ts";
import { checkArguments, record } from "../../options/mod.ts";

type Kinds = Readonly<Record<string, ObjectiveKind>>;

let known: Kinds = list;

/**
 * Makes kinds known besides those of the list, in this thread: they are defined
 * outside of the library, and so is the entry of the worker that knows them as
 * well (`configureWorkers({ create })`). It is set once per thread because
 * results and kept jobs name their objective by plain data alone.
 */
export function configureObjectives(others: Kinds): void {
  known = { ...list, ...others };
}

/**
 * The kind of a specification.
 *
 * @throws {TypeError} If there is none of that name.
 */
export function kindOf({ kind }: ObjectiveSpecification): ObjectiveKind {
  if (Object.hasOwn(known, kind)) return known[kind];
  throw new TypeError(
    `Cannot build the objective: kind "${kind}", expected one of ${
      Object.keys(known).join(", ")
    }`,
  );
}

/**
 * The objective that a specification describes: what a worker builds.
 *
 * @throws {TypeError} If there is no such kind.
 * @throws {RangeError} If the specification does not fit together, as
 * `empiricalLoss` says.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   mlp,
 *   objectiveFromSpecification,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const again = objectiveFromSpecification(objective.specification!);
 * assertEquals(again.loss(θ), objective.loss(θ));
 * ```
 */
export function objectiveFromSpecification(
  specification: ObjectiveSpecification,
): Objective {
  checkArguments("build the objective", { specification }, {
    specification: record,
  });
  return kindOf(specification).fromSpecification(specification);
}

/**
 * The same objective computed by another backend.
 *
 * @param what What it is wanted for, in the error's words.
 * @throws {TypeError} If it holds functions or is of a kind with one backend.
 */
export function withBackend(
  { specification }: Objective,
  backend: string,
  what: string,
): Objective {
  const kind = specification && kindOf(specification);
  if (specification && kind?.withBackend) {
    return kind.fromSpecification(kind.withBackend(specification, backend));
  }
  const several = Object.values(known).filter((kind) => kind.withBackend);
  throw new TypeError(
    `Cannot compute ${what} with backend "${backend}": its objective ${
      kind ? `is of kind "${kind.name}"` : "holds functions"
    }, expected one of kind ${several.map(({ name }) => name).join(", ")}`,
  );
}
