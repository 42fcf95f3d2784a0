import { assert, assertEquals, assertThrows } from "@std/assert";
import { gradientFlow } from "../../lib/flow/mod.ts";
import { optimizeSteps, type Schedule } from "../../lib/optimize/mod.ts";
import { jaxKey, randomGenerator } from "../../lib/random/mod.ts";
import {
  type ChainDescent,
  chainDescent,
  type ChainDescentOptions,
  conservedQuantities,
  scalarChain,
} from "../../lib/theory/mod.ts";
import golden from "../fixtures/scalar_autoencoder.json" with { type: "json" };

const chain = scalarChain();

function close(got: number, want: number, tolerance = 1e-12): void {
  assert(
    Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want)),
    `${got}, expected ${want}`,
  );
}

function pointOf(run: ChainDescent, step: number, start: number): number[] {
  const { factors, starts, parameters } = run;
  const from = (step * starts + start) * factors;
  return [...parameters.subarray(from, from + factors)];
}

const xs = golden.grid_xs_51;
const grid = xs.flatMap((y) => xs.flatMap((x) => [x, y]));

Deno.test("the published run from a grid: 99 updates", () => {
  const want = golden["gd_grid_eta0.001_rows100"];
  const run = chainDescent(chain, grid, { learningRate: 0.001, steps: 99 });
  assertEquals([run.steps + 1, run.starts], [want.shape[0], 51 * 51]);
  const last = run.losses.subarray(99 * run.starts);
  close(last.reduce((a, b) => a + b), want.final_loss_sum);
  close(last.reduce((a, b) => Math.max(a, b)), want.final_loss_max);
  close(
    run.losses.subarray(0, run.starts).reduce((a, b) => Math.max(a, b)),
    want.initial_loss_max,
  );
  want.final_step5.forEach((row, i) =>
    row.forEach((θ, j) => {
      const start = 5 * i * 51 + 5 * j;
      pointOf(run, 99, start).forEach((x, k) => close(x, θ[k]));
      close(last[start], want.final_loss_step5[i][j]);
    })
  );
  const further = chainDescent(chain, grid, {
    learningRate: 0.001,
    steps: 100,
  });
  close(
    further.losses.subarray(100 * run.starts).reduce((a, b) => a + b),
    golden["gd_grid_eta0.001_after_100_updates_final_loss_sum"],
  );
});

Deno.test("the published trajectories: every second start, column by column", () => {
  const run = chainDescent(chain, grid, { learningRate: 0.001, steps: 99 });
  const starts = xs.keys().filter((i) => i % 2 === 0).toArray();
  const order = starts.flatMap((column) =>
    starts.map((row) => row * 51 + column)
  );
  assertEquals(order.length, golden.to_3d_trajs_grid.shape[0]);
  const at = [0, 1, 2, 26];
  for (
    const [step, points] of [
      [0, golden.to_3d_trajs_grid.first_points_of_traj_0_1_2_26],
      [99, golden.to_3d_trajs_grid.last_points_of_traj_0_1_2_26],
    ] as const
  ) {
    points.forEach((want, n) => {
      const start = order[at[n]];
      const got = [
        ...pointOf(run, step, start),
        run.losses[step * run.starts + start],
      ];
      got.forEach((x, k) => close(x, want[k]));
    });
  }
});

Deno.test("descents from ten chosen starts, the saddle and its stable direction among them", () => {
  const { inits, theta_by_step, loss_by_step } =
    golden["gd_fixed_inits_eta0.1"];
  const run = chainDescent(chain, inits.flat(), { steps: 50 });
  for (const [name, points] of Object.entries(theta_by_step)) {
    const step = Number(name);
    const losses = loss_by_step[name as keyof typeof loss_by_step];
    points.forEach((θ, i) => {
      pointOf(run, step, i).forEach((x, k) => close(x, θ[k]));
      close(run.losses[step * run.starts + i], losses[i]);
    });
  }
});

Deno.test("the published random starts: all arrive within 49 updates, on both branches", () => {
  const want = golden.jax_prngkey117_partitionable_False;
  const normal = jaxKey(117).split(2)[1].normal([50, 2]);
  const starts = normal.map((x, i) =>
    x / Math.hypot(normal[i - i % 2], normal[i - i % 2 + 1])
  );
  const run = chainDescent(chain, starts, { learningRate: 0.1, steps: 49 });
  const ends = Array.from({ length: 50 }, (_, i) => pointOf(run, 49, i));
  const last = run.losses.subarray(49 * 50);
  assertEquals(
    last.filter((loss) => loss > 0.01).length,
    want["n_loss_gt_0.01"],
  );
  assertEquals(
    ends.filter(([x]) => x > 0).length,
    want.n_converged_pos_branch,
  );
  assertEquals(
    ends.filter(([x]) => x < 0).length,
    want.n_converged_neg_branch,
  );
});

Deno.test("plateaus are as long as the notebook says", () => {
  const normal = jaxKey(117).split(2)[1].normal([50, 2]);
  /** Updates until the slowest of the published starts gets below a loss of ½. */
  const slowest = (factors: number, options: ChainDescentOptions) => {
    const starts = Array.from({ length: 50 }, (_, i) => {
      const [x, y] = normal.subarray(2 * i, 2 * i + 2);
      const norm = Math.hypot(x, y);
      return [x / norm, y / norm, ...Array(factors - 2).fill(1)];
    });
    const { losses, steps } = chainDescent(
      scalarChain({ factors }),
      starts.flat(),
      { learningRate: 0.1, ...options },
    );
    const at = Array.from({ length: steps + 1 }, (_, t) => t);
    const first = Array.from(
      { length: 50 },
      (_, i) => at.findIndex((t) => losses[50 * t + i] < 0.5),
    );
    assert(first.every((t) => t >= 0));
    return Math.max(...first);
  };
  assertEquals(slowest(2, {}), 17);
  assertEquals(slowest(2, { method: "momentum" }), 8);
  assertEquals(slowest(2, { schedule: { kind: "cyclical", period: 40 } }), 27);
  assertEquals([3, 4, 5].map((factors) => slowest(factors, {})), [23, 30, 40]);
});

