import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import { teacherStudent } from "../../lib/data/mod.ts";
import {
  closeWorkers,
  configureMemo,
  objectiveFromSpecification,
} from "../../lib/job/mod.ts";
import { cell, mlp, openNotebook, range } from "../../lib/notebook/mod.ts";
import { principalDirections } from "../../lib/landscape/mod.ts";
import { initialize } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import { train, trainingAt } from "../../lib/train/mod.ts";
import { certify } from "../../lib/verdict/mod.ts";

const teacher = mlp`2 → 2 tanh → 1`;
const data = teacherStudent({ teacher, samples: 40, seed: 1 });
const short = { flow: { until: 3 }, refine: { maxIterations: 5 } } as const;

/** A notebook that scrubs through a training. */
function scrubber() {
  const graph = openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  const seed = range`Seed ${{ min: 0, max: 9, value: 1 }}`;
  const time = range`Time ${{ min: 0, max: 10, step: 0.5, value: 1 }}`;
  const fit = cell`Train from seed ${seed} ${(seed, run) =>
    run.train(mlp`2 → 3 tanh → 1`, data, { seed, ...short })}`;
  const state = cell`State of ${fit} at ${time} ${(fit, time) =>
    trainingAt(fit, time)}`;
  const spectrum = cell`Spectrum of ${fit} at ${time} ${(fit, at, run) =>
    run.hessianSpectrum(fit, { at })}`;
  const gradient = cell`Gradient of ${fit} at ${time} ${(fit, at, run) =>
    run.gradient(fit, { at })}`;
  const around = cell`Plane through ${fit} at ${time} ${(fit, at, run) =>
    run.plane(fit, { at, resolution: 5 })}`;
  const verdict = cell`Verdict on ${fit} at ${time} ${(fit, at, run) =>
    run.certify(fit, { at })}`;
  const slices = cell`Slices through ${fit} at ${time} ${(fit, at, run) =>
    run.parameterSlices(fit, { at, resolution: 3 })}`;
  return {
    graph,
    seed,
    time,
    fit,
    state,
    spectrum,
    gradient,
    verdict,
    around,
    slices,
  };
}

Deno.test("scrubbing shows θ, loss, gradient, spectrum and plane exactly at any time", async () => {
  configureMemo({});
  const {
    graph,
    time,
    fit,
    state,
    spectrum,
    gradient,
    verdict,
    around,
    slices,
  } = scrubber();
  for (const t of [1, 0, 10, 2.5]) {
    time.set(t);
    assertEquals((await graph.settled(20_000)).running, []);
    const { parameters, loss, index } = trainingAt(fit.value!, t);
    const objective = objectiveFromSpecification(fit.value!.objective!);
    assertStrictEquals(state.value!.parameters, parameters);
    assertEquals(loss, objective.loss(parameters));
    assertEquals(gradient.value!.loss, loss);
    assertEquals(gradient.value!.gradient, objective.gradient(parameters));
    assertEquals(spectrum.value, hessianSpectrum(objective, parameters));
    const { times, parameters: way, losses } = fit.value!.trajectory;
    const trajectory = {
      times: times.slice(0, index + 1),
      parameters: way.slice(0, index + 1),
      losses: losses.slice(0, index + 1),
    };
    assertEquals(
      verdict.value,
      certify(objective, parameters, { trajectory }),
    );
    assertEquals(around.value!.center, parameters);
    assertEquals(slices.value!.losses[0][1], loss);
  }
  closeWorkers();
});

Deno.test("a plane from a time on is that of the rest of the path", async () => {
  configureMemo({});
  const { graph, fit } = scrubber();
  const from = cell`End of ${fit} ${({ trajectory: { times } }) =>
    times[times.length - 3]}`;
  const end = cell`Plane of the end ${fit} ${from} ${(fit, from, run) =>
    run.plane(fit, { from, resolution: 5 })}`;
  const whole = cell`Plane ${fit} ${(fit, run) =>
    run.plane(fit, { resolution: 5 })}`;
  await graph.settled(20_000);
  const { trajectory, parameters } = fit.value!;
  const rest = { parameters: trajectory.parameters.slice(-3) };
  assertEquals(
    [...end.value!.directions],
    principalDirections(rest, parameters),
  );
  assertEquals([...end.value!.path.losses], [...trajectory.losses.slice(-3)]);
  assertEquals(whole.value!.path.losses.length, trajectory.losses.length);
  const extent = ({ xs }: { xs: Float64Array }) => xs[xs.length - 1] - xs[0];
  assert(extent(end.value!) < extent(whole.value!));
  closeWorkers();
});

Deno.test("a cell tells whether its work was done now or comes from the cache", async () => {
  configureMemo({});
  const { graph, seed, fit, state } = scrubber();
  await graph.settled(20_000);
  assertEquals(fit.source, "computed");
  assertEquals(state.source, undefined);
  seed.set(2);
  await graph.settled(20_000);
  assertEquals(fit.source, "computed");
  seed.set(1);
  await graph.settled(20_000);
  assertEquals(fit.source, "from cache");
  const both = cell`Both ${fit} ${async (fit, run) => {
    await run.hessianSpectrum(fit, { at: 0 });
    await run.hessianSpectrum(fit, { at: 1 });
  }}`;
  await graph.settled(20_000);
  assertEquals(both.source, "computed"); // half of it was kept
  both.rerun();
  await graph.settled(20_000);
  assertEquals(both.source, "from cache");
  closeWorkers();
});

Deno.test("run.trainMany shows the results so far, in the order of the seeds", async () => {
  configureMemo({});
  const { graph } = scrubber();
  const seeds = [4, 1, 3];
  const student = mlp`2 → 3 tanh → 1`;
  const fits = cell`Train ${student} from many seeds ${(student, run) =>
    run.trainMany(empiricalLoss(student, data), seeds, short)}`;
  const seen: number[][] = [];
  cell`Losses so far ${fits.live} ${(fits) =>
    seen.push(fits.map(({ loss }) => loss))}`;
  await graph.settled(20_000);
  const losses = seeds.map((seed) =>
    train(
      empiricalLoss(student, data),
      initialize(student, { seed }),
      short,
    ).loss
  );
  assertEquals(fits.value!.map(({ loss }) => loss), losses);
  assertEquals(fits.source, "computed");
  assertEquals(seen.at(-1), losses);
  seen.forEach((some) => assertEquals(some, losses.slice(0, some.length)));
  closeWorkers();
});

Deno.test("run.train starts warm where it is asked to", async () => {
  configureMemo({});
  const { graph, fit } = scrubber();
  const warm = cell`Warm after ${fit} ${(fit, run) =>
    run.train(mlp`2 → 3 tanh → 1`, data, {
      seed: 1,
      ...short,
      penalties: [],
      stop: { gradientNorm: 1e-3 * fit.gradientNorm },
      warmStart: true,
    })}`;
  await graph.settled(20_000);
  assertEquals(warm.value!.initialParameters, fit.value!.parameters);
  assertEquals(warm.value!.warmStart!.differences, ["stop.gradientNorm"]);
  closeWorkers();
});
