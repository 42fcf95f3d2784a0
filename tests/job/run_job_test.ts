import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertLess,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { jobKinds } from "../../lib/job/kinds.ts";
import {
  closeWorkers,
  configureWorkers,
  type JobSpecification,
  runJob,
} from "../../lib/job/mod.ts";
import { customObjective, type Objective } from "../../lib/objective/mod.ts";
import { train } from "../../lib/train/mod.ts";
import {
  examples,
  fit,
  inPlace,
  objective,
  options,
  timeless,
  θ,
} from "./examples.ts";

/** A valley of two parameters whose single step takes about a millisecond. */
const slow = customObjective({
  parameterCount: 2,
  loss: (θ) => {
    const end = performance.now() + 0.2;
    while (performance.now() < end);
    return θ[0] ** 2 + θ[1] ** 4 + 1;
  },
});

const jobs: Record<string, (objective: Objective) => JobSpecification> = {
  ...examples,
  "train by minibatches": (objective) => ({
    kind: "train",
    objective,
    parameters: θ,
    options: { discrete: { batchSize: 16, steps: 30, seed: 1 }, refine: false },
  }),
  "train from an earlier result": (objective) => ({
    kind: "train",
    objective,
    parameters: θ,
    options: {
      discrete: { steps: 30 },
      refine: false,
      resumeFrom: train(objective, θ, {
        discrete: { batchSize: 16, steps: 11, seed: 1 },
        refine: false,
      }),
    },
  }),
};

for (const [kind, make] of Object.entries(jobs)) {
  Deno.test(`${kind} gives the same numbers in a worker and in place`, async () => {
    const inWorker = await runJob(make(objective));
    const here = await runJob(make(inPlace));
    assertEquals(timeless(inWorker), timeless(here));
    closeWorkers();
  });
}

Deno.test("a plane in float32 is the plane to a picture's accuracy, its path exact", async () => {
  const { losses, path } = await runJob(examples.plane(objective));
  const picture = await runJob({
    ...examples.plane(objective),
    backend: "wasm-float32",
  });
  assertEquals(picture.path, path);
  assertNotEquals(picture.losses, losses);
  picture.losses.forEach((loss, k) =>
    assertAlmostEquals(loss, losses[k], 1e-5 * losses[k])
  );
  await assertRejects(
    () => runJob({ ...examples.plane(inPlace), backend: "wasm" }),
    TypeError,
    "holds functions, expected one of kind ",
  );
  closeWorkers();
});

Deno.test("a descent keeps what the user logs, with the numbers of a worker's", async () => {
  const options = { learningRate: 0.1, iterations: 20 };
  const descent = { kind: "gradientDescent", parameters: θ } as const;
  const plain = await runJob({ ...descent, objective, options });
  for (const source of [objective, objective.specification!]) {
    const { history, parameters } = await runJob({
      ...descent,
      objective: source,
      options: {
        ...options,
        log: ({ iteration, loss, parameters, gradient }) => ({
          square: loss ** 2,
          "largest |θ|": Math.max(...parameters.map(Math.abs)),
          ...(iteration % 2 === 0 && { slope: gradient[3] }),
        }),
      },
    });
    assertEquals(parameters, plain.parameters);
    const { square, "largest |θ|": largest, slope } = history.values;
    assertEquals(square, plain.history.values.loss.map((loss) => loss ** 2));
    assertEquals(largest[20], Math.max(...parameters.map(Math.abs)));
    // what an entry lacks is NaN
    assertEquals(
      [...slope].map(Number.isNaN),
      [...slope].map((_, k) => k % 2 === 1),
    );
  }
  closeWorkers();
});

Deno.test("an unknown kind is refused with the kinds there are", async () => {
  const job = { kind: "dance", objective: inPlace } as unknown;
  await assertRejects(
    () => runJob(job as JobSpecification),
    TypeError,
    `kind "dance", expected one of ${Object.keys(jobKinds).join(", ")}`,
  );
});

Deno.test("an error in a worker is the same error here", async () => {
  await assertRejects(
    () => runJob({ kind: "train", objective, parameters: new Float64Array(1) }),
    RangeError,
    "Cannot",
  );
  closeWorkers();
});

Deno.test("progress carries the result so far", async () => {
  const losses: number[] = [];
  const end = await runJob(
    { kind: "train", objective: slow, parameters: Float64Array.of(3, 2) },
    { onProgress: ({ partial }) => partial && losses.push(partial.loss) },
  );
  assertGreater(losses.length, 2);
  losses.forEach((loss, i) => assert(i === 0 || loss <= losses[i - 1]));
  assertLess(end.loss, 1 + 1e-6);
});

Deno.test("an aborted job gives its worker back to the next one", async () => {
  configureWorkers({ size: 1 });
  const controller = new AbortController();
  const first = runJob(
    { kind: "train", objective, parameters: θ },
    { signal: controller.signal },
  );
  const queued = new AbortController();
  const second = runJob(
    { kind: "train", objective, parameters: θ },
    { signal: queued.signal },
  );
  const third = runJob({ kind: "train", objective, parameters: θ, options });
  queued.abort(new Error("not wanted"));
  controller.abort(new Error("not wanted either"));
  await assertRejects(() => second, Error, "not wanted");
  await assertRejects(() => first, Error, "not wanted either");
  assertEquals((await third).loss, fit.loss);
  configureWorkers({});
});

Deno.test("a signal that is aborted already starts nothing", async () => {
  await assertRejects(() =>
    runJob(
      { kind: "train", objective: inPlace, parameters: θ },
      { signal: AbortSignal.abort() },
    ), DOMException);
});

Deno.test("a script that used workers ends by itself", async () => {
  const script = `
    import { mlp, teacherStudent, empiricalLoss, initialize, runJob } from
      ${JSON.stringify(new URL("../../mod.ts", import.meta.url).href)};
    const net = mlp\`1 → 1\`;
    const data = teacherStudent({ teacher: net, samples: 5, seed: 1 });
    await runJob({ kind: "train", objective: empiricalLoss(net, data),
      parameters: initialize(net, { seed: 1 }) });
    console.log("trained");
  `;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "-"],
    cwd: new URL("../..", import.meta.url),
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(script));
  await writer.close();
  const { code, stdout } = await child.output();
  assertEquals(new TextDecoder().decode(stdout), "trained\n");
  assertEquals(code, 0);
});
