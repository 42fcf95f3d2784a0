import { network } from "../../network/mod.ts";
import type { ObjectiveKind } from "../objective_kind.ts";
import {
  populationLoss,
  type PopulationSpecification,
} from "./population_loss.ts";

/** Losses on infinitely many samples; see {@linkcode populationLoss}. */
export const population: ObjectiveKind<PopulationSpecification> = {
  name: "population",

  fromSpecification: ({ kind: _, student, teacher, parameters, ...options }) =>
    populationLoss(
      network(student),
      { teacher: network(teacher), parameters },
      options,
    ),

  family: ({ student }) => student,

  features: ({ kind: _, student: __, ...others }) => others,
};
