import type { Page } from "playwright-core";
import * as kinds from "../../lib/job/kinds/list.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import { rest, withNotebook } from "../machine/browser.ts";
import { type Outcome, quantile, type Soak } from "./soak.ts";

/** All cells but one of a hundred show that they were stopped so soon, in ms. */
const most = 100;
/** And each of them. */
const longest = 250;

/**
 * A cell that runs a long job of a kind, again and again, while another keeps
 * the second core busy.
 */
const program = `
import {
  cell, empiricalLoss, initialize, invertibleNetwork, linearModel, md, mlp, runJob,
  teacherStudent,
} from "@thalweg/thalweg";

function problem(net, samples) {
  const data = teacherStudent({ teacher: mlp\`2 → 4 tanh → 1\`, samples, seed: 1 });
  return { objective: empiricalLoss(net, data), parameters: initialize(net, { seed: 2 }) };
}
const deep = problem(mlp\`2 → 20 tanh → 20 tanh → 1\`, 20_000);
const huge = problem(mlp\`2 → 20 tanh → 20 tanh → 1\`, 100_000);
const wide = problem(mlp\`2 → 400 tanh → 400 tanh → 1\`, 20_000);
const { objective, parameters } = deep;
const way = {
  times: Float64Array.from({ length: 100 }, (_, k) => k),
  parameters: Array.from({ length: 100 }, (_, k) => parameters.map((x) => x * (1 + k / 100))),
  losses: new Float64Array(100),
};
const values = Float64Array.from({ length: 201 }, (_, k) => k / 100 - 1);
const endless = { stop: { gradientNorm: 0 }, flow: { maxSeconds: 600 } };
const jobs = {
  train: { objective, parameters, options: endless },
  gradient: wide,
  twoLayerTraining: {
    model: linearModel({ samples: 50, inputs: 2, outputs: 2, condition: 10, seed: 12 }),
    options: { iterations: 1e8, times: [0] },
  },
  hessian: huge,
  hessianSpectrum: huge,
  sharpness: { objective, trajectory: way },
  spectralDensity: { objective, parameters, options: { probes: 1000 } },
  certify: huge,
  prove: huge,
  parameterSlices: { objective, parameters, options: { resolution: 201 } },
  plane: {
    objective, center: parameters, trajectory: way,
    directions: [parameters.map((_, i) => Math.sin(i)), parameters.map(() => 1)],
    options: { extent: 1, resolution: 301 },
  },
  barrier: {
    objective, from: parameters, to: parameters.map((x) => 0.9 * x),
    options: { match: "barrier" },
  },
  connectingCurve: {
    objective, from: parameters, to: parameters.map((x) => -x),
    options: { maxIterations: 1e6 },
  },
  detectChannel: { objective, where: parameters },
  kernelChange: {
    objective: problem(mlp\`2 → 20 tanh → 20 tanh → 1\`, 2000).objective, trajectory: way,
  },
  atlas: { objective, starts: [parameters] },
  profile: {
    objective, point: parameters,
    directions: [parameters.map((_, i) => Math.sin(i)), parameters.map(() => 1)],
  },
  gradientDescent: { objective, parameters, options: { learningRate: 1e-6, iterations: 1e6 } },
  fitDensity: {
    flow: invertibleNetwork({ features: 20, layers: 3 }),
    data: Float64Array.from({ length: 2e6 }, (_, i) => Math.sin(i * i)),
    options: { epochs: 1e6 },
  },
  trainingBatch: {
    sources: [objective.specification],
    recipes: [{ source: 0, seed: 1, options: endless }],
  },
  parameterSurface: { objective, parameters, indices: [0, 3], values },
};

md\`# Cancels\`;
let wanted;
const job = cell\`job = The job \${async (run) => {
  if (wanted === undefined) return 0;
  return (await run.job({ kind: wanted, ...jobs[wanted] }, { memo: false })) && 1;
}}\`;
md\`It is \${job}.\`;

// the second core: a training that is never stopped, and begun anew at its end
const loaded = { kind: "train", ...deep, options: endless };
Object.assign(globalThis, {
  begin(kind) {
    if (!(kind in jobs)) throw new Error("tests/soak/cancels.ts has no such job");
    wanted = kind;
    job.rerun();
  },
  load() {
    runJob(loaded, { memo: false }).then(
      () => globalThis.load(),
      () => globalThis.loadIsOver = true,
    );
  },
  statusOfJob: () => job.status,
});
`;

