/**
 * What functions take: descriptions of options, the checks that follow from
 * them, and what a mistyped name may mean.
 *
 * @module
 */
export {
  aDataset,
  aNetwork,
  anObjective,
  aTrajectory,
  checkArguments,
  checkFinite,
  checkFinitePoint,
  checkParameters,
  checkPoint,
  holding,
  listOnlyOf,
  numbers,
  points,
} from "./arguments.ts";
export { checkOptions, checkVariant, shown } from "./check.ts";
export {
  abortSignal,
  anyOf,
  callable,
  countFrom,
  defined,
  finiteFrom,
  flag,
  list,
  listOf,
  nested,
  number,
  numberFrom,
  oneOf,
  type Option,
  type OptionTable,
  record,
  required,
  sizeFrom,
  text,
  variants,
  without,
} from "./kinds.ts";
export { suggestion } from "./suggestion.ts";
