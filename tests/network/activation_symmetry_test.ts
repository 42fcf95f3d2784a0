import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  type ActivationChoice,
  activationNames,
  activationSymmetry,
  resolveActivation,
} from "../../lib/network/mod.ts";

const choices: Record<string, ActivationChoice> = Object.fromEntries(
  activationNames.map((name) => [
    name,
    name === "polynomial" ? { name, coefficients: [0, 0, 3] } : name,
  ]),
);
choices["a line of slope 2"] = { name: "polynomial", coefficients: [0, 2] };
choices["leakyRelu of slope 1"] = { name: "leakyRelu", alpha: 1 };
choices["own functions"] = {
  f: (x) => x ** 3,
  derivative: (x) => 3 * x * x,
  secondDerivative: (x) => 6 * x,
};

const xs = [-2.3, -1.7, -0.4, -0.05, 0.11, 0.6, 1.3, 2.9];

/** Whether an identity holds on all of xs. */
function holds(difference: (x: number) => number): boolean {
  return xs.every((x) => Math.abs(difference(x)) < 1e-11);
}

for (const [name, choice] of Object.entries(choices)) {
  Deno.test(`activationSymmetry of ${name} holds where it is claimed, and only there`, () => {
    const { degree, mirror, slope, silent } = activationSymmetry(choice);
    if (choice === "softmax") {
      assertEquals([degree, mirror, slope, silent], [
        undefined,
        undefined,
        undefined,
        false,
      ]);
      return;
    }
    const { f } = resolveActivation(choice);
    const isHomogeneous = [0, 1, 2, 3, 4].some((d) =>
      holds((x) => f(1.9 * x) - 1.9 ** d * f(x))
    );
    assertEquals(degree !== undefined, isHomogeneous);
    if (degree !== undefined) {
      assert(holds((x) => f(0.3 * x) - 0.3 ** degree * f(x)));
    }
    const mirrors = [1, -1].filter((s) =>
      holds((x) => f(-x) - s * f(x) - (f(-1) - s * f(1)))
    );
    assertEquals(mirror ? [mirror.sign] : [], mirrors);
    if (mirror) {
      assert(holds((x) => f(-x) - mirror.sign * f(x) - mirror.constant));
    }
    const isLinear = holds((x) => f(x) - f(1) * x);
    assertEquals(slope !== undefined, isLinear);
    if (slope !== undefined) assertAlmostEquals(slope, f(1), 1e-15);
    assertEquals(silent, f(-1) === 0 && f(-3) === 0);
  });
}
