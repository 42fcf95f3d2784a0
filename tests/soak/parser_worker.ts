/**
 * Feeds a parser, in a thread that can be ended when an input never ends.
 *
 * @module
 */
import process from "node:process";
import { randomGenerator } from "../../lib/random/mod.ts";
import { isOwnError } from "../own_error.ts";
import { parsers } from "./parsers.ts";

/** What the thread is asked for. */
export interface Order {
  readonly parser: string;
  readonly seed: number;
  /** The first input; the same seed and number give the same one. */
  readonly from: number;
  readonly seconds: number;
  /** Two numbers: the input at hand, and a count that moves with each. */
  readonly watch: SharedArrayBuffer;
}

/** What it found. */
export interface Found {
  readonly count: number;
  readonly failures: readonly string[];
}

/** No input takes longer, in seconds, in one of three tries. */
const longest = 2;

/** The input of a number. */
export function inputOf(
  name: string,
  seed: number,
  index: number,
): string | Uint8Array {
  const { make } = parsers.find((parser) => parser.name === name)!;
  return make(randomGenerator(seed * 1e8 + index));
}

/** How a parser fails an input; nothing where all is well. */
async function faultOf(
  name: string,
  input: string | Uint8Array,
): Promise<string | undefined> {
  const { read } = parsers.find((parser) => parser.name === name)!;
  let seconds = Infinity;
  for (let attempt = 0; attempt < 3; attempt++) {
    const began = performance.now();
    const usage = process.cpuUsage();
    try {
      await read(input as never);
    } catch (error) {
      if (!isOwnError(error)) {
        const { stack = "" } = error as Error;
        return String(stack).split("\n").slice(0, 3).join(" ").slice(0, 600);
      }
    }
    // on a busy machine others take their share of a second
    const { user, system } = process.cpuUsage(usage);
    seconds = Math.min(
      seconds,
      (performance.now() - began) / 1e3,
      (user + system) / 1e6,
    );
    if (seconds <= longest) return undefined;
  }
  return `it takes ${seconds.toFixed(1)} s`;
}

/** An input as a reader can repeat it, or its beginning. */
export function show(input: string | Uint8Array): string {
  const text = typeof input === "string"
    ? JSON.stringify(input.slice(0, 200))
    : `bytes ${JSON.stringify(String(input.subarray(0, 100)))}`;
  return `${text} (${input.length} in all)`;
}

if (typeof WorkerGlobalScope !== "undefined") {
  globalThis.onmessage = async ({ data }: MessageEvent<Order>) => {
    const { parser, seed, from, seconds, watch } = data;
    const hand = new Int32Array(watch);
    const failures: string[] = [];
    const end = performance.now() + 1000 * seconds;
    let index = from;
    do {
      Atomics.store(hand, 0, index);
      Atomics.add(hand, 1, 1);
      const input = inputOf(parser, seed, index);
      const fault = await faultOf(parser, input);
      if (fault) {
        failures.push(
          `${parser}, seed ${seed}, input ${index}: ${fault} for ${
            show(input)
          }`,
        );
      }
      index++;
    } while (performance.now() < end && failures.length < 20);
    postMessage({ count: index - from, failures } satisfies Found);
  };
}

declare const WorkerGlobalScope: unknown;
declare function postMessage(found: Found): void;
