import {
  assert,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import {
  closeWorkers,
  configureMemo,
  configureWorkers,
  type JobSpecification,
  objectiveFromSpecification,
  type ResultSource,
  runJob,
  trainMany,
} from "../../lib/job/mod.ts";
import { configureObjectives } from "../../lib/job/objectives/known.ts";
import * as list from "../../lib/job/objectives/list.ts";
import { densityLoss, invertibleNetwork } from "../../lib/density/mod.ts";
import { cell, openNotebook } from "../../lib/notebook/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import type { Objective } from "../../lib/objective/mod.ts";
import { scalarChain } from "../../lib/theory/mod.ts";
import { populationLoss } from "../../lib/objective/mod.ts";
import {
  examples,
  objective as empiricalExample,
  timeless,
  θ,
} from "./examples.ts";
import { knowQuadratics, quadratic } from "./quadratic.ts";

/** With a kind that the library does not have, and workers that know it. */
async function withQuadratics(work: () => Promise<void>): Promise<void> {
  knowQuadratics();
  configureMemo({});
  configureWorkers({
    create: () =>
      new Worker(new URL("./quadratic_worker.ts", import.meta.url), {
        type: "module",
      }),
  });
  try {
    await work();
  } finally {
    closeWorkers();
    configureWorkers({});
    configureMemo({});
    configureObjectives({});
  }
}

/** The same objective, which computes in a worker or nowhere. */
function elsewhere(objective: Objective): Objective {
  const here = () => {
    throw new Error("computed in place");
  };
  return {
    ...objective,
    loss: here,
    gradient: here,
    lossAndGradient: here,
    hessian: here,
    hessianVectorProduct: here,
  };
}

async function sourceOf(job: JobSpecification) {
  let source: ResultSource | undefined;
  const result = await runJob(job, { onSource: (from) => source = from });
  return { result, source };
}

/** A small objective of each kind that there is. */
const listed: { readonly [Name in keyof typeof list]: Objective } = {
  empirical: empiricalExample,
  density: densityLoss(
    invertibleNetwork({ features: 2, layers: 2 }),
    [[1, 2], [0, -1], [3, 0.5], [-1, 1]],
  ),
  scalarChain: scalarChain({
    factors: 3,
    inputs: [1, -2],
    activations: "tanh",
  }),
  population: populationLoss(network(parseNetwork("2 → 3 softplus → 1")), {
    teacher: network(parseNetwork("2 → [relu, tanh] → 1")),
    parameters: θ.slice(0, 9),
  }, { covariance: [1, 0.3, 0.3, 2], noise: 0.1 }),
};

for (const [name, kind] of Object.entries(list)) {
  Deno.test(`objectives of kind ${name} are rebuilt from what describes them, here and in a worker`, async () => {
    assertEquals(kind.name, name);
    const objective = listed[name as keyof typeof list];
    const { specification, parameterCount } = objective;
    const rebuilt = objectiveFromSpecification(structuredClone(specification!));
    assertEquals(rebuilt.specification, specification);
    const parameters = θ.slice(0, parameterCount);
    assertEquals(rebuilt.gradient(parameters), objective.gradient(parameters));
    const training = {
      kind: "train" as const,
      parameters,
      options: { flow: { until: 1 }, refine: { maxIterations: 10 } },
    };
    const { specification: _, ...functions } = objective;
    const inWorker = await runJob({
      ...training,
      objective: elsewhere(objective),
    });
    const here = await runJob({ ...training, objective: functions });
    assertEquals(timeless(inWorker), timeless(here));
    assertEquals(inWorker.objective, specification);
    closeWorkers();
  });
}

const p = θ.length;
/** Eigenvalues 1 … p, minimum at 0. */
const bowl = quadratic(
  Float64Array.from(
    { length: p * p },
    (_, k) => k % (p + 1) === 0 ? 1 + k / (p + 1) : 0,
  ),
  new Float64Array(p),
);

/** What looks at neurons needs some, and says so. */
const ofNetworks: Readonly<Record<string, string>> = {
  barrier: "Cannot find a barrier: an objective without a network",
  detectChannel: "Cannot detect a channel: an objective without a network",
  kernelChange:
    "Cannot follow the tangent kernel: an objective without a network",
};

for (const [name, words] of Object.entries(ofNetworks)) {
  Deno.test(`${name} refuses an objective without a network, in a worker and in place`, () =>
    withQuadratics(async () => {
      const { specification: _, ...functions } = bowl;
      for (const objective of [elsewhere(bowl), functions]) {
        await assertRejects(
          () => runJob(examples[name as keyof typeof examples](objective)),
          TypeError,
          words,
        );
      }
    }));
}

for (const [name, make] of Object.entries(examples)) {
  if (Object.hasOwn(ofNetworks, name)) continue;
  Deno.test(`${name} takes an objective of any kind, in a worker and in place`, () =>
    withQuadratics(async () => {
      const inWorker = await runJob(make(elsewhere(bowl)));
      const { specification: _, ...functions } = bowl;
      const here = await runJob(make(functions));
      assertEquals(timeless(inWorker), timeless(here));
    }));
}

Deno.test("a training of any kind of objective is kept, names its objective, and is not taken for another", () =>
  withQuadratics(async () => {
    const training = (center: readonly number[]) => ({
      kind: "train" as const,
      objective: quadratic([2, 1, 1, 2], center),
      parameters: Float64Array.of(0, 0),
    });
    const first = await runJob(training([1, -2]));
    assertEquals(first.status, "converged");
    first.parameters.forEach((x, i) => assert(Math.abs(x - [1, -2][i]) < 1e-8));
    assertEquals(first.objective, training([1, -2]).objective.specification);
    const again = await sourceOf(training([1, -2]));
    assertEquals(again, { result: first, source: "from cache" });
    assertEquals((await sourceOf(training([1, -3]))).source, "computed");
  }));

Deno.test("a training of any kind of objective starts warm within its family, from the nearest", () =>
  withQuadratics(async () => {
    const training = (diagonal: readonly number[], at: number) => ({
      kind: "train" as const,
      objective: elsewhere(
        quadratic(
          diagonal.flatMap((d, i) => diagonal.map((_, j) => i === j ? d : 0)),
          diagonal.map(() => at),
        ),
      ),
      parameters: new Float64Array(diagonal.length),
    });
    const far = await runJob(training([1, 2], 5));
    const near = await runJob(training([1, 2], 3));
    await runJob(training([1, 2, 3], 2)); // of another family
    const { warmStart, initialParameters } = await runJob({
      ...training([1, 2], 2),
      warmStart: true,
    });
    assertNotEquals(near.parameters, far.parameters);
    assertEquals(initialParameters, near.parameters);
    assertEquals(warmStart?.differences, ["center.0", "center.1"]);
    assertEquals(warmStart?.distance, 2 * (3 - 2) / (3 + 2));
  }));

Deno.test("notebooks train on objectives of any kind and look around there", () =>
  withQuadratics(async () => {
    const graph = openNotebook({
      duplicates: "refuse",
      readBytes: () => Promise.reject(new Error("no files")),
    });
    const loss = cell`Bowl ${() =>
      elsewhere(quadratic([2, 1, 1, 2], [1, -2]))}`;
    const fit = cell`Train on ${loss} ${(loss, run) =>
      run.train(loss, Float64Array.of(3, 4))}`;
    const spectrum = cell`Spectrum of ${fit} ${(fit, run) =>
      run.hessianSpectrum(fit)}`;
    const verdict = cell`Verdict on ${fit} ${(fit, run) => run.certify(fit)}`;
    const extent = 1;
    const plane = cell`Plane through ${fit} ${(fit, run) =>
      run.plane(fit, { extent, resolution: 3 })}`;
    const picture = cell`Picture of ${fit} ${(fit, run) =>
      run.plane(fit, { extent, resolution: 3, backend: "single" })}`;
    assertEquals((await graph.settled(20_000)).running, []);
    assertEquals(fit.error, undefined);
    const [least, largest] = spectrum.value!.eigenvalues;
    assert(Math.abs(least - 1) < 1e-14 && Math.abs(largest - 3) < 1e-14);
    assertEquals(verdict.value!.kind, "strict minimum");
    const { losses } = plane.value!;
    assert(losses[0] > 0);
    assertEquals(picture.value!.losses, losses.map(Math.fround));
    assertNotEquals(picture.value!.losses, losses);
  }));

Deno.test("an objective of a kind that nobody knows is refused in words", async () => {
  const objective = { kind: "quadratic" };
  await assertRejects(
    () => runJob({ kind: "gradient", objective, parameters: θ }),
    TypeError,
    `kind "quadratic", expected one of ${Object.keys(list).join(", ")}`,
  );
  closeWorkers();
});

Deno.test("trainMany refuses a kind of objective without a network", () =>
  withQuadratics(() => {
    assertThrows(
      () => trainMany(bowl.specification!, [1]),
      TypeError,
      "without a network",
    );
    return Promise.resolve();
  }));
