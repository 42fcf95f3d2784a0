import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { jobKinds } from "../../lib/job/kinds.ts";
import {
  jobMethods,
  type JobSpecification,
  objectiveFromSpecification,
} from "../../lib/job/mod.ts";
import { invertibleNetwork } from "../../lib/density/mod.ts";
import { plainJob, readyJob } from "../../lib/job/travel.ts";
import { extendRun } from "../../lib/notebook/run.ts";
import { examples, fit, inPlace, objective } from "./examples.ts";

const names = Object.keys(jobKinds);

Deno.test("each kind of job goes by the name of its constant, and has an example", () => {
  for (const [name, kind] of Object.entries(jobKinds)) {
    assertEquals(kind.name, name);
  }
  // run_job_test.ts runs each example in a worker and in place
  assertEquals(Object.keys(examples).sort(), names.toSorted());
});

Deno.test("each kind of job adds methods to a notebook's run, or says why not", () => {
  const run = extendRun({
    signal: new AbortController().signal,
    progress: () => {},
    show: () => {},
    source: () => {},
    kept: new Map(),
  });
  for (const { name, methods, withoutMethod } of Object.values(jobKinds)) {
    assertNotEquals(methods === undefined, withoutMethod === undefined, name);
    const own = methods?.(() => Promise.reject(new Error("not called")));
    for (const method of Object.keys(own ?? {})) {
      assertEquals(typeof run[method as keyof typeof run], "function", method);
    }
  }
});

Deno.test("the methods of a finished training hand in jobs of plain data", async () => {
  const submitted: JobSpecification[] = [];
  const { train, fitDensity, ...ofTraining } = jobMethods((job) => {
    submitted.push(job);
    return Promise.reject(new Error("submitted"));
  });
  for (const method of Object.values(ofTraining)) {
    await assertRejects(() => method(fit), Error, "submitted");
  }
  await assertRejects(
    () => train(objective, fit.parameters),
    Error,
    "submitted",
  );
  const flow = invertibleNetwork({ features: 1, layers: 1 });
  await assertRejects(() => fitDensity(flow, [[1]]), Error, "submitted");
  assertEquals(
    submitted.map(({ kind }) => kind).sort(),
    names.filter((name) => jobKinds[name].methods).sort(),
  );
  for (const job of submitted) assert(plainJob(job), job.kind);
  const { objective: _, ...unnamed } = fit;
  await assertRejects(
    () => ofTraining.hessianSpectrum(unnamed),
    TypeError,
    "Cannot compute the Hessian spectrum",
  );
});

Deno.test("a job may name several objectives: each is written down and built", () => {
  const several = { kind: "several", objectives: [objective, inPlace] };
  assertEquals(plainJob(several as never), undefined);
  const plain = plainJob({
    ...several,
    objectives: [objective, objective.specification],
  } as never) as unknown as { readonly objectives: unknown[] };
  assertEquals(plain.objectives, [
    objective.specification,
    objective.specification,
  ]);
  const { objectives } = readyJob(
    plain as never,
    objectiveFromSpecification,
  ) as unknown as { readonly objectives: typeof objective[] };
  assertEquals(
    objectives.map((each) => each.loss(fit.parameters)),
    [fit.loss, fit.loss],
  );
});

Deno.test("a job that holds a function anywhere runs in place", () => {
  const job = examples.train(objective);
  assert(plainJob(job));
  const options = { flow: { list: [{ log: () => 1 }] } } as object;
  assertEquals(plainJob({ ...job, options }), undefined);
});
