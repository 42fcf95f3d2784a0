import { strictForward } from "../kernels/forward.ts";
import {
  type InitializationScheme,
  initialize,
  type Network,
} from "../network/mod.ts";
import {
  checkOptions,
  list,
  number,
  type OptionTable,
  record,
  required,
  text,
} from "../options/mod.ts";
import { randomGenerator } from "../random/mod.ts";
import { type Dataset, dataset } from "./dataset.ts";

/** What {@linkcode teacherStudent} makes a dataset from. */
export interface TeacherStudentOptions {
  /** The network whose outputs are the targets. */
  readonly teacher: Network;
  /** The teacher's θ; by default drawn from `scheme`. */
  readonly teacherParameters?: Float64Array;
  /** Number of samples. */
  readonly samples: number;
  /** An integer in 0 … 2⁵³ − 1; the same seed gives the same dataset. */
  readonly seed: number;
  /** Standard deviation of the noise on each target; 0 by default. */
  readonly noise?: number;
  /**
   * How the teacher's θ is drawn when it is not given; by default
   * "standardNormal": weights from N(0, 1), biases 0.
   */
  readonly scheme?: InitializationScheme;
}

/** What {@linkcode teacherStudent} takes. */
export const teacherStudentOptions: OptionTable<TeacherStudentOptions> = {
  teacher: required(record),
  teacherParameters: list,
  samples: required(number),
  seed: required(number),
  noise: number,
  scheme: text,
};

/** A dataset together with the teacher that answered. */
export interface TeacherStudentDataset extends Dataset {
  /** samples × outputCount, row-major. */
  readonly targets: Float64Array;
  /** The network whose outputs are the targets. */
  readonly teacher: Network;
  /** Its θ. */
  readonly teacherParameters: Float64Array;
}

/**
 * A teacher–student dataset: inputs from N(0, 1), targets t = f(x; θ*) + noise
 * × N(0, 1), where f is the teacher and θ* its parameters.
 *
 * θ*, inputs and noise come from three generators, whose seeds are the first
 * three integers below 2⁵³ − 1 of the generator of `seed`. So the inputs stay
 * the same when the teacher or the noise changes, more samples begin with the
 * fewer ones, and a second dataset of the same teacher (to test with) is made
 * from another seed and `teacherParameters`.
 *
 * @throws {RangeError} If samples or noise are out of range, or θ* does not
 * have the teacher's length.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { mlp, teacherStudent } from "@thalweg/thalweg";
 *
 * const teacher = mlp`2 → 4 sigmoid → 1`;
 * const data = teacherStudent({ teacher, samples: 100, seed: 1, noise: 0.1 });
 * assertEquals([data.samples, data.inputCount], [100, 2]);
 * ```
 */
export function teacherStudent(
  options: TeacherStudentOptions,
): TeacherStudentDataset {
  checkOptions("draw a dataset", options, teacherStudentOptions);
  const { teacher, samples, noise = 0, scheme = "standardNormal" } = options;
  if (!Number.isSafeInteger(samples) || samples < 1) {
    throw new RangeError(
      `Cannot draw a dataset: got ${samples} samples, expected a positive integer`,
    );
  }
  if (!(noise >= 0 && noise < Infinity)) {
    throw new RangeError(
      `Cannot draw a dataset: noise is ${noise}, expected a finite number ≥ 0`,
    );
  }
  const seeds = randomGenerator(options.seed);
  const [parameterSeed, inputSeed, noiseSeed] = Array.from(
    { length: 3 },
    () => seeds.integer(2 ** 53 - 1),
  );
  const teacherParameters = options.teacherParameters ??
    initialize(teacher, { seed: parameterSeed, scheme });
  if (teacherParameters.length !== teacher.parameterCount) {
    throw new RangeError(
      `Cannot draw a dataset: teacherParameters has length ${teacherParameters.length}, expected ${teacher.parameterCount} for ${teacher.text}`,
    );
  }
  const inputs = drawNormal(samples * teacher.inputs, inputSeed);
  const targets = strictForward(teacher, teacherParameters, inputs);
  if (noise > 0) {
    const z = drawNormal(targets.length, noiseSeed);
    for (let i = 0; i < z.length; i++) targets[i] += noise * z[i];
  }
  const shape = [samples, teacher.inputs] as const;
  const checked = dataset({ inputs, shape, targets });
  return { ...checked, targets, teacher, teacherParameters };
}

function drawNormal(length: number, seed: number): Float64Array {
  const random = randomGenerator(seed);
  return Float64Array.from({ length }, () => random.normal());
}