Deno.test("many descents at once are those of optimize, one by one, for every optimizer", () => {
  const chain = scalarChain({
    factors: 3,
    inputs: [1, 0.5],
    activations: "tanh",
  });
  const random = randomGenerator(2);
  const starts = Float64Array.from({ length: 12 }, () => random.normal());
  const schedule: Schedule = { kind: "cyclical", period: 10 };
  const methods = [
    "gradientDescent",
    "momentum",
    "nesterov",
    "rmsProp",
    "adam",
    "adamW",
    { name: "momentum", β: 0.5 },
  ] as const;
  for (const method of methods) {
    const run = chainDescent(chain, starts, { method, schedule, steps: 30 });
    for (let i = 0; i < 4; i++) {
      const θ = starts.subarray(3 * i, 3 * i + 3);
      const steps = optimizeSteps(chain, θ, { method, schedule, steps: 30 });
      for (const { step, parameters, loss } of steps) {
        pointOf(run, step, i).forEach((x, k) => close(x, parameters[k], 1e-11));
        close(run.losses[step * 4 + i], loss, 1e-11);
      }
    }
  }
});

Deno.test("small steps follow the flow, with an error as large as the steps", () => {
  const start = Float64Array.of(1.5, -0.2);
  const flow = gradientFlow(chain, start, {
    solver: "dop853",
    until: 1,
    relativeTolerance: 1e-12,
    absoluteTolerance: 1e-14,
  });
  const errors = [100, 200, 400].map((steps) => {
    const run = chainDescent(chain, start, { learningRate: 1 / steps, steps });
    const end = pointOf(run, steps, 0);
    return Math.hypot(
      ...end.map((x, k) => x - flow.parameters[k]),
    );
  });
  for (const ratio of [errors[0] / errors[1], errors[1] / errors[2]]) {
    assert(ratio > 1.9 && ratio < 2.1, `${ratio}`);
  }
  close(
    conservedQuantities(flow.parameters)[0],
    conservedQuantities(start)[0],
    1e-10,
  );
});

Deno.test("a start that runs away stays at its last point with loss ∞ and disturbs no other", () => {
  const run = chainDescent(chain, [3, 3, 0.6, 0.8, 4, -4], {
    learningRate: 0.3,
    steps: 40,
    method: "momentum",
  });
  const alone = chainDescent(chain, [0.6, 0.8], {
    learningRate: 0.3,
    steps: 40,
    method: "momentum",
  });
  for (let step = 0; step <= 40; step++) {
    assertEquals(pointOf(run, step, 1), pointOf(alone, step, 0));
    assertEquals(run.losses[3 * step + 1], alone.losses[step]);
  }
  assertEquals(run.losses[3 * 40], Infinity);
  assertEquals(run.losses[3 * 40 + 2], Infinity);
  assert(run.parameters.every(Number.isFinite));
  const left = run.losses.findIndex((loss, n) =>
    n % 3 === 0 && loss === Infinity
  );
  assertEquals(pointOf(run, left / 3, 0), pointOf(run, left / 3 - 1, 0));
});

Deno.test("noise has the spread and the seed that it was given", () => {
  const flat = scalarChain({ inputs: [0] }); // no gradient: noise alone
  const starts = new Float64Array(2000);
  const options = { learningRate: 1, steps: 10, noise: 0.3, seed: 1 };
  const run = chainDescent(flat, starts, options);
  const end = run.parameters.subarray(10 * 2000);
  const variance = end.reduce((sum, x) => sum + x * x, 0) / 2000;
  // ten steps of variance 0.09; of 2000 squares 4 standard errors
  close(variance, 0.9, 0.9 * 4 * Math.sqrt(2 / 2000));
  assertEquals(run, chainDescent(flat, starts, options));
  const other = chainDescent(flat, starts, { ...options, seed: 2 });
  assert(other.parameters[4000] !== run.parameters[4000]);
});

Deno.test("starts that do not fit and options without meaning are refused", () => {
  for (
    const [starts, options, message] of [
      [
        [1, 2, 3],
        {},
        "starts has length 3, expected a positive multiple of its 2",
      ],
      [[], {}, "starts has length 0"],
      [[1, NaN], {}, "starts[1] is NaN"],
      [[1, 2], { steps: 1e8 }, "100000000 steps from 1 starts"],
      [[1, 2], { learningRate: -1 }, "learningRate is -1"],
      [[1, 2], { learningRate: Infinity }, "learningRate is Infinity"],
      [[1, 2], { method: "adma" }, "Cannot optimize with adma"],
      [[1, 2], { iterations: 5 }, `did you mean "steps"?`],
    ] as const
  ) {
    assertThrows(
      () => chainDescent(chain, starts, options as never),
      Error,
      message,
    );
  }
  assertThrows(
    () => chainDescent({ factors: 2 } as never, [1, 2]),
    TypeError,
    "chain is an object, expected a chain, as scalarChain makes it",
  );
});
