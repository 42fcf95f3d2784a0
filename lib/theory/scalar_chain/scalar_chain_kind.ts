import type { ObjectiveKind } from "../../objective/mod.ts";
import {
  scalarChain as build,
  type ScalarChainSpecification,
} from "./scalar_chain.ts";

/** The losses of chains of scalars; see {@linkcode build}. */
export const scalarChain: ObjectiveKind<ScalarChainSpecification> = {
  name: "scalarChain",
  fromSpecification: ({ factors, inputs, activations }) =>
    build({ factors, inputs, activations }),
  family: ({ factors, activations }) => [factors, activations],
  features: ({ inputs }) => ({ inputs }),
};
