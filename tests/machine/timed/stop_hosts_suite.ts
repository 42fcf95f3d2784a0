import { assertEquals, assertLess } from "@std/assert";
import type { Page } from "playwright-core";
import { exportNotebook } from "../../../lib/host/commands/export.ts";
import { closeWorkers } from "../../../lib/job/mod.ts";
import { withBrowser, withNotebook } from "../browser.ts";
import { Kernel } from "../kernel.ts";

/**
 * Measures, in ms, how long after the abort all workers answer again; a busy
 * worker each, several times.
 */
const program = `
import {
  empiricalLoss, initialize, md, mlp, runJob, teacherStudent,
} from "@thalweg/thalweg";

function problem(net, samples) {
  const data = teacherStudent({ teacher: mlp\`2 → 4 tanh → 1\`, samples, seed: 1 });
  return { objective: empiricalLoss(net, data), parameters: initialize(net, { seed: 2 }) };
}
const options = { stop: { gradientNorm: 0 }, flow: { maxSeconds: 60 } };
const jobs = {
  "many steps": { kind: "train", ...problem(mlp\`2 → 20 tanh → 1\`, 1000), options },
  "a long step": {
    kind: "hessianSpectrum",
    ...problem(mlp\`2 → 20 tanh → 20 tanh → 1\`, 100_000),
  },
};
const quick = { kind: "gradient", ...problem(mlp\`2 → 1\`, 2) };
const workers = Array(Math.min(navigator.hardwareConcurrency, 8)).fill(0);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function measureStop(name) {
  const delays = [];
  for (let k = 0; k < 3; k++) {
    await Promise.all(workers.map(() => runJob(quick, { memo: false })));
    const stop = new AbortController();
    const { signal } = stop;
    let ended = 0;
    const runs = workers.map(() => runJob(jobs[name], { signal, memo: false })
      .then(() => ended++, () => {}));
    await sleep(150 + 17 * k);
    if (ended > 0) throw new Error("a job was over before it could be stopped");
    const began = performance.now();
    stop.abort();
    await Promise.all(runs);
    await Promise.all(workers.map(() => runJob(quick, { memo: false })));
    delays.push(performance.now() - began);
  }
  return delays;
}
Object.assign(globalThis, { measureStop });
`;

type Measure = (name: string) => Promise<readonly number[]>;

/** Hands over a measure in each host that has workers. */
const hosts: Record<
  string,
  (use: (measure: Measure) => Promise<void>) => Promise<void>
> = {
  "a page": (use) =>
    withFile((folder) =>
      withNotebook(folder, "stop", (page) => use(inPage(page)))
    ),
  "a file opened from disk": (use) =>
    withFile(async (folder) => {
      const { html } = await exportNotebook(`${folder}/stop.ts`);
      closeWorkers();
      await Deno.writeTextFile(`${folder}/stop.html`, html);
      await withBrowser(async (open) => {
        await use(inPage(await open(`file://${folder}/stop.html`)));
      });
    }),
  "the kernel": async (use) => {
    const root = decodeURIComponent(
      new URL("../../..", import.meta.url).pathname,
    );
    const kernel = await Kernel.start(`${root}/notebooks`);
    try {
      assertEquals((await kernel.execute(program)).status, "ok");
      await use(async (name) => {
        // Printed: V8 may lose the result of a cell that awaits.
        const { status, evalue } = await kernel.execute(
          `console.log(JSON.stringify(await measureStop("${name}")))`,
        );
        assertEquals(status, "ok", evalue);
        const { text } = kernel.messages.findLast(({ type }) =>
          type === "stream"
        )!.content;
        return JSON.parse(text);
      });
    } finally {
      await kernel.stop();
    }
  },
};

async function withFile(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/stop.ts`, `${program}md\`# Stop\`;`);
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function inPage(page: Page): Measure {
  return async (name) => {
    await page.waitForFunction(() => "measureStop" in globalThis);
    return await page.evaluate(
      (name) =>
        (globalThis as unknown as { measureStop: Measure }).measureStop(name),
      name,
    );
  };
}

for (const [host, open] of Object.entries(hosts)) {
  Deno.test(`workers are free 50 ms after the abort in ${host}`, async (t) => {
    await open(async (measure) => {
      await t.step("in the middle of many steps", async () => {
        assertLess(Math.min(...await measure("many steps")), 50);
      });
      // Without shared memory others take over, while the step takes seconds.
      const limit = host === "a file opened from disk" ? 1000 : 50;
      await t.step(`in the middle of a long step: ${limit} ms`, async () => {
        assertLess(Math.min(...await measure("a long step")), limit);
      });
    });
  });
}
