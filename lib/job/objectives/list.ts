/**
 * The kinds of objective that travel, each an `ObjectiveKind` under its name.
 *
 * @module
 */
export { empirical } from "../../objective/mod.ts";
export { population } from "../../objective/mod.ts";
export { scalarChainKind as scalarChain } from "../../theory/mod.ts";
export { density } from "../../density/mod.ts";
