import {
  checkOptions,
  finiteFrom,
  number,
  numberFrom,
  type OptionTable,
  required,
  sizeFrom,
} from "../../options/mod.ts";
import { aChain } from "./a_chain.ts";
import { type ScalarChain, scalarChain } from "./scalar_chain.ts";
import { toEnd } from "../../steps.ts";

/** What {@linkcode convergenceMap} looks at. */
export interface ConvergenceMapOptions {
  /** η of gradient descent. */
  readonly learningRate: number;
  /** Whose loss; of two factors and x = 1 by default. */
  readonly chain?: ScalarChain;
  /** First and second factor start between −limit and limit; 2 by default. */
  readonly limit?: number;
  /** Starts along each axis; 400 by default. */
  readonly resolution?: number;
  /** Updates from each start; 200 by default. */
  readonly steps?: number;
  /** The loss that counts as arrived; 1e-6 by default. */
  readonly tolerance?: number;
  /** Where further factors start; at 1 by default. */
  readonly rest?: number;
}

/** What {@linkcode convergenceMap} takes. */
export const convergenceMapOptions: OptionTable<ConvergenceMapOptions> = {
  learningRate: required(finiteFrom(0)),
  chain: aChain,
  limit: numberFrom(0),
  resolution: sizeFrom(2),
  steps: sizeFrom(1),
  tolerance: numberFrom(0),
  rest: number,
};

/** Ends of a descent. */
const fateNames = [
  "not computed yet",
  "ran away",
  "neither",
  "arrived, first factor positive",
  "arrived, first factor negative",
] as const;

/** What became of starts on a square. */
export interface ConvergenceMap {
  /** First factors, ascending. */
  readonly xs: Float64Array;
  /** Second factors, ascending. */
  readonly ys: Float64Array;
  /** A place in `fateNames` for each start (ys × xs, row-major). */
  readonly fates: Uint8Array;
  /** Not computed yet, ran away, neither, arrived on the one branch, the other. */
  readonly fateNames: readonly string[];
  /** Updates after which the loss stayed below the tolerance, where it did. */
  readonly updates: Uint16Array;
  /** η. */
  readonly learningRate: number;
  /** Updates from each start. */
  readonly steps: number;
}

/** A loss beyond this is not seen to come back. */
const away = 1e12;
/** A loss that is small for fewer updates at the end only passes by. */
const staying = 10;
/** Rows between two looks at what there is. */
const rowsAtOnce = 25;
/** More updates in all would take minutes; counts have 16 bits. */
const [mostInAll, mostSteps] = [4e9, 65534];

const [AWAY, NEITHER, POSITIVE, NEGATIVE] = [1, 2, 3, 4];

/**
 * The map as a whole; see {@linkcode convergenceMapSteps}.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { convergenceMap } from "@thalweg/thalweg";
 *
 * const { fates } = convergenceMap({ learningRate: 0.1, resolution: 2 });
 * // the corners (−2, −2), (2, −2), (−2, 2) and (2, 2): in between is the saddle
 * assertEquals([...fates], [4, 2, 2, 3]);
 * ```
 */
export function convergenceMap(options: ConvergenceMapOptions): ConvergenceMap {
  return toEnd(convergenceMapSteps(options));
}

/**
 * Where gradient descent of a chain goes from every start on a square, yielding
 * the map after every few rows, lowest first; its arrays are the same all the
 * time.
 *
 * A start has *arrived* where the loss is at most the tolerance after the last
 * update and the ten before it; it counts how many updates it took until the loss
 * was there to stay. (So of fewer than ten updates nothing arrives.)
 * It *ran away* where the loss became more than 10¹². Neither of both may still
 * be on its way, or cycle, or wander for ever: so many updates cannot tell.
 *
 * @throws {TypeError} If an option is unknown, missing or of another type.
 * @throws {RangeError} If an option has no meaning.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { convergenceMapSteps } from "@thalweg/thalweg";
 *
 * const options = { learningRate: 0.4, resolution: 10, steps: 50 };
 * for (const { fates } of convergenceMapSteps(options)) {
 *   assert(fates.length === 100); // between the steps a program may do something else
 * }
 * ```
 */
