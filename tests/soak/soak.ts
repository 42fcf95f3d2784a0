/** What a part of a soak found. */
export interface Outcome {
  /** How many inputs, requests, moves or presses there were. */
  readonly count: number;
  /** What went wrong, each with what repeats it. */
  readonly failures: readonly string[];
  /** What was measured, in a few words. */
  readonly measured?: string;
}

/** Something that is done very often, or for long, and must go well each time. */
export interface Soak {
  /** Names it on the command line and in the log. */
  readonly name: string;
  /** What is counted: "seconds", "requests", … */
  readonly unit: string;
  /** How many make it whole. */
  readonly whole: number;
  /** How many are done between two notes of how far it has come. */
  readonly part: number;
  /** Does `amount` of it from `from` on; the same seed does the same. */
  readonly run: (
    amount: number,
    seed: number,
    from: number,
  ) => Promise<Outcome>;
}

/** A new seed each day, for what a plain test does of a soak. */
export function seedOfToday(): number {
  return Number(new Date().toISOString().slice(0, 10).replaceAll("-", ""));
}

/** Waits so many milliseconds. */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The p-quantile of numbers, in [0, 1]; NaN of none. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ??
    NaN;
}
