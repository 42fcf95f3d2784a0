import { assert, assertEquals, assertThrows } from "@std/assert";
import { hessianSpectrum } from "../../lib/curvature/mod.ts";
import {
  conservedQuantities,
  edgeOfStability,
  scalarChain,
} from "../../lib/theory/mod.ts";
import { jaxKey, randomGenerator } from "../../lib/random/mod.ts";
import { type Activation, resolveActivation } from "../../lib/network/mod.ts";
import golden from "../fixtures/scalar_autoencoder.json" with { type: "json" };

function close(got: number, want: number, tolerance = 1e-12): void {
  assert(
    Math.abs(got - want) <= tolerance * Math.max(1, Math.abs(want)),
    `${got}, expected ${want}`,
  );
}

/** θ of the published grid: grid[i][j] = (x_j, x_i). */
function grid(resolution: number): Float64Array {
  const xs = Array.from(
    { length: resolution },
    (_, i) => 4 * i / (resolution - 1) - 2,
  );
  return Float64Array.from(xs.flatMap((y) => xs.flatMap((x) => [x, y])));
}

const chain = scalarChain();

Deno.test("losses and gradients on the published grids", () => {
  for (
    const [resolution, sum] of [
      [51, golden.L_grid_51_sum],
      [201, golden.L_grid_201_sum],
    ]
  ) {
    const Θ = grid(resolution);
    const count = resolution ** 2;
    const losses = chain.lossBatch(Θ, count, new Float64Array(count));
    close(losses.reduce((a, b) => a + b), sum);
  }
  const Θ = grid(51);
  golden.L_grid_51_step5.forEach((row, i) =>
    row.forEach((want, j) => {
      const at = 2 * (5 * i * 51 + 5 * j);
      close(chain.loss(Θ.subarray(at, at + 2)), want);
    })
  );
  golden.grad_grid_51_step10.forEach((row, i) =>
    row.forEach((want, j) => {
      const at = 2 * (10 * i * 51 + 10 * j);
      const gradient = chain.gradient(Θ.subarray(at, at + 2));
      want.forEach((slope, k) => close(gradient[k], slope));
    })
  );
});

Deno.test("the critical regions of the published filter", () => {
  const Θ = grid(201);
  const count = 201 ** 2;
  const losses = new Float64Array(count);
  const gradients = new Float64Array(2 * count);
  chain.kernel.lossesAndGradients(Θ, count, losses, gradients);
  const norms = losses.map((_, i) =>
    Math.hypot(gradients[2 * i], gradients[2 * i + 1])
  );
  assertEquals(
    norms.filter((norm) => norm < 0.1).length,
    golden["critical_points_201_gradnorm_lt_0.1_count"],
  );
  assertEquals(
    losses.filter((loss) => loss < 0.1).length,
    golden["critical_points_201_L_lt_0.1_count"],
  );
  // arrows: every fourth point along each axis
  let [arrows, sum, size] = [0, 0, 0];
  for (let j = 0; j < 201; j += 4) {
    for (let i = 0; i < 201; i += 4) {
      const slope = gradients[2 * (j * 201 + i)];
      arrows++;
      sum -= slope;
      size += Math.abs(slope);
    }
  }
  assertEquals(arrows, golden.quiver_201_step4.count);
  close(sum, golden.quiver_201_step4.u_sum, 1e-10);
  close(size, golden.quiver_201_step4.abs_u_sum);
});

Deno.test("the published starts are normal numbers of JAX, divided by their norms", () => {
  const { init_thetas_50x2 } = golden.jax_prngkey117_partitionable_False;
  const normal = jaxKey(117).split(2)[1].normal([50, 2]);
  init_thetas_50x2.forEach(([x, y], i) => {
    const norm = Math.hypot(normal[2 * i], normal[2 * i + 1]);
    close(normal[2 * i] / norm, x, 1.2e-6);
    close(normal[2 * i + 1] / norm, y, 1.2e-6);
  });
});

/** f by its definition. */
function output(
  θ: ArrayLike<number>,
  x: number,
  σ: readonly Activation[],
): number {
  let value = θ[0] * x;
  for (let k = 1; k < θ.length; k++) value = θ[k] * σ[k - 1].f(value);
  return value;
}

const chains = [
  { factors: 1, inputs: [2] },
  { factors: 2, inputs: [1, -3, 0.5] },
  { factors: 5, inputs: [1, 2] },
  { factors: 2, inputs: [1], activations: "tanh" },
  { factors: 4, inputs: [1, -1, 2], activations: ["tanh", "relu", "softplus"] },
  { factors: 3, inputs: [-2, 0.3], activations: { name: "leakyRelu" } },
];

Deno.test("outputs, losses and gradients: the loops, the objective and the definition agree", () => {
  const random = randomGenerator(4);
  for (const options of chains) {
    const { factors, inputs, activations = "identity" } = options;
    const chain = scalarChain(options);
    assertEquals([chain.factors, chain.parameterCount], [factors, factors]);
    const σ = Array.from(
      { length: factors - 1 },
      (_, k) =>
        resolveActivation(
          Array.isArray(activations) ? activations[k] : activations,
        ),
    );
    const count = 20;
    const Θ = Float64Array.from(
      { length: count * factors },
      () => random.normal(),
    );
    const losses = new Float64Array(count);
    const gradients = new Float64Array(count * factors).fill(7);
    chain.kernel.lossesAndGradients(Θ, count, losses, gradients);
    const X = [...inputs, 0.7];
    const outputs = chain.outputs(Θ, X);
    assertEquals(chain.outputs(Θ).length, count * inputs.length);
    for (let i = 0; i < count; i++) {
      const θ = Θ.slice(i * factors, (i + 1) * factors);
      X.forEach((x, n) =>
        close(outputs[i * X.length + n], output(θ, x, σ), 1e-13)
      );
      const mean = inputs.reduce(
        (sum, x) => sum + (x - output(θ, x, σ)) ** 2 / inputs.length,
        0,
      );
      close(losses[i], mean, 1e-12);
      close(chain.loss(θ), mean, 1e-12);
      const gradient = chain.gradient(θ);
      gradient.forEach((slope, k) =>
        close(gradients[i * factors + k], slope, 1e-12)
      );
    }
  }
});