export function* convergenceMapSteps(
  options: ConvergenceMapOptions,
): Generator<ConvergenceMap, ConvergenceMap> {
  const act = "map where descents go";
  checkOptions(act, options, convergenceMapOptions);
  const {
    learningRate,
    chain = scalarChain(),
    limit = 2,
    resolution = 400,
    steps = 200,
    tolerance = 1e-6,
    rest = 1,
  } = options;
  const finite = { learningRate, limit, tolerance, rest };
  for (const [name, value] of Object.entries(finite)) {
    if (Number.isFinite(value)) continue;
    throw new RangeError(
      `Cannot ${act}: ${name} is ${value}, expected a finite number`,
    );
  }
  if (!(steps <= mostSteps && resolution * resolution * steps <= mostInAll)) {
    throw new RangeError(
      `Cannot ${act}: ${steps} steps from ${resolution} × ${resolution} starts, expected ${mostSteps} steps and ${mostInAll} in all at most`,
    );
  }
  if (chain.factors < 2) {
    throw new RangeError(
      `Cannot ${act}: a chain of ${chain.factors} factor, expected two or more`,
    );
  }
  const xs = Float64Array.from(
    { length: resolution },
    // to the last bit the same on both sides of 0
    (_, i) => limit * ((2 * i - resolution + 1) / (resolution - 1)),
  );
  const fates = new Uint8Array(resolution * resolution);
  const updates = new Uint16Array(resolution * resolution);
  const map: ConvergenceMap = {
    xs,
    ys: xs.slice(),
    fates,
    fateNames,
    updates,
    learningRate,
    steps,
  };
  const run = { learningRate, steps, tolerance, rest };
  const follow = isPair(chain) ? pair(chain, run) : anyChain(chain, run);
  for (let j = 0; j < resolution; j++) {
    for (let i = 0; i < resolution; i++) {
      const n = j * resolution + i;
      fates[n] = follow(xs[i], xs[j]);
      updates[n] = fates[n] >= POSITIVE ? follow.updates : 0;
    }
    if (j % rowsAtOnce === rowsAtOnce - 1) yield map;
  }
  return map;
}

/** Runs from a start, tells its fate, and how many updates it took. */
interface Follow {
  (θ0: number, θ1: number): number;
  updates: number;
}

interface Descent {
  readonly learningRate: number;
  readonly steps: number;
  readonly tolerance: number;
  readonly rest: number;
}

function isPair({ factors, network }: ScalarChain): boolean {
  return factors === 2 && network.layers[0].activation === "identity";
}

/** Two factors: the loop that all the time is spent in, with nothing around it. */
function pair(
  { inputs }: ScalarChain,
  { learningRate, steps, tolerance }: Descent,
): Follow {
  const meanSquare = inputs.reduce((sum, x) => sum + x * x, 0) / inputs.length;
  const η = 2 * learningRate * meanSquare;
  const near = tolerance / meanSquare;
  const far = away / meanSquare;
  const follow: Follow = (θ0, θ1) => {
    let late = 0;
    for (let t = 0; t <= steps; t++) {
      const error = 1 - θ0 * θ1;
      const square = error * error;
      if (!(square <= near)) {
        if (!(square <= far)) return AWAY;
        late = t + 1;
      }
      if (t === steps) break;
      const step = η * error;
      const next = θ0 + step * θ1;
      θ1 += step * θ0;
      θ0 = next;
    }
    follow.updates = late;
    return late > steps - staying ? NEITHER : θ0 > 0 ? POSITIVE : NEGATIVE;
  };
  follow.updates = 0;
  return follow;
}

function anyChain(
  { factors, kernel }: ScalarChain,
  { learningRate, steps, tolerance, rest }: Descent,
): Follow {
  const θ = new Float64Array(factors);
  const gradient = new Float64Array(factors);
  const loss = new Float64Array(1);
  const follow: Follow = (θ0, θ1) => {
    θ.fill(rest);
    θ[0] = θ0;
    θ[1] = θ1;
    let late = 0;
    for (let t = 0; t <= steps; t++) {
      kernel.lossesAndGradients(θ, 1, loss, gradient);
      if (!(loss[0] <= tolerance)) {
        if (!(loss[0] <= away)) return AWAY;
        late = t + 1;
      }
      if (t === steps) break;
      for (let k = 0; k < factors; k++) θ[k] -= learningRate * gradient[k];
    }
    follow.updates = late;
    return late > steps - staying ? NEITHER : θ[0] > 0 ? POSITIVE : NEGATIVE;
  };
  follow.updates = 0;
  return follow;
}
