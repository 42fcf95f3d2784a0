/**
 * The version that results are kept under, that of deno.json: what one version
 * computed another does not take for its own.
 */
export const engineVersion: string = "0.2.0";
