import type { Objective, ObjectiveSpecification } from "../objective/mod.ts";
import { isObjective } from "./is_objective.ts";
import type {
  JobShape,
  JobSpecification,
  ObjectiveSource,
  ReadyJob,
} from "./kinds.ts";

/** A job of plain data: all that its result depends on. */
export type PlainJob<S extends JobSpecification = JobSpecification> = S & {
  readonly objective?: ObjectiveSpecification;
  readonly objectives?: readonly ObjectiveSpecification[];
};

/** The job as plain data, if all that it holds can be written down. */
export function plainJob<S extends JobSpecification>(
  job: S,
): PlainJob<S> | undefined {
  const { objective: _, objectives: __, ...rest }: JobShape = job;
  const plain = mapObjectives(
    job,
    (source) => isObjective(source) ? source.specification : source,
  );
  return Object.values(plain).flat().includes(undefined) || holdsFunction(rest)
    ? undefined
    : { ...job, ...plain } as PlainJob<S>;
}

/** The job with its objectives built. */
export function readyJob<S extends JobSpecification>(
  job: S,
  build: (specification: ObjectiveSpecification) => Objective,
): ReadyJob<S> {
  const ready = mapObjectives(
    job,
    (source) => isObjective(source) ? source : build(source),
  );
  return { ...job, ...ready } as unknown as ReadyJob<S>;
}

/** A job names one objective, a list of them or none. */
function mapObjectives<T>(
  { objective, objectives }: JobShape,
  change: (source: ObjectiveSource) => T,
):
  | { readonly objective: T }
  | { readonly objectives: readonly T[] }
  | Record<never, never> {
  if (objectives !== undefined) return { objectives: objectives.map(change) };
  return objective === undefined ? {} : { objective: change(objective) };
}

function holdsFunction(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return typeof value === "function";
  }
  return !ArrayBuffer.isView(value) && Object.values(value).some(holdsFunction);
}
