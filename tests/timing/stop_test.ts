import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { dataset } from "../../lib/data/mod.ts";
import {
  closeWorkers,
  configureMemo,
  configureWorkers,
  type JobSpecification,
  runJob,
} from "../../lib/job/mod.ts";
import { initialize, network, parseNetwork } from "../../lib/network/mod.ts";
import { customObjective, empiricalLoss } from "../../lib/objective/mod.ts";

/** Jobs with a single step that takes seconds, each in another place. */
const longSteps: Record<string, () => JobSpecification> = {
  "a large Hessian": () => spectrum("2 → 20 tanh → 20 tanh → 1", 20_000),
  "a large eigenproblem": () => spectrum("2 → 30 tanh → 30 tanh → 1", 2),
  "a step of training": () => ({
    kind: "train",
    ...problem("2 → 20 tanh → 20 tanh → 1", 20_000),
    options: { flow: false },
  }),
  "a row of a plane": () => {
    const { objective, parameters } = problem("2 → 20 tanh → 1", 20_000);
    return {
      kind: "plane",
      objective,
      center: parameters,
      trajectory: {
        times: Float64Array.of(0),
        parameters: [parameters],
        losses: Float64Array.of(1),
      },
      directions: [parameters.map((_, i) => i), parameters.map(() => 1)],
      options: { extent: 1, resolution: 201 },
    };
  },
};

function problem(text: string, samples: number) {
  const net = network(parseNetwork(text));
  const inputs = Float64Array.from(
    { length: 2 * samples },
    (_, i) => Math.sin(i),
  );
  const targets = Array.from({ length: samples }, (_, i) => Math.cos(i));
  return {
    objective: empiricalLoss(
      net,
      dataset({ inputs, shape: [samples, 2], targets }),
    ),
    parameters: initialize(net, { seed: 1 }),
  };
}

function spectrum(text: string, samples: number): JobSpecification {
  return { kind: "hessianSpectrum", ...problem(text, samples) };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const quick = spectrum("2 → 1", 2);

for (const [what, make] of Object.entries(longSteps)) {
  Deno.test(`a worker in the middle of ${what} is free 50 ms after the abort`, async () => {
    configureMemo({});
    configureWorkers({ size: 1, idle: Infinity });
    const delays: number[] = [];
    for (let k = 0; k < 3; k++) {
      await runJob(quick, { memo: false }); // the worker has started
      const controller = new AbortController();
      let over = false;
      const job = runJob(make(), { signal: controller.signal, memo: false });
      job.then(() => over = true, () => {});
      await sleep(150 + 70 * k);
      assert(!over, "the job was over before it could be stopped");
      const began = performance.now();
      controller.abort();
      await assertRejects(() => job, DOMException);
      assertLess(performance.now() - began, 50);
      // The only worker answers the next job.
      await runJob(quick, { memo: false });
      delays.push(performance.now() - began);
    }
    closeWorkers();
    configureWorkers({});
    assertLess(Math.min(...delays), 50, `${delays.map(Math.round)} ms`);
  });
}

/** A loss of the user's that takes 4 ms. */
const heavy = customObjective({
  parameterCount: 3,
  loss: ([x, y, z]) => {
    const end = performance.now() + 4;
    while (performance.now() < end);
    return x * x + y * y + z * z;
  },
  gradient: (θ) => θ.map((x) => 2 * x),
  hessian: () => Float64Array.of(2, 0, 0, 0, 2, 0, 0, 0, 2),
});

const inPlace: readonly JobSpecification[] = [
  {
    kind: "plane",
    objective: heavy,
    center: new Float64Array(3),
    trajectory: {
      times: new Float64Array(15),
      parameters: new Array(15).fill(new Float64Array(3)),
      losses: new Float64Array(15),
    },
    directions: [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)],
    options: { extent: 1 },
  },
  {
    kind: "parameterSlices",
    objective: heavy,
    parameters: Float64Array.of(1, 1, 1),
  },
];

for (const job of inPlace) {
  Deno.test(`${job.kind} in place stops within 50 ms, in a row of slow losses`, async () => {
    const waits: number[] = [];
    for (const delay of [20, 45, 130]) {
      const controller = new AbortController();
      const running = runJob(job, { signal: controller.signal });
      let asked = 0;
      setTimeout(() => {
        asked = performance.now();
        controller.abort();
      }, delay);
      const began = performance.now();
      await assertRejects(() => running, DOMException);
      const ended = performance.now();
      assert(asked > 0);
      // From when the timer was due: it needs its turn as well.
      waits.push(ended - began - delay);
    }
    assertLess(Math.min(...waits), 50, `${waits.map(Math.round)} ms`);
  });
}

for (const size of [1, 2]) {
  Deno.test(`a worker that cannot be stopped keeps no other job waiting, of ${size}`, async () => {
    configureMemo({});
    const { SharedArrayBuffer } = globalThis;
    // as in a page without cross-origin isolation
    Reflect.deleteProperty(globalThis, "SharedArrayBuffer");
    configureWorkers({ size, idle: Infinity });
    try {
      const controller = new AbortController();
      // 6·10¹⁰ operations: more than 2 s at the best of speeds
      const job = runJob(spectrum("2 → 20 tanh → 20 tanh → 1", 120_000), {
        signal: controller.signal,
        memo: false,
      });
      await sleep(300);
      const began = performance.now();
      controller.abort();
      await assertRejects(() => job, DOMException);
      assertLess(performance.now() - began, 50);
      const { eigenvalues } = await runJob(quick, { memo: false }) as {
        eigenvalues: Float64Array;
      };
      assertEquals(eigenvalues.length, 3);
      // well before the Hessian can be done, on a busy machine too
      assertLess(performance.now() - began, 1500);
    } finally {
      globalThis.SharedArrayBuffer = SharedArrayBuffer;
      closeWorkers();
      configureWorkers({});
    }
  });
}

for (const place of ["a worker", "place"]) {
  Deno.test(`a job in ${place} stops within 50 ms of the abort`, async () => {
    const { objective, parameters } = problem(
      "2 → 20 tanh → 20 tanh → 1",
      500,
    );
    const { specification: _, ...functions } = objective;
    const controller = new AbortController();
    let asked = 0;
    let stopped = 0;
    await assertRejects(
      async () => {
        try {
          await runJob({
            kind: "train",
            objective: place === "place" ? functions : objective,
            parameters,
          }, {
            signal: controller.signal,
            onProgress: () => {
              if (asked) return;
              asked = performance.now();
              controller.abort();
            },
          });
        } finally {
          stopped = performance.now();
        }
      },
      DOMException,
    );
    assertLess(stopped - asked, 50);
    closeWorkers();
  });
}
