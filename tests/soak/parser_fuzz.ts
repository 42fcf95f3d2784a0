import { parsers } from "./parsers.ts";
import type { Found, Order } from "./parser_worker.ts";
import type { Outcome, Soak } from "./soak.ts";

/** An input that has not ended after so long, in ms, never will. */
const patience = 20_000;

/** Feeds a parser for some seconds; ends what never ends. */
export async function fuzzParser(
  parser: string,
  seconds: number,
  seed: number,
  from = 0,
): Promise<Outcome> {
  const watch = new SharedArrayBuffer(8);
  const hand = new Int32Array(watch);
  const worker = new Worker(new URL("./parser_worker.ts", import.meta.url), {
    type: "module",
  });
  let clock: ReturnType<typeof setInterval> | undefined;
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      let seen = -1;
      clock = setInterval(() => {
        const now = Atomics.load(hand, 1);
        if (now !== seen) return seen = now;
        const index = Atomics.load(hand, 0);
        resolve({
          count: index - from,
          failures: [
            `${parser}, seed ${seed}, input ${index}: no answer in ${
              patience / 1000
            } s`,
          ],
        });
      }, patience);
      worker.onmessage = ({ data }: MessageEvent<Found>) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(event.error ?? new Error(event.message));
      };
      const order: Order = { parser, seed, from, seconds, watch };
      worker.postMessage(order);
    });
  } finally {
    clearInterval(clock);
    worker.terminate();
  }
}

/** A minute for each. */
export const parserSoaks: readonly Soak[] = parsers.map(({ name }) => ({
  name: `parser: ${name}`,
  unit: "seconds",
  whole: 60,
  part: 10,
  // each second begins with a number of its own, however many inputs it takes
  run: (seconds, seed, from) => fuzzParser(name, seconds, seed, from * 100_000),
}));
