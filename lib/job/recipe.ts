import { sha256 } from "@noble/hashes/sha2";
import { teacherStudent } from "../data/mod.ts";
import {
  type InitializationScheme,
  type Network,
  network,
  type NetworkSpecification,
  parseNetwork,
} from "../network/mod.ts";
import {
  empiricalLoss,
  type EmpiricalLossOptions,
  empiricalLossOptions,
  type Objective,
  type ObjectiveSpecification,
  populationLoss,
} from "../objective/mod.ts";
import {
  anyOf,
  defined,
  nested,
  number,
  numberFrom,
  oneOf,
  type OptionTable,
  record,
  required,
  text,
  without,
} from "../options/mod.ts";
import { type TrainOptions, trainOptions } from "../train/mod.ts";
import { isEqual, toBytes } from "./bytes.ts";
import { engineVersion } from "./engine_version.ts";
import { objectiveFromSpecification } from "./objectives/known.ts";
import { seededTraining } from "./seeded_training.ts";
import type { TrainJob } from "./kinds/train.ts";

/** A network as text, "2 → 5 tanh → 1", or as data. */
export type NetworkSource = string | NetworkSpecification;

/**
 * The loss of a student on the answers of a random teacher: what draws the
 * samples in place of the samples, so that many of them travel as a few words.
 */
export interface TeacherRecipe
  extends
    Pick<EmpiricalLossOptions, "loss" | "penalties" | "backend" | "strict"> {
  /** Names the kind. */
  readonly kind: "teacherStudent";
  /** What is trained. */
  readonly student: NetworkSource;
  /** What answers; its parameters are those of `teacherStudent`. */
  readonly teacher: NetworkSource;
  /** Of which there are so many; without it infinitely many, in expectation. */
  readonly samples?: number;
  /** Standard deviation of the noise on each target; 0 by default. */
  readonly noise?: number;
  /** Seed of teacher, inputs and noise. */
  readonly dataSeed: number;
}

/** A training in a few words: an objective and a seed. */
export interface TrainingRecipe {
  /** What to minimize. */
  readonly objective: TeacherRecipe | ObjectiveSpecification;
  /** Seed of the start, and of minibatches. */
  readonly seed: number;
  /** How the start is drawn; "glorotNormal" by default. */
  readonly scheme?: InitializationScheme;
  /** As for `train`. */
  readonly options?: Omit<TrainOptions, "signal" | "resumeFrom">;
}

const networkSource = anyOf(text, record);

/** What a {@linkcode TeacherRecipe} holds. */
export const teacherRecipe: OptionTable<TeacherRecipe> = {
  kind: required(oneOf("teacherStudent")),
  student: required(networkSource),
  teacher: required(networkSource),
  samples: number,
  noise: numberFrom(0),
  dataSeed: required(number),
  ...empiricalLossOptions,
};

/** What a {@linkcode TrainingRecipe} holds. */
export const trainingRecipe: OptionTable<TrainingRecipe> = {
  objective: required(record),
  seed: required(number),
  scheme: text,
  options: nested(without(trainOptions, "signal", "resumeFrom")),
};

/**
 * Builds the objective that a recipe describes.
 *
 * @throws What the functions throw that build it.
 */
export function objectiveOf(
  source: TeacherRecipe | ObjectiveSpecification,
): Objective {
  if (!isTeacherRecipe(source)) return objectiveFromSpecification(source);
  const { samples, noise, dataSeed: seed, loss, penalties, backend, strict } =
    source;
  const [student, teacher] = [source.student, source.teacher].map(networkOf);
  const draw = (samples: number) =>
    teacherStudent({ teacher, samples, seed, ...defined({ noise }) });
  return samples === undefined
    ? populationLoss(
      student,
      { teacher, parameters: draw(1).teacherParameters },
      defined({ noise }),
    )
    : empiricalLoss(
      student,
      draw(samples),
      defined({ loss, penalties, backend, strict }),
    );
}

/** The job that a recipe stands for: `run.job` of it gives the same numbers. */
export function trainingJob(
  { seed, scheme, options = {} }: Omit<TrainingRecipe, "objective">,
  objective: Objective,
): TrainJob & { readonly objective: Objective } {
  return seededTraining(objective, seed, scheme, options);
}

/**
 * The content hash of trainings on one objective as `jobKey` gives it, but at
 * once, and the samples read once for all of them.
 */
export function trainingKeys(
  specification: ObjectiveSpecification,
): (job: TrainJob) => string {
  const objective = toBytes(specification)!;
  let head: Uint8Array | undefined;
  let hashed = sha256.create();
  return (job) => {
    // the objective stands where two single bytes differ
    const [bytes, other] = [null, true].map((objective) =>
      toBytes({ job: { ...job, objective }, engineVersion })!
    );
    const at = bytes.findIndex((byte, i) => byte !== other[i]);
    const before = bytes.subarray(0, at);
    if (!head || !isEqual(head, before)) {
      head = before;
      hashed = sha256.create().update(before).update(objective);
    }
    const digest = hashed.clone().update(bytes.subarray(at + 1)).digest();
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0"))
      .join("");
  };
}

/** Whether it is drawn from a teacher, or written down. */
export function isTeacherRecipe(
  source: TeacherRecipe | ObjectiveSpecification,
): source is TeacherRecipe {
  return source.kind === "teacherStudent";
}

function networkOf(source: NetworkSource): Network {
  return network(typeof source === "string" ? parseNetwork(source) : source);
}
