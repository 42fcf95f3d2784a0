import { assertEquals, assertThrows } from "@std/assert";
import { matrixVector } from "../../lib/linalg/mod.ts";
import { customObjective } from "../../lib/objective/mod.ts";
import { assertClose } from "../kernels/close.ts";

/** Rosenbrock's valley with a third, exponential direction. */
const valley = {
  parameterCount: 3,
  loss: ([x, y, z]: Float64Array) =>
    (1 - x) ** 2 + 5 * (y - x * x) ** 2 + Math.exp(x * z),
  gradient: ([x, y, z]: Float64Array) => [
    -2 * (1 - x) - 20 * x * (y - x * x) + z * Math.exp(x * z),
    10 * (y - x * x),
    x * Math.exp(x * z),
  ],
  hessian: ([x, y, z]: Float64Array) => {
    const e = Math.exp(x * z);
    const xz = (1 + x * z) * e;
    // deno-fmt-ignore
    return [2 - 20 * y + 60 * x * x + z * z * e, -20 * x, xz,
      -20 * x, 10, 0,
      xz, 0, x * x * e];
  },
};
const { parameterCount, loss, gradient } = valley;
const θ = Float64Array.of(0.7, -1.2, 0.4);
const v = Float64Array.of(2, -0.5, 1);
const H = Float64Array.from(valley.hessian(θ));
const Hv = matrixVector(H, v, new Float64Array(3));

Deno.test("customObjective takes the derivatives that are given", () => {
  const objective = customObjective(valley);
  const out = new Float64Array(3);
  assertEquals(objective.lossAndGradient(θ, out), loss(θ));
  assertEquals([...out], gradient(θ));
  assertEquals(objective.hessian(θ), H);
  assertEquals(objective.hessianVectorProduct(θ, v), Hv);
});

Deno.test("customObjective's gradient by differences is right to 1e-9", () => {
  const objective = customObjective({ parameterCount, loss });
  assertClose(objective.gradient(θ), gradient(θ), 1e-9, "gradient");
});

Deno.test("customObjective's Hessian from the gradient is right to 1e-9", () => {
  const objective = customObjective({ parameterCount, loss, gradient });
  assertClose(objective.hessian(θ), H, 1e-9, "Hessian");
  assertClose(objective.hessianVectorProduct(θ, v), Hv, 1e-9, "product");
});

Deno.test("customObjective's Hessian from the loss is right to 1e-6", () => {
  const objective = customObjective({ parameterCount, loss });
  assertClose(objective.hessian(θ), H, 1e-6, "Hessian");
  assertClose(objective.hessianVectorProduct(θ, v), Hv, 1e-6, "product");
});

Deno.test("customObjective's Hessian by differences is symmetric, θ untouched", () => {
  const before = θ.slice();
  for (
    const options of [{ parameterCount, loss }, {
      parameterCount,
      loss,
      gradient,
    }]
  ) {
    const D = customObjective(options).hessian(θ);
    assertEquals([D[1], D[2], D[5]], [D[3], D[6], D[7]]);
  }
  assertEquals(θ, before);
});

Deno.test("customObjective's product with v = 0 is 0", () => {
  const zero = new Float64Array(3);
  for (
    const options of [{ parameterCount, loss }, {
      parameterCount,
      loss,
      gradient,
    }]
  ) {
    assertEquals(customObjective(options).hessianVectorProduct(θ, zero), zero);
  }
});

Deno.test("customObjective refuses wrong lengths, with both numbers", () => {
  assertThrows(
    () => customObjective({ parameterCount: 0, loss }),
    RangeError,
    "parameterCount 0, expected a positive integer",
  );
  assertThrows(
    () => customObjective(valley).loss(new Float64Array(2)),
    RangeError,
    "parameter vector has length 2, expected 3",
  );
  assertThrows(
    () =>
      customObjective({ parameterCount, loss, gradient: () => [1, 2] })
        .gradient(θ),
    RangeError,
    "gradient function's result has length 2, expected 3",
  );
});
