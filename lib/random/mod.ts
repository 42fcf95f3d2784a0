/**
 * Random numbers that a seed determines.
 *
 * @module
 */
export { type Generator, randomGenerator } from "./generator.ts";
