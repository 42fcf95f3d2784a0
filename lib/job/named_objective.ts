import type { ObjectiveSpecification } from "../objective/mod.ts";
import { isSame } from "./bytes.ts";

/**
 * A result on its way between threads or to storage. One that names the
 * objective of its job, as a training does, leaves it behind: the samples are
 * where the job was asked for.
 */
export interface PackedResult {
  /** The result, or the rest of it. */
  readonly rest: unknown;
  /** Whether the job's objective is to be put back. */
  readonly ofJob: boolean;
}

/** Leaves out the objective, where it is this one. */
export function packResult(
  result: unknown,
  objective: ObjectiveSpecification | undefined,
): PackedResult {
  const { objective: named, ...rest } = result as { objective?: unknown };
  return named !== undefined && isSame(named, objective)
    ? { rest, ofJob: true }
    : { rest: result, ofJob: false };
}

/** The inverse of {@linkcode packResult}. */
export function unpackResult(
  { rest, ofJob }: PackedResult,
  objective: ObjectiveSpecification | undefined,
): unknown {
  return ofJob ? { ...rest as object, objective } : rest;
}

/** Whether it has the form of a packed result; a stranger may have written it. */
export function isPackedResult(value: unknown): value is PackedResult {
  const { rest, ofJob } = (value ?? {}) as Partial<PackedResult>;
  return typeof ofJob === "boolean" && typeof rest === "object" &&
    rest !== null;
}
