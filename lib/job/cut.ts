/** Ends that depend on the clock or on the user. */
const cuts: readonly unknown[] = ["max-time", "aborted", "running"];

/** Whether a clock or a user ended the computation, or a part of it. */
export function wasCut(result: unknown): boolean {
  if (typeof result !== "object" || result === null) return false;
  if (ArrayBuffer.isView(result)) return false;
  if (cuts.includes((result as { status?: unknown }).status)) return true;
  return Object.values(result).some(wasCut);
}