/** What the page is asked from here. */
interface CancelPage {
  begin(kind: string): void;
  load(): void;
  statusOfJob(): string;
  /** Set when the second core has nothing to do any more. */
  loadIsOver: boolean | undefined;
  /** From the last press to the frame that shows that the cell has stopped. */
  delay: number | undefined;
}

/** Measures, in the page, each press of Escape. */
function watchPresses(): void {
  const host = globalThis as unknown as CancelPage;
  const row = document.querySelector<HTMLElement>(
    '[data-identity="cell job"]',
  )!;
  let pressed: number | undefined;
  addEventListener("keydown", ({ timeStamp, key }) => {
    if (key === "Escape") pressed = timeStamp;
  }, { capture: true });
  new MutationObserver(() => {
    const at = pressed;
    if (at === undefined || row.dataset.status !== "failed") return;
    pressed = undefined;
    requestAnimationFrame(() => host.delay = performance.now() - at);
  }).observe(row, { attributes: true });
}

/** Starts a job of a kind, presses Escape, and tells how long that took. */
async function stopOnce(page: Page, kind: string, wait: number) {
  await page.evaluate((kind) => {
    const host = globalThis as unknown as CancelPage;
    host.delay = undefined;
    host.begin(kind);
  }, kind);
  await page.waitForFunction(
    () => (globalThis as unknown as CancelPage).statusOfJob() === "running",
    undefined,
    { timeout: 10_000 },
  );
  await page.waitForTimeout(wait);
  const status = await page.evaluate(() =>
    (globalThis as unknown as CancelPage).statusOfJob()
  );
  if (status !== "running") throw new Error(`it is ${status} after ${wait} ms`);
  await page.keyboard.press("Escape");
  const delay = await page.waitForFunction(
    () => (globalThis as unknown as CancelPage).delay,
    undefined,
    { timeout: 10_000 },
  );
  return await delay.jsonValue() as number;
}

/** The kinds of job there are. */
export const jobKinds: readonly string[] = Object.values(kinds)
  .map(({ name }) => name);

/** Stops jobs of some kinds, `count` times each, in a page that is busy. */
export async function stopJobs(
  names: readonly string[],
  count: number,
  seed: number,
): Promise<Outcome> {
  const failures: string[] = [];
  const lines: string[] = [];
  const random = randomGenerator(seed);
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/cancels.ts`, program);
    await withNotebook(folder, "cancels", async (page) => {
      await rest(page);
      await page.evaluate(watchPresses);
      await page.evaluate(() => (globalThis as unknown as CancelPage).load());
      for (const kind of names) {
        const delays: number[] = [];
        try {
          // code is compiled, the data have been sent
          await stopOnce(page, kind, 500);
        } catch (error) {
          failures.push(`${kind}, first press, seed ${seed}: ${error}`);
          continue;
        }
        for (let k = 0; k < count; k++) {
          const wait = 50 + random.integer(250);
          try {
            delays.push(await stopOnce(page, kind, wait));
          } catch (error) {
            failures.push(`${kind}, press ${k}, seed ${seed}: ${error}`);
            break;
          }
        }
        const worst = Math.max(...delays);
        const slow = delays.filter((delay) => delay > most).length;
        lines.push(
          `${kind} ${quantile(delays, 0.5).toFixed(0)} ms, worst ${
            worst.toFixed(0)
          }, ${slow} above ${most}`,
        );
        if (slow > Math.ceil(count / 100) || worst > longest) {
          failures.push(`too slow, seed ${seed}: ${lines.at(-1)}`);
        }
      }
      const over = await page.evaluate(() =>
        (globalThis as unknown as CancelPage).loadIsOver
      );
      if (over) failures.push(`nothing else ran at the end, seed ${seed}`);
    });
  } catch (error) {
    failures.push(`${names}, seed ${seed}: ${error}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
  return {
    count: names.length * count,
    failures,
    measured: lines.join("; "),
  };
}

/** A hundred of each. */
export const cancelSoaks: readonly Soak[] = jobKinds.map((kind) => ({
  name: `cancels: ${kind}`,
  unit: "presses",
  whole: 100,
  part: 100,
  run: (count, seed) => stopJobs([kind], count, seed),
}));
