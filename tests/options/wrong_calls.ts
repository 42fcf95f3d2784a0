import process from "node:process";
import type { Generator } from "../../lib/random/mod.ts";
import { type Figure, figureToSvg } from "../../mod.ts";
import { openNotebook } from "../../lib/notebook/mod.ts";
import { isOwnError } from "../own_error.ts";
import { pick } from "../soak/mutate.ts";
import { strangers } from "./positional.ts";

/** What became of a call: words of ours, a value, or what must not be. */
export type Ending = "refused" | "accepted" | "NaN" | "internal" | "late";

/**
 * No answer to a wrong call takes longer, in milliseconds of processor time:
 * a machine with other work to do takes longer by the clock, up to a bound.
 */
const patience = 2000;
const patienceByClock = 10 * patience;

/** Arguments that fit, and then one thing wrong with them. */
export function wrongly(
  random: Generator,
  fitting: readonly unknown[],
): readonly unknown[] {
  const given = [...fitting];
  if (given.length === 0) return [pick(random, strangers)];
  const at = random.integer(given.length);
  const kind = random.integer(10);
  if (kind === 0) return [];
  if (kind === 1) return given.slice(0, at);
  if (kind === 2) return given.reverse();
  if (kind === 3) return given.toSpliced(at, 1);
  if (kind === 4) return given.map(() => pick(random, strangers));
  return given.with(at, pick(random, strangers));
}

/** Calls, follows what is made a little way, and tells how it ended. */
export async function ending(
  call: () => unknown,
  given: readonly unknown[],
): Promise<{ readonly ending: Ending; readonly message?: string }> {
  openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new TypeError("Cannot read: no files")),
  });
  const clock = makeClock();
  const late = Promise.withResolvers<"late">();
  const timer = setInterval(() => {
    if (clock() > patience) late.resolve("late");
  }, patience);
  try {
    const value = await Promise.race([follow(call), late.promise]);
    if (clock() > patience) return { ending: "late" };
    const isSilent = hasNaN(value) && !hasNaN(given) && !isBeyond(given) &&
      // a descent that ends like this says so, and where
      (value as { status?: string } | undefined)?.status !== "non-finite";
    return { ending: isSilent ? "NaN" : "accepted" };
  } catch (error) {
    return {
      ending: isOwnError(error) ? "refused" : "internal",
      message: `${error}`,
    };
  } finally {
    clearInterval(timer);
  }
}

/** Milliseconds of this process since now, or of the clock once it is over. */
function makeClock(): () => number {
  const began = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    const elapsed = performance.now() - began;
    const isOver = elapsed > patienceByClock;
    return isOver ? elapsed : Math.min(elapsed, (user + system) / 1000);
  };
}

/** What a call leads to: its value, and of steps the first. */
async function follow(call: () => unknown): Promise<unknown> {
  const made = await call();
  const { kind, rows } = Object(made);
  if (kind === "figure") {
    await figureToSvg(made as Figure);
    return rows.call(made);
  }
  const steps = Object(made);
  const goes = steps[Symbol.iterator] ?? steps[Symbol.asyncIterator];
  if (goes === undefined || typeof steps.next !== "function") return made;
  const { value } = await steps.next();
  await steps.return?.();
  return value;
}

/** Whether a number is one whose square is 0 or Infinity: NaN may follow. */
function isBeyond(value: unknown, depth = 4): boolean {
  if (typeof value === "number") {
    const size = Math.abs(value);
    return size > 1e150 && size < Infinity || size > 0 && size < 1e-150;
  }
  const isPlain = typeof value === "object" && value !== null &&
    (Array.isArray(value) ||
      Object.getPrototypeOf(value) === Object.prototype);
  return isPlain && depth > 0 &&
    Object.values(value).some((each) => isBeyond(each, depth - 1));
}

/** Whether there is a NaN in plain data and arrays, some levels down. */
function hasNaN(value: unknown, depth = 4): boolean {
  if (typeof value === "number") return Number.isNaN(value);
  if (typeof value !== "object" || value === null || depth === 0) return false;
  if (ArrayBuffer.isView(value)) {
    return (value as Float64Array).some?.(Number.isNaN) ?? false;
  }
  const prototype = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype) return false;
  return Object.values(value).some((each) => hasNaN(each, depth - 1));
}
