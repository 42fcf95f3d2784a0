import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import {
  type AxisMemory,
  type Figure,
  holdAxes,
  indexPlot,
  lineChart,
  lossCurve,
  neuronTracks,
  overlapMap,
  weightPath,
} from "../../lib/figure/mod.ts";
import {
  empiricalLoss,
  initialize,
  mlp,
  teacherStudent,
  trainSteps,
} from "../../mod.ts";
import type { TrainingResult } from "../../lib/train/mod.ts";
import {
  makeAtlas,
  makeOverlaps,
  makeTracks,
  makeWeightPath,
} from "./examples.ts";

const { document } = parseHTML("<!DOCTYPE html><html></html>");

/** Ticks of x and y: what they say, and where. */
function ticksOf(figure: Figure): readonly string[] {
  const svg = figure.draw({
    document: document as unknown as Document,
    width: 480,
  });
  return ["x", "y"].map((axis) =>
    [...svg.querySelectorAll(`[aria-label='${axis}-axis tick label'] text`)]
      .map((text) => `${text.textContent} ${text.getAttribute("transform")}`)
      .join(" ")
  );
}

/** A training as a page sees it: every fifth step, and its end. */
function seen(
  width: number,
  seed: number,
  discrete: boolean,
): TrainingResult[] {
  const net = mlp`2 → ${width} tanh → 1`;
  const data = teacherStudent({
    teacher: mlp`2 → 4 tanh → 1`,
    samples: 200,
    seed: 1,
  });
  const steps = trainSteps(
    empiricalLoss(net, data),
    initialize(net, { seed }),
    {
      ...(discrete
        ? {
          flow: false,
          discrete: { method: "adam", learningRate: 0.02, steps: 400 },
        }
        : {}),
    } as never,
  );
  const results: TrainingResult[] = [];
  for (let n = 0;; n++) {
    const { done, value } = steps.next();
    if (done) return [...results, value];
    if (n % 5 === 0) results.push(value.snapshot());
  }
}

/** Of a list that grows, what is there after 1, 2, … of its elements. */
function prefixes<T>(count: number, of: (length: number) => T): T[] {
  return Array.from({ length: count }, (_, k) => of(k + 1));
}

const { net, trajectory } = makeTracks();
const overlaps = makeOverlaps(3, 2);
const path = makeWeightPath();
const { points } = makeAtlas();
const epochs = Array.from({ length: 60 }, (_, k) => k);

/** Figures of what is being computed, from the first picture to the last. */
const runs: Record<string, readonly Figure[]> = {
  ...Object.fromEntries(
    [[2, 1, false], [4, 2, false], [6, 1, false], [4, 1, true]].map((
      [width, seed, discrete],
    ) => [
      `loss of ${width} neurons${discrete ? " by Adam" : ""}`,
      seen(Number(width), Number(seed), !!discrete).map((fit) =>
        lossCurve(fit)
      ),
    ]),
  ),
  "a log-likelihood": prefixes(60, (length) =>
    lineChart([{
      name: "training",
      xs: epochs.slice(0, length),
      ys: epochs.slice(0, length).map((k) => -3 - 4 / (1 + k)),
    }], { title: "Likelihood", xName: "epoch", yName: "nats" })),
  "losses of descents": prefixes(60, (length) =>
    lineChart([{
      name: "descent",
      xs: epochs.slice(0, length),
      ys: epochs.slice(0, length).map((k) => Math.exp(-k / 3)),
    }], { title: "Loss", xName: "step", yName: "loss", logY: true })),
  "tracks of neurons": prefixes(
    trajectory.times.length,
    (length) =>
      neuronTracks(net, {
        ...trajectory,
        times: trajectory.times.slice(0, length),
        parameters: trajectory.parameters.slice(0, length),
      }),
  ),
  "overlaps": prefixes(overlaps.times.length, (length) =>
    overlapMap({
      ...overlaps,
      times: Array.from(overlaps.times).slice(0, length),
      overlaps: overlaps.overlaps.slice(0, length),
    })),
  "a path": prefixes(path.xs.length, (length) =>
    weightPath({
      ...path,
      xs: Array.from(path.xs).slice(0, length),
      ys: Array.from(path.ys).slice(0, length),
    })),
  "critical points": prefixes(
    points.length,
    (length) => indexPlot(points.slice(0, length)),
  ),
};

for (const [name, pictures] of Object.entries(runs)) {
  Deno.test(`axes of ${name} change at most twice in a run, then settle`, () => {
    const memory: AxisMemory = new Map();
    const ticks = pictures.map((figure) =>
      holdAxes(memory, true, () => ticksOf(figure))
    );
    for (const axis of [0, 1]) {
      const changes = ticks.filter((tick, k) =>
        k > 0 && tick[axis] !== ticks[k - 1][axis]
      );
      assert(changes.length <= 2, `${changes.length} changes of ${"xy"[axis]}`);
    }
    const last = pictures.at(-1)!;
    const plain = ticksOf(last);
    assert(plain.every((ticks) => ticks !== ""));
    assertEquals(holdAxes(memory, false, () => ticksOf(last)), plain);
    // the next run begins on the axes of the one before
    assertEquals(holdAxes(memory, true, () => ticksOf(last)), plain);
  });
}