Deno.test("the Hessian of two factors, on solutions and at the saddle between them", () => {
  const random = randomGenerator(5);
  for (let n = 0; n < 20; n++) {
    const [a, b] = [random.normal(), random.normal()];
    const p = a * b;
    const want = [2 * b * b, 4 * p - 2, 4 * p - 2, 2 * a * a];
    chain.hessian(Float64Array.of(a, b)).forEach((h, k) => close(h, want[k]));
    const solution = Float64Array.of(a, 1 / a);
    const { eigenvalues } = hessianSpectrum(chain, solution);
    const top = 2 * (a * a + 1 / (a * a));
    close(eigenvalues[0], 0, 1e-12 * top);
    close(eigenvalues[1], top);
    close(edgeOfStability(solution), 2 / top);
  }
  const { eigenvalues } = hessianSpectrum(chain, Float64Array.of(0, 0));
  eigenvalues.forEach((λ, k) => close(λ, [-2, 2][k]));
  assertEquals(
    chain.loss(Float64Array.of(0, 0)),
    golden.checks.barrier_height_between_branches,
  );
});

Deno.test("the edge of stability of deeper chains and several inputs is 2 over the largest eigenvalue", () => {
  const random = randomGenerator(6);
  const inputs = [1, -2, 0.5];
  for (const factors of [1, 2, 3, 6]) {
    const θ = Float64Array.from({ length: factors }, () => random.normal());
    θ[0] /= θ.reduce((product, x) => product * x, 1);
    const chain = scalarChain({ factors, inputs });
    close(chain.loss(θ), 0, 1e-28);
    const { eigenvalues } = hessianSpectrum(chain, θ);
    const meanSquare = (1 + 4 + 0.25) / 3;
    close(edgeOfStability(θ, meanSquare), 2 / eigenvalues[factors - 1], 1e-10);
  }
});

Deno.test("a step of descent multiplies the difference of squares as the page says", () => {
  const random = randomGenerator(7);
  for (let n = 0; n < 50; n++) {
    const θ = Float64Array.of(random.normal(), random.normal());
    const η = random.uniform();
    const g = chain.gradient(θ);
    const next = θ.map((x, k) => x - η * g[k]);
    const p = θ[0] * θ[1];
    close(
      conservedQuantities(next)[0],
      conservedQuantities(θ)[0] * (1 - 4 * η * η * (1 - p) ** 2),
      1e-11,
    );
  }
});

Deno.test("gradients are orthogonal to the change of what the flow conserves, at any depth", () => {
  const random = randomGenerator(8);
  for (const factors of [2, 3, 7]) {
    const chain = scalarChain({ factors, inputs: [1, 0.2] });
    const θ = Float64Array.from({ length: factors }, () => random.normal());
    const g = chain.gradient(θ);
    assertEquals(conservedQuantities(θ).length, factors - 1);
    for (let k = 0; k + 1 < factors; k++) {
      // d/dt (θ_k² − θ_{k+1}²) along −∇L
      close(θ[k] * g[k] - θ[k + 1] * g[k + 1], 0, 1e-13 * (1 + g[k] ** 2));
    }
  }
});

Deno.test("chains that are none, points that are none and activations for no place are refused", () => {
  for (
    const [options, message] of [
      [{ factors: 0 }, "factors is 0, expected an integer from 1 to 134217728"],
      [{ factors: 65 }, "factors is 65, expected an integer in 1 … 64"],
      [{ inputs: [] }, "no inputs, expected at least one"],
      [{ inputs: [1, NaN] }, "inputs[1] is NaN, expected finite numbers"],
      [{ factors: 3, activations: ["tanh"] }, "1 activations, expected 2"],
      [{ activations: "tahn" }, `did you mean "tanh"?`],
      [{ depth: 3 }, `unknown option "depth"`],
      [{ factors: "2" }, `factors is "2"`],
    ] as const
  ) {
    assertThrows(() => scalarChain(options as never), Error, message);
  }
  assertThrows(
    () => chain.outputs([1, 2, 3]),
    RangeError,
    "Θ has length 3, expected a multiple of its 2 factors",
  );
  assertThrows(() => chain.outputs([1, NaN]), RangeError, "Θ[1] is NaN");
  assertThrows(() => chain.outputs([1, 2], [Infinity]), RangeError, "X[0]");
  assertThrows(() => edgeOfStability([1, 0]), RangeError, "θ[1] is 0");
  assertThrows(() => edgeOfStability([]), RangeError, "0 factors");
  assertThrows(() => edgeOfStability([1, 1], -1), RangeError, "meanSquare -1");
  assertThrows(() => conservedQuantities([NaN]), RangeError, "θ[0] is NaN");
});

Deno.test("a chain with the user's own activation works, and does not travel", () => {
  const own = {
    f: (x: number) => x * x,
    derivative: (x: number) => 2 * x,
    secondDerivative: () => 2,
  };
  const chain = scalarChain({ activations: own });
  assertEquals(chain.specification, undefined);
  assertEquals([...chain.outputs([2, 3], [1])], [12]);
  assertEquals(scalarChain({ factors: 3 }).specification?.activations, [
    "identity",
    "identity",
  ]);
});
