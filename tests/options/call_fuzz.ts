import * as thalweg from "../../mod.ts";
import { described } from "./described.ts";
import { generatedOptions } from "./generated_options.ts";
import { fitting } from "./positional.ts";
import { ending, wrongly } from "./wrong_calls.ts";

const functions = thalweg as unknown as Readonly<
  Record<string, (...given: readonly unknown[]) => unknown>
>;

const plain = "a function of numbers for loops, as Math.exp is: NaN of others";

const whole = "an objective and a θ that fit it are followed for a minute";

/** What may answer in another way, and why. */
export const exceptions: Readonly<Record<string, string>> = {
  bivariateNormalCdf: plain,
  normalCdf: plain,
  owensT: plain,
  gradientFlow: whole,
  evaluateDensity: "the error of a mean of one sample is NaN, as it says",
  optimizeSteps: "the loss is NaN where it was not computed, as it says",
  densityPlot: "the error of a density from one probe is NaN, as it says",
  spectralDensity: "the error of a density from one probe is NaN, as it says",
  closeWorkers: "takes nothing",
  completeOutputs: "takes nothing",
};

/** A call, and what it hands over. */
interface Call {
  readonly call: () => unknown;
  readonly given: readonly unknown[];
}

/** A function, and calls of it with something wrong, mostly. */
export interface Target {
  readonly name: string;
  readonly right: Call;
  readonly wrong: (random: thalweg.Generator) => Call;
}

const byPlace = Object.entries(fitting).map(([name, given]): Target => {
  const handing = (given: readonly unknown[]): Call => ({
    call: () => functions[name](...given),
    given,
  });
  return {
    name,
    right: handing(given),
    wrong: (random) => handing(wrongly(random, given)),
  };
});

const byOption = described.map(({ name, table, fitting, call }): Target => {
  const handing = (options: Record<string, unknown>): Call => ({
    call: () => call(options),
    given: [options],
  });
  return {
    name: `options of ${name}`,
    right: handing(fitting),
    wrong: (random) => handing(generatedOptions(random, table, fitting)),
  };
});

/** Every public function by place, and every one that takes options by them. */
export const targets: readonly Target[] = [...byPlace, ...byOption];

/**
 * Calls a function with so many generated argument lists, each repeated by the
 * seed and its number; what is the same as one before it is not called again.
 *
 * @returns What went wrong.
 */
export async function fuzzCalls(
  { name, right, wrong }: Target,
  amount: number,
  seed: number,
): Promise<readonly string[]> {
  const own = name.replace(/^options of | .*$/g, "");
  const exception = exceptions[own];
  const failures: string[] = [];
  const seen = new Set<string>();
  for (let k = 0; k < amount; k++) {
    const { call, given } = wrong(
      thalweg.randomGenerator(seed * 100_003 + k),
    );
    const key = keyOf(given);
    if (seen.has(key) || given.some((each) => isEndless(each))) continue;
    seen.add(key);
    let { ending: found, message = "" } = await ending(call, given);
    // a machine with other work to do may take longer, once
    if (found === "late") ({ ending: found } = await ending(call, given));
    const fits = found === "refused" || found === "accepted" ||
      found === "late" && exception === whole ||
      found === "NaN" && exception?.includes("NaN");
    if (fits) continue;
    failures.push(
      `${name}(${given.map(words).join(", ")}), seed ${seed}, list ${k}: ` +
        `${found} ${message}`,
    );
  }
  // what the last call left would be tried with all that comes after
  if (own.startsWith("configure")) right.call();
  return failures;
}

/** Options that say how long a run goes on. */
const lasting = /^(until|epochs|iterations|seconds|steps|max[A-Z].*)$/;

/** Whether a run is asked for that goes on without end: clocks end it, later. */
function isEndless(value: unknown, depth = 3): boolean {
  if (typeof value !== "object" || value === null || depth === 0) return false;
  return Object.entries(value).some(([name, each]) =>
    lasting.test(name) && each > 1e6 || isEndless(each, depth - 1)
  );
}

const numbers = new Map<unknown, number>();

/** The same for lists of the same values: objects by identity, options by theirs. */
function keyOf(value: unknown, depth = 3): string {
  if (Array.isArray(value) && depth === 3) {
    return value.map((each) => keyOf(each, depth - 1)).join(", ");
  }
  const isPlain = typeof value === "object" && value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  if (isPlain && depth > 0 && Object.keys(value).length < 20) {
    return `{${
      Object.entries(value).map(([name, each]) =>
        `${name}: ${keyOf(each, depth - 1)}`
      )
    }}`;
  }
  if (Object.is(value, -0)) return "-0";
  if (!numbers.has(value)) numbers.set(value, numbers.size);
  return `#${numbers.get(value)}`;
}

function words(value: unknown): string {
  if (typeof value === "function") return "a function";
  return Deno.inspect(value, {
    depth: 2,
    breakLength: Infinity,
    iterableLimit: 5,
  }).slice(0, 200);
}
