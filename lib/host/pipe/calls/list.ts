/**
 * What the pipe can be asked for: each file exports {@linkcode Call}s under
 * their names.
 *
 * @module
 */
export * from "./networks.ts";
export * from "./objectives.ts";
export * from "./derivatives.ts";
export * from "./jobs.ts";
export * from "./sweeps.ts";
export * from "./files.ts";
export * from "./parameters.ts";
