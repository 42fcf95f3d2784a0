import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertThrows,
} from "@std/assert";
import {
  coupledDynamics,
  coupledJacobian,
  twoLayerModes,
} from "../../lib/theory/mod.ts";

const system = {
  sigma: [1.2, 0.4, -0.3],
  lambda: [1, 0.5, 2],
  z: [0.1, -0.2, 0.05],
  u: 0.3,
  hidden: 4,
  rates: [0.8, 0.5],
};

Deno.test("one mode in one neuron is a mode of two layers", () => {
  const { times, z, u } = coupledDynamics({
    sigma: [1.2],
    lambda: [0.7],
    z: [0.1],
    u: 0.3,
    rates: [0.8, 0.5],
    until: 8,
    points: 9,
  });
  const modes = twoLayerModes({
    sigma: [1.2],
    lambda: [0.7],
    a: [0.1],
    b: [0.3],
    rates: [0.8, 0.5],
  });
  times.forEach((t, k) => {
    const { a, b } = modes.at(t);
    assertAlmostEquals(z[k], a[0], 1e-9);
    assertAlmostEquals(u[k], b[0], 1e-9);
  });
});

Deno.test("the coupled flow keeps η₂Σz² − η₁u², descends and fits", () => {
  const { status, z, u, losses, bestU } = coupledDynamics({
    ...system,
    until: 200,
    points: 101,
  });
  assertEquals(status, "completed");
  const kept = (k: number) =>
    0.5 * z.slice(3 * k, 3 * k + 3).reduce((sum, x) => sum + x * x, 0) -
    0.8 * u[k] ** 2;
  for (let k = 1; k <= 100; k++) {
    assertAlmostEquals(kept(k), kept(0), 1e-9);
    assert(losses[k] <= losses[k - 1] + 1e-12);
  }
  assert(losses[100] < 1e-12);
  assertAlmostEquals(bestU[100], u[100], 1e-6);
});

Deno.test("the best u has the least loss for z as it is", () => {
  const { bestU } = coupledDynamics({ ...system, until: 1, points: 2 });
  const loss = (u: number) =>
    coupledDynamics({ ...system, u, until: 0 }).losses[0];
  for (const change of [-0.1, 0.1]) {
    assert(loss(bestU[0]) < loss(bestU[0] + change));
  }
});

Deno.test("small steps follow the flow; the source's are twice as long", () => {
  const η = 1e-4;
  const rates = system.rates.map((rate) => rate * η);
  const flow = coupledDynamics({ ...system, hidden: 1, until: 2, points: 2 });
  for (const asPublished of [false, true]) {
    const steps = coupledDynamics({
      ...system,
      hidden: 1,
      rates,
      until: asPublished ? 1 / η : 2 / η,
      discrete: true,
      asPublished,
    });
    assertAlmostEquals(steps.u.at(-1)!, flow.u[1], 1e-3);
    assertAlmostEquals(steps.losses.at(-1)!, flow.losses[1], 1e-3);
  }
});

Deno.test("the coupled Jacobian is that of the outputs, its shares of 1", () => {
  const { lambda, z, u, hidden } = system;
  const { jacobian, values, shares: [first, second] } = coupledJacobian({
    lambda,
    z,
    u,
    hidden,
  });
  const outputs = (z: number[], u: number) =>
    z.map((x, i) => Math.sqrt(lambda[i]) * hidden * u * x);
  const ε = 1e-6;
  const base = outputs(z, u);
  for (let j = 0; j < 4; j++) {
    const moved = outputs(
      z.map((x, i) => x + (i === j ? ε : 0)),
      u + (j === 3 ? ε : 0),
    );
    moved.forEach((y, i) =>
      assertAlmostEquals((y - base[i]) / ε, jacobian[i * 4 + j], 1e-6)
    );
  }
  const squares = (x: Float64Array) => x.reduce((sum, y) => sum + y * y, 0);
  assertAlmostEquals(squares(values), squares(jacobian), 1e-12);
  first.forEach((x, i) => assertAlmostEquals(x * x + second[i] ** 2, 1, 1e-12));
});

Deno.test("coupled dynamics refuse what does not fit together", () => {
  assertThrows(
    () => coupledDynamics({ ...system, lambda: [1], until: 1 }),
    RangeError,
    "lambda has 1 entries, expected 3",
  );
  assertThrows(
    () => coupledDynamics({ ...system, until: 1, asPublished: true }),
    RangeError,
    "expected discrete",
  );
  const wild = coupledDynamics({
    ...system,
    rates: [100, 100],
    until: 100,
    discrete: true,
  });
  assertEquals(wild.status, "non-finite");
});
