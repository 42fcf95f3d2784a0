import type { Objective, ObjectiveSpecification } from "./objective.ts";

/**
 * A kind of objective that travels: all that workers, the cache and warm starts
 * need to know of it. Only this knows the fields of its specification, which is
 * plain data: numbers, words, typed arrays, lists and records.
 */
export interface ObjectiveKind<
  Specification extends ObjectiveSpecification = ObjectiveSpecification,
> {
  /** The specification's `kind`. */
  readonly name: Specification["kind"];
  /**
   * The objective described, with that specification: what a worker builds, and
   * a page from a result that was kept.
   */
  fromSpecification(specification: Specification): Objective;
  /**
   * Plain data that are equal where θ means the same, so that a training may
   * start where another one ended: the network, …
   */
  family(specification: Specification): unknown;
  /**
   * Plain data by which two of one family differ, entry by entry: the samples,
   * … The nearest one is what a warm start begins from.
   */
  features(specification: Specification): Readonly<Record<string, unknown>>;
  /** The same objective computed by another backend, where there are several. */
  withBackend?(specification: Specification, backend: string): Specification;
}
