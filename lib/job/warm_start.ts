import type { ObjectiveSpecification } from "../objective/mod.ts";
import type { TrainingResult, WarmStart } from "../train/mod.ts";
import { toBytes } from "./bytes.ts";
import { wasCut } from "./cut.ts";
import type { KeyedJob } from "./hash.ts";
import type { JobSpecification, TrainJob } from "./kinds.ts";
import { kindOf } from "./objectives/known.ts";
import { isObjective } from "./is_objective.ts";

/** What a training is made of, by path: numbers and words. */
type Features = ReadonlyMap<string, unknown>;

/** A finished training that others may start from. */
interface Finished {
  readonly key: string;
  readonly family: string;
  /** Of what was asked for: with the start that a warm one replaced. */
  readonly features: Features;
  /** Where it began itself, if that was warm. */
  readonly start: Pick<TrainJob, "parameters" | "warmStart"> | undefined;
  readonly end: Float64Array;
}

/** A job, and what was asked for if that was something else. */
interface ChosenJob<S extends JobSpecification> {
  readonly job: S;
  readonly features?: Features;
}

/** How many finished trainings are remembered, the newest. */
const remembered = 200;

let finished: Finished[] = [];

/** Forgets what could be started from. */
export function forgetTrainings(): void {
  finished = [];
}

/**
 * Where a training with `warmStart: true` begins: where the nearest finished
 * training of this session ended. Of those whose objective is of the same family
 * (of empirical losses: network, loss and kinds of penalties), the nearest
 * differs least, summed over all that sets the objectives apart (samples,
 * penalties), the start and the options: |a − b| / (|a| + |b|) for two numbers,
 * 1 for anything else that is not the same; arrays are one entry each. Of equally near ones the newest is taken. One that does not differ
 * is the same run: it is made again as it was, so that its result is kept.
 *
 * Any other job, or a training without a finished one to start from, is as it
 * was.
 */
export function chooseStart<S extends JobSpecification>(job: S): ChosenJob<S> {
  if (job.kind !== "train" || typeof job.warmStart !== "boolean") {
    return { job };
  }
  const { warmStart, ...cold } = job;
  const objective = warmStart ? plainObjective(job) : undefined;
  if (objective === undefined) return { job: cold as S };
  const family = familyOf(objective);
  const features = featuresOf(job, objective);
  let nearest: Finished | undefined;
  let distance = Infinity;
  for (const run of finished) {
    if (run.family !== family) continue;
    const d = differences(features, run.features)
      .reduce((sum, { size }) => sum + size, 0);
    if (d <= distance) [nearest, distance] = [run, d];
  }
  if (nearest === undefined) return { job: cold as S };
  if (distance === 0) {
    return { job: { ...cold, ...nearest.start } as S, features };
  }
  const from: WarmStart = {
    from: nearest.key,
    distance,
    differences: differences(features, nearest.features)
      .map(({ path }) => path),
  };
  return {
    job: { ...cold, parameters: nearest.end, warmStart: from } as S,
    features,
  };
}

/** Takes note of a training that others may start from. */
export function noteTraining(
  { key, job }: KeyedJob,
  result: unknown,
  asked: Features | undefined,
): void {
  if (job.kind !== "train" || wasCut(result)) return;
  const { loss, parameters } = result as TrainingResult;
  if (!Number.isFinite(loss)) return;
  const { objective, warmStart } = job;
  finished = finished.filter((run) => run.key !== key).slice(1 - remembered);
  finished.push({
    key,
    family: familyOf(objective),
    features: asked ?? featuresOf(job, objective),
    start: warmStart === undefined
      ? undefined
      : { parameters: job.parameters, warmStart },
    end: parameters.slice(),
  });
}

function plainObjective(job: TrainJob): ObjectiveSpecification | undefined {
  const { objective } = job;
  return isObjective(objective) ? objective.specification : objective;
}

function familyOf(objective: ObjectiveSpecification): string {
  return String(toBytes([objective.kind, kindOf(objective).family(objective)]));
}

function featuresOf(
  { parameters: initialParameters, options }: TrainJob,
  objective: ObjectiveSpecification,
): Features {
  const features = new Map<string, unknown>();
  collect(kindOf(objective).features(objective), "", features);
  collect({ initialParameters, ...options }, "", features);
  return features;
}

function collect(
  value: unknown,
  path: string,
  features: Map<string, unknown>,
): void {
  if (ArrayBuffer.isView(value)) {
    features.set(path, fingerprint(value));
  } else if (typeof value === "object" && value !== null) {
    for (const [key, entry] of Object.entries(value)) {
      collect(entry, path === "" ? key : `${path}.${key}`, features);
    }
  } else if (value !== undefined) {
    features.set(path, value);
  }
}

/**
 * A word for the bytes of an array (FNV-1a): enough to tell near from far,
 * where a mistake costs a few steps of training at most.
 */
function fingerprint(
  { buffer, byteOffset, byteLength }: ArrayBufferView,
): string {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) {
    hash = Math.imul(hash ^ bytes[i], 0x01000193);
  }
  return `${byteLength} bytes ${hash >>> 0}`;
}

function differences(
  a: Features,
  b: Features,
): { readonly path: string; readonly size: number }[] {
  const paths = new Set([...a.keys(), ...b.keys()]);
  return [...paths].sort().map((path) => ({
    path,
    size: difference(a.get(path), b.get(path)),
  })).filter(({ size }) => size > 0);
}

function difference(x: unknown, y: unknown): number {
  if (Object.is(x, y)) return 0;
  if (typeof x !== "number" || typeof y !== "number") return 1;
  const size = Math.abs(x - y) / (Math.abs(x) + Math.abs(y));
  return Number.isFinite(size) ? size : 1;
}
