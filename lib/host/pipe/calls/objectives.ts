import {
  type Dataset,
  dataset as makeDataset,
  type DatasetOptions,
  empiricalLoss as empirical,
  type EmpiricalLossOptions,
  network as build,
  type NetworkSpecification,
  objectiveFromSpecification,
  type ObjectiveSpecification,
  populationLoss as population,
  type PopulationLossOptions,
} from "../../../../engine.ts";
import { list, number, record, required } from "../../../options/mod.ts";
import type { Call } from "../call.ts";

/** A dataset, to be kept. */
export const dataset: Call<DatasetOptions> = {
  name: "dataset",
  act: "make a dataset",
  takes: {
    inputs: required(list),
    shape: list,
    targets: list,
    labels: list,
    classes: number,
    weights: list,
  },
  answer: (given) => makeDataset(given),
};

/** The loss of a network on data, to be kept. */
export const empiricalLoss: Call<{
  readonly network: NetworkSpecification;
  readonly data: Dataset;
  readonly options?: EmpiricalLossOptions;
}> = {
  name: "empiricalLoss",
  act: "build the loss",
  takes: { network: required(record), data: required(record), options: record },
  answer: ({ network, data, options }) =>
    empirical(build(network), data, options),
};

/** The loss of a student on infinitely many samples, to be kept. */
export const populationLoss: Call<{
  readonly student: NetworkSpecification;
  readonly teacher: NetworkSpecification;
  readonly parameters: Float64Array;
  readonly options?: PopulationLossOptions;
}> = {
  name: "populationLoss",
  act: "build the population loss",
  takes: {
    student: required(record),
    teacher: required(record),
    parameters: required(list),
    options: record,
  },
  answer: ({ student, teacher, parameters, options }) =>
    population(
      build(student),
      { teacher: build(teacher), parameters },
      options,
    ),
};

/** A loss from its plain data, as a saved training names it, to be kept. */
export const objective: Call<
  { readonly specification: ObjectiveSpecification }
> = {
  name: "objective",
  act: "build the objective",
  takes: { specification: required(record) },
  answer: ({ specification }) => objectiveFromSpecification(specification),
};
