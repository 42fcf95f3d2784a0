import {
  assert,
  assertEquals,
  assertStrictEquals,
  assertStringIncludes,
} from "@std/assert";
import { parseHTML } from "linkedom";
import type { Cell } from "../../lib/cell/mod.ts";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import { type Figure, formatNumber } from "../../lib/figure/mod.ts";
import {
  closeWorkers,
  configureMemo,
  objectiveFromSpecification,
} from "../../lib/job/mod.ts";
import {
  cell,
  historyScrubber,
  type InputView,
  layoutOf,
  mlp,
  openNotebook,
  scrubber,
} from "../../lib/notebook/mod.ts";
import { trainingAt, type TrainingResult } from "../../lib/train/mod.ts";

const net = mlp`2 → 3 tanh → 1`;
const data = teacherStudent({
  teacher: mlp`2 → 2 tanh → 1`,
  samples: 40,
  seed: 1,
});

/** A training and what is looked at through its scrubber. */
function open(options: Record<string, unknown>) {
  configureMemo({});
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const fit = cell`Train ${(run) =>
    run.train(net, data, { seed: 1, ...options })}`;
  const history = historyScrubber(fit);
  const gradient = cell`Gradient ${fit.live} ${history.time}
    ${(fit, at, run) => run.gradient(fit, { at })}`;
  const spectrum = cell`Spectrum ${fit.live} ${history.time}
    ${(fit, at, run) => run.hessianSpectrum(fit, { at })}`;
  return { graph, fit, history, gradient, spectrum };
}

function stopsOf(cell: Cell<number>): readonly number[] {
  const settings = (cell.view as InputView).settings();
  assert(settings.control === "scrubber" && settings.stops);
  return settings.stops;
}

function namesOf(cell: Cell<number>): readonly string[] {
  const settings = (cell.view as InputView).settings();
  assert(settings.control === "scrubber" && settings.names);
  return settings.names;
}

function figureOf(layout: Cell<unknown>): Figure {
  return layoutOf(layout)!.parts[1].value as Figure;
}

Deno.test("every stored point of a finished training can be reached, and is shown exactly", async () => {
  const { graph, fit, history, gradient, spectrum } = open({
    flow: { until: 3 },
    refine: { maxIterations: 5 },
    trajectory: { points: 8 },
  });
  await graph.settled();
  const { trajectory, objective } = fit.value!;
  const exact = objectiveFromSpecification(objective!);
  assertEquals(stopsOf(history.time), [...trajectory.times]);
  assertEquals(history.time.value, trajectory.times.at(-1));
  for (const [k, time] of trajectory.times.entries()) {
    history.time.set(time);
    await graph.settled();
    const { parameters, loss } = history.state.value!;
    assertStrictEquals(parameters, trajectory.parameters[k]);
    // iterations of the refinement are not added to the time of the flow
    const iteration = k - fit.value!.refineStart + 1;
    assertStringIncludes(
      figureOf(history.layout).title,
      iteration > 0
        ? `At iteration ${iteration} of the refinement: loss `
        : `At time ${formatNumber(time)}: loss `,
    );
    assertEquals(
      namesOf(history.time)[k],
      iteration > 0 ? `iteration ${iteration}` : `t = ${formatNumber(time)}`,
    );
    assertEquals(loss, exact.loss(parameters));
    assertEquals(gradient.value!.loss, loss);
    assertEquals(gradient.value!.gradient, exact.gradient(parameters));
    assertEquals(spectrum.value, hessianSpectrum(exact, parameters));
  }
  // between two points: the one before
  const between = (trajectory.times[2] + trajectory.times[3]) / 2;
  history.time.set(between);
  await graph.settled();
  assertEquals(history.time.value, trajectory.times[2]);
  assertEquals(history.state.value!.index, 2);
  closeWorkers();
});

