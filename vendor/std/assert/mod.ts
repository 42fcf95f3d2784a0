// The registry's own package is `jsr:@std/assert`; this link re-exports the
// same code from npm, so that the tests run where only npm can be reached.
// @ts-types="./types.d.ts"
export * from "npm:deno-std@1.4.0/assert/mod.js";
