/**
 * Systems whose training is known in closed form, or small enough that all of it
 * can be seen: chains of scalars, linear networks, early stopping.
 *
 * @module
 */
export {
  type Hyperbola,
  solutionHyperbola,
} from "./scalar_chain/solution_hyperbola.ts";