Deno.test("a running training is shown exactly as well", async () => {
  const { graph, fit, history, gradient } = open({
    stop: { gradientNorm: 0 },
    flow: { maxSteps: 1e9, maxSeconds: 60 },
    refine: false,
    trajectory: { points: 10 },
  });
  let looks = 0;
  const done = new Promise<void>((resolve, reject) => {
    graph.observe((cell) => {
      if (cell !== gradient as Cell<unknown> || !gradient.fresh) return;
      try {
        const running = fit.live.value as TrainingResult;
        assertEquals(running.status, "running");
        const { loss, parameters } = trainingAt(running, history.time.value!);
        const objective = objectiveFromSpecification(running.objective!);
        assertEquals(history.state.value!.parameters, parameters);
        assertEquals(gradient.value!.loss, loss);
        assertEquals(gradient.value!.gradient, objective.gradient(parameters));
        // follows the end at first, then stays where it was put
        if (++looks === 3) history.time.set(running.trajectory.times[2]);
        if (looks > 4) {
          assert(history.time.value! < stopsOf(history.time).at(-1)!);
        }
        if (looks === 8) resolve();
      } catch (error) {
        reject(error);
      }
    });
  });
  await done;
  fit.cancel();
  closeWorkers();
});

Deno.test("the curve of a scrubber has a place to click for every stored point", async () => {
  const { graph, fit, history } = open({
    flow: { until: 3 },
    refine: { maxIterations: 5 },
    trajectory: { points: 8 },
  });
  await graph.settled();
  const { refineStart, trajectory: { times } } = fit.value!;
  history.time.set(times[2]);
  await graph.settled();
  const figure = figureOf(history.layout as Cell<unknown>);
  assertStrictEquals(figure.pick!.target, history.time);
  const { document } = parseHTML("<!DOCTYPE html><html></html>");
  const svg = figure.draw({
    document: document as unknown as Document,
    width: 400,
  });
  const area = svg.querySelector("[data-pick]")!;
  const read = (name: string) =>
    area.getAttribute(`data-${name}`)!.split(" ").map(Number);
  assertEquals(read("values"), [...times]);
  const places = read("places");
  assertEquals([places[0], places.at(-1)! <= 1], [0, true]);
  assertEquals(places, places.toSorted((a, b) => a - b));
  // the end of the flow is where the flow ends, not where the refinement begins
  assert(places[refineStart - 1] < 0.67 && places[refineStart] > 0.7);
  assertEquals(area.getAttribute("aria-valuenow"), "2");
  closeWorkers();
});

Deno.test("where times are so large that a step does not change them, the last counts", async () => {
  const { graph, fit } = open({
    flow: { until: 3 },
    refine: false,
    trajectory: { points: 8 },
  });
  await graph.settled();
  const { trajectory } = fit.value!;
  const last = trajectory.times.length - 1;
  const times = trajectory.times.map((_, k) => k < last - 1 ? k : 1e24);
  const late = cell`late ${{
    ...fit.value!,
    refineStart: last,
    trajectory: { ...trajectory, times },
  }}`;
  const { time, state, layout } = historyScrubber(late, { title: "Late" });
  await graph.settled();
  assertEquals(stopsOf(time), [...times.slice(0, -1)]);
  assertEquals([time.value, state.value!.index], [1e24, last]);
  assertEquals(figureOf(layout as Cell<unknown>).kind, "figure");
  closeWorkers();
});

Deno.test("a scrubber of stops takes the last one before, and follows the end where it stood there", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  let list = [0, 0.5, 4];
  const recorded = cell`recorded ${() => list}`;
  const at = scrubber(["At"], { stops: recorded });
  const view = at.view as InputView;
  await graph.settled();
  assertEquals([at.value, view.keptText!()], [4, undefined]);
  const grow = async (...stops: number[]) => {
    list = stops;
    recorded.rerun();
    await graph.settled();
  };
  await grow(0, 0.5, 4, 9);
  assertEquals(at.value, 9);
  at.set(3.9);
  await graph.settled();
  assertEquals([at.value, view.keptText!()], [0.5, "3.9"]);
  await grow(0, 1, 2, 3, 9, 20);
  assertEquals(at.value, 3);
  at.set(-1);
  await graph.settled();
  assertEquals(at.value, 0);
  at.set(20);
  await grow(0, 20, 30);
  assertEquals([at.value, view.keptText!()], [30, undefined]);
  at.set(NaN);
  await graph.settled();
  assertEquals(at.status, "failed");
});

Deno.test("what an address chooses before anything is recorded stays where it is", async () => {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  let last = 5;
  const end = cell`end ${() => last}`;
  const at = scrubber(["At"], { max: end });
  at.set(10);
  await graph.settled();
  assertEquals(at.value, 5);
  last = 100;
  end.rerun();
  await graph.settled();
  assertEquals(at.value, 10);
});
