import { assert, assertEquals } from "@std/assert";
import {
  float32x4,
  float64x2,
  hasRelaxedMultiplyAdd,
  type Shape,
} from "../../lib/emit/mod.ts";
import { typescriptCode } from "../../lib/file/mod.ts";
import {
  type Kernels,
  type LossChoice,
  referenceKernels,
  wasmKernels,
} from "../../lib/kernels/mod.ts";
import { writeActivation } from "../../lib/kernels/wasm/activations.ts";
import { activations } from "../../lib/network/activations/list.ts";
import {
  network,
  parseNetwork,
  resolveActivation,
} from "../../lib/network/mod.ts";
import { assertClose } from "./close.ts";
import { evaluate } from "./evaluate.ts";
import { limits, limitsAt } from "./limits.ts";

const names = Object.keys(limits);
const most = Number.MAX_VALUE;

/** Of both signs; 1.8e154 has a square that overflows, half of which does not. */
const magnitudes = [1e4, 1e100, 5e102, 1e150, 1e154, 1.8e154, 1e200, 1e300]
  .concat(1e308, most).flatMap((x) => [x, -x]);
const singleMagnitudes = [1e3, 1e18, 1e19, 1e30, 3e38].flatMap((x) => [x, -x]);

/** The limit, or what has no finite number either. */
function assertLimit(
  got: number,
  want: number,
  what: string,
  [rounding, largest]: readonly [number, number] = [1e-15, most],
): void {
  const isRight = Math.abs(want) <= largest
    ? Math.abs(got - want) <= rounding * Math.abs(want)
    : got === Math.sign(want) * Infinity;
  assert(isRight, `${what} is ${got}, expected ${want}`);
}

Deno.test("limits of all activations are known", () => {
  assertEquals(
    activations.map(({ name }) => name).filter((name) =>
      !names.some((text) => text.split("(")[0] === name)
    ),
    [],
  );
});

Deno.test("activations have their limits to the largest numbers", () => {
  for (const name of names) {
    const { f, derivative, secondDerivative } = resolveActivation(name);
    for (const x of magnitudes) {
      const y = f(x);
      const d = derivative(x, y);
      [y, d, secondDerivative(x, y, d)].forEach((got, order) =>
        assertLimit(got, limitsAt(name, x)[order], `${name}(${x})[${order}]`)
      );
    }
  }
});

/** f, f′ and f″ of generated code. */
function generated(shape: Shape, name: string, xs: readonly number[]) {
  return [0, 1, 2].map((order) =>
    evaluate(shape, (w, x) => {
      const curve = writeActivation(w, x, name);
      if (order === 0) return curve.value;
      const f = w.code.keep(curve.value);
      const first = w.code.keep(curve.derivative());
      return order === 1 ? first : curve.secondDerivative(f, first);
    }, xs)
  );
}

const shapes = {
  strict: float64x2({ relaxed: false }),
  relaxed: float64x2({ relaxed: hasRelaxedMultiplyAdd() }),
};

for (const [kind, shape] of Object.entries(shapes)) {
  Deno.test(`generated activations, ${kind}, have their limits to the largest numbers`, () => {
    for (const name of names) {
      generated(shape, name, magnitudes).forEach((values, order) =>
        values.forEach((got, i) => {
          const x = magnitudes[i];
          const what = `${name}(${x})[${order}]`;
          assertLimit(got, limitsAt(name, x)[order], what);
        })
      );
    }
  });

  Deno.test(`generated activations, ${kind}, go to their limits as the reference does`, () => {
    // around where exponentials end, and the density of the normal distribution
    const ends = [18, 26, 37, 37.5, 37.6, 37.64, 37.65, 37.66, 37.67, 38, 39]
      .concat(350, 353.9, 354, 354.1, 354.5, 355, 373, 700, 707.9, 708, 708.1)
      .concat(708.5, 708.7, 708.8, 709, 709.1, 709.5, 710, 745, 746, 1e3)
      .flatMap((x) => [x, -x]);
    for (const name of names.filter((name) => name !== "exp")) {
      const { f, derivative, secondDerivative } = resolveActivation(name);
      const values = generated(shape, name, ends);
      ends.forEach((x, i) => {
        const y = f(x);
        const d = derivative(x, y);
        [y, d, secondDerivative(x, y, d)].forEach((want, order) => {
          const got = values[order][i];
          // what is not a normal number may count as 0: 3e-308, times x²
          const least = 3e-308 * x * x;
          assert(
            Math.abs(got - want) <= 1e-13 * Math.abs(want) + least,
            `${name}(${x})[${order}] is ${got}, the reference ${want}`,
          );
        });
      });
    }
  });
}

Deno.test("generated activations in float32 have their limits to the largest numbers", () => {
  const shape = float32x4({ relaxed: hasRelaxedMultiplyAdd() });
  const xs = singleMagnitudes.map(Math.fround);
  for (const name of names.filter((name) => !name.includes("1e-200"))) {
    generated(shape, name, xs).forEach((values, order) =>
      values.forEach((got, i) =>
        assertLimit(
          got,
          limitsAt(name, xs[i])[order],
          `${name}(${xs[i]})[${order}]`,
          [3e-7, 3.4e38],
        )
      )
    );
  }
});

Deno.test("activations written in TypeScript have their limits to the largest numbers", async () => {
  for (const name of names) {
    const net = network(parseNetwork(`1 → 1 ${name} no bias`));
    const code = new TextEncoder().encode(typescriptCode(net, [1]));
    const { forward } = await import(
      `data:application/typescript;base64,${code.toBase64()}`
    );
    for (const x of magnitudes) {
      assertLimit(forward([x])[0], limitsAt(name, x)[0], `${name}(${x})`);
    }
  }
});

