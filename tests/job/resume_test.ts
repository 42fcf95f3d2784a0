import { assert, assertEquals, assertRejects } from "@std/assert";
import { jobKinds } from "../../lib/job/kinds.ts";
import {
  canResume,
  closeWorkers,
  configureMemo,
  type JobResult,
  type JobSpecification,
  resumedJob,
  runJob,
} from "../../lib/job/mod.ts";
import { examples, inPlace, objective, timeless, θ } from "./examples.ts";

/** A job of each kind that goes on, bit for bit, and long enough to be stopped. */
const jobs: Record<string, JobSpecification> = {
  train: {
    kind: "train",
    objective,
    parameters: θ,
    options: {
      discrete: { batchSize: 16, steps: 20_000, seed: 1 },
      refine: false,
    },
  },
  fitDensity: {
    ...examples.fitDensity(objective) as JobSpecification & {
      kind: "fitDensity";
    },
    options: { epochs: 4000, lookAhead: 4000, batchSize: 16 },
  },
};

/** Runs a job, and stops it when there is something of its result. */
async function stop<S extends JobSpecification>(job: S): Promise<JobResult<S>> {
  const user = new AbortController();
  let newest: JobResult<S> | undefined;
  await assertRejects(
    () =>
      runJob(job, {
        memo: false,
        signal: user.signal,
        onProgress({ partial }) {
          newest ??= partial;
          if (newest) user.abort(new DOMException("Stopped", "AbortError"));
        },
      }),
    DOMException,
    "Stopped",
  );
  return newest!;
}

Deno.test("every kind that goes on is tried", () => {
  const kinds = Object.values(jobKinds).filter(({ resume }) => resume);
  assertEquals(Object.keys(jobs).sort(), kinds.map(({ name }) => name).sort());
});

for (const [kind, job] of Object.entries(jobs)) {
  Deno.test(`a stopped ${kind} goes on to the numbers of one that was not`, async () => {
    configureMemo({});
    assert(canResume(job));
    const partial = await stop(job);
    const next = resumedJob(job, { job, partial });
    assert(next);
    const [whole, resumed] = await Promise.all([
      runJob(job, { memo: false }),
      runJob(next, { memo: false }),
    ]);
    assertEquals(numbers(resumed), numbers(whole));
    closeWorkers();
  });
}

Deno.test("a job is resumed from its own partial result only, and where it can be told from others", async () => {
  const { train } = jobs as Record<
    string,
    JobSpecification & { kind: "train" }
  >;
  const partial = await stop(train);
  const stopped = { job: train, partial };
  const moved = θ.slice();
  moved[0] += 1e-12;
  assertEquals(resumedJob({ ...train, parameters: moved }, stopped), undefined);
  assertEquals(
    resumedJob({ ...train, objective: inPlace }, stopped),
    undefined,
  );
  assertEquals(canResume({ ...train, objective: inPlace }), false);
  assertEquals(canResume(examples.plane(objective)), false);
  closeWorkers();
});

Deno.test("a training that began warm says so when it goes on", async () => {
  const { train } = jobs as Record<
    string,
    JobSpecification & { kind: "train" }
  >;
  const warmStart = { from: "another", distance: 1, differences: ["seed"] };
  const job = { ...train, warmStart } as const;
  const partial = await stop(job);
  const next = resumedJob({ ...job }, { job, partial })!;
  const result = await runJob(next, { memo: false });
  assertEquals(result.warmStart, warmStart);
  closeWorkers();
});

/** What the clock does not touch. */
function numbers(result: unknown): unknown {
  return timeless(result);
}
