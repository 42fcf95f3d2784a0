import { fromBytes, toBytes } from "./bytes.ts";
import { engineVersion } from "./engine_version.ts";
import { checkJob, type JobSpecification } from "./kinds.ts";
import { type PlainJob, plainJob } from "./travel.ts";

/** A job with its content hash. */
export interface KeyedJob<S extends JobSpecification = JobSpecification> {
  /** 64 hexadecimal digits. */
  readonly key: string;
  /** A copy of the job as it was when the hash was asked for. */
  readonly job: PlainJob<S>;
}

/** SHA-256 of some bytes as 64 hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(
    new Uint8Array(digest),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
}

/**
 * The job with its content hash: the same for jobs that have the same result,
 * another for any other. It covers the specification, with what computes it, and
 * the version of the engine.
 *
 * The job is read before this returns; its arrays may be changed after that.
 * Nothing where the job holds functions or the platform has no SHA-256 (a page
 * that came neither by HTTPS nor from this machine).
 */
export async function keyJob<S extends JobSpecification>(
  job: PlainJob<S>,
): Promise<KeyedJob<S> | undefined> {
  if (globalThis.crypto?.subtle === undefined) return undefined;
  const bytes = toBytes({ job, engineVersion });
  if (bytes === undefined) return undefined;
  const copy = fromBytes(bytes) as { readonly job: PlainJob<S> };
  return { key: await sha256(bytes), job: copy.job };
}

/**
 * The content hash of a job, 64 hexadecimal digits: the key under which its
 * result is kept. Nothing where the job holds functions.
 *
 * @throws {TypeError} If it is no job, or holds what its kind does not take.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import {
 *   empiricalLoss,
 *   initialize,
 *   jobKey,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const objective = empiricalLoss(net, data);
 * const θ = initialize(net, { seed: 2 });
 * const key = await jobKey({ kind: "train", objective, parameters: θ });
 * assertEquals(typeof key, "string"); // the same for the same work
 * ```
 */
export async function jobKey(
  job: JobSpecification,
): Promise<string | undefined> {
  checkJob(job);
  const plain = plainJob(job);
  return plain && (await keyJob(plain))?.key;
}