/** A product without overflow on the way; 0 with any factor 0. */
function product(...factors: number[]): number {
  let logarithm = 0;
  let mantissa = 1;
  for (const factor of factors) {
    if (factor === 0) return 0;
    const exponent = Math.floor(Math.log2(Math.abs(factor)));
    // in two halves, as 2⁻¹⁰⁷⁴ is no divisor
    const half = Math.trunc(exponent / 2);
    mantissa *= factor / 2 ** half / 2 ** (exponent - half);
    logarithm += exponent;
  }
  if (logarithm > 1100) return mantissa * Infinity;
  const half = Math.max(-550, Math.trunc(logarithm / 2));
  return mantissa * 2 ** half * 2 ** Math.max(-550, logarithm - half);
}

/** L = ℓ(v f(w x + b) + c) with its derivatives, f having its limit. */
function closedForm(
  name: string,
  loss: "meanSquaredError" | "huber",
  x: number,
  [w, , v, c]: readonly number[],
) {
  const [f, slope] = limitsAt(name, w * x); // f″ = 0
  const r = v * f + c;
  const isFar = loss === "huber" && Math.abs(r) > 1;
  const e = isFar ? Math.sign(r) : loss === "huber" ? r : 2 * r;
  const curvature = isFar ? 0 : loss === "huber" ? 1 : 2;
  // ∂z/∂(w, b, v, c) of the output z as factors
  const J = [[v, slope, x], [v, slope], [f], [1]];
  // ∂²z/∂w∂v and ∂²z/∂b∂v; the others are 0
  const mixed = [[slope, x], [slope]];
  return {
    loss: isFar
      ? Math.abs(r) - 0.5
      : product(r, r) / (loss === "huber" ? 2 : 1),
    gradient: J.map((factors) => product(e, ...factors)),
    hessian: J.flatMap((left, i) =>
      J.map((right, j) => {
        const [low, high] = i < j ? [i, j] : [j, i];
        return product(curvature, ...left, ...right) +
          (high === 2 && low < 2 ? product(e, ...mixed[low]) : 0);
      })
    ),
  };
}

/** Of linear growth or bounded: f″ = 0 far out. */
const tame = names.filter((name) => !/square|cube|exp|1e-200/.test(name));

function networkKernels(name: string, loss: LossChoice, x: number) {
  const net = network(parseNetwork(`1 → 1 ${name} → 1`));
  const samples = {
    samples: 1,
    inputs: Float64Array.of(x),
    targets: Float64Array.of(0),
  };
  return {
    reference: referenceKernels(net, samples, loss),
    relaxed: wasmKernels(net, samples, loss),
    strict: wasmKernels(net, samples, loss, { strict: true }),
  };
}

/** Right, or not finite where a number on the way may not be. */
function assertHonest(
  got: ArrayLike<number>,
  want: readonly number[],
  isAllFinite: boolean,
  what: string,
): void {
  want.forEach((limit, i) => {
    const isRight = Math.abs(limit) < Infinity
      ? Math.abs(got[i] - limit) <= 1e-12 * Math.abs(limit)
      : !Number.isFinite(got[i]);
    assert(
      isRight || !isAllFinite && !Number.isFinite(got[i]),
      `${what}[${i}] is ${got[i]}, expected ${limit}`,
    );
  });
}

Deno.test("losses, gradients and Hessians of huge inputs are right, or not finite", () => {
  for (const name of tame) {
    for (const loss of ["meanSquaredError", "huber"] as const) {
      for (const x of [1e100, 1e150, 1e153, 1e154, 1e200, 1e307]) {
        const all = networkKernels(name, loss, x);
        for (const w of [1, -1, 1e-60, -1e-60]) {
          const θ = Float64Array.of(w, 0.25, 0.5, -0.75);
          const want = closedForm(name, loss, x, [...θ]);
          const isAllFinite = [want.loss, ...want.gradient, ...want.hessian]
            .every(Number.isFinite);
          for (const [backend, kernels] of Object.entries(all)) {
            const what = `${backend}, ${name}, ${loss}, ${w} · ${x}`;
            const { lossAndGradient, hessian } = kernels as Kernels;
            const gradient = new Float64Array(4);
            const value = lossAndGradient(θ, gradient);
            assertHonest([value], [want.loss], isAllFinite, `${what}: loss`);
            assertHonest(gradient, want.gradient, isAllFinite, what);
            const H = hessian(θ, new Float64Array(16));
            assertHonest(H, want.hessian, isAllFinite, `${what}: Hessian`);
          }
        }
      }
    }
  }
});

Deno.test("generated products with Hessians of huge inputs are the reference's, or not finite", () => {
  const v = Float64Array.of(0.5, -0.25, 1, 0.125);
  for (const name of tame) {
    for (const x of [1e100, 1e150, -1e150, 1e200, -1e307]) {
      const { reference, relaxed, strict } = networkKernels(name, "huber", x);
      const θ = Float64Array.of(1, 0.25, 0.5, -0.75);
      const want = reference.hessianVectorProduct(θ, v, new Float64Array(4));
      for (const kernels of [relaxed, strict]) {
        const got = kernels.hessianVectorProduct(θ, v, new Float64Array(4));
        if (want.every(Number.isFinite)) {
          assertClose(got, want, 1e-12, `${name}, ${x}`);
        } else assert(!got.every(Number.isFinite), `${name}, ${x}`);
      }
    }
  }
});
