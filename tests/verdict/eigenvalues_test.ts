import { assert, assertLessOrEqual } from "@std/assert";
import { randomGenerator } from "../../lib/random/mod.ts";
import { certify } from "../../lib/verdict/mod.ts";
import { objectiveOf } from "../flow/objectives.ts";
import { goldenMinima } from "../objective/enclosure/golden.ts";

// Version 0.2.0 told eigenvalues at the zero nearby that were up to 75 of their
// bounds away from those that 60 digits have there.
Deno.test("eigenvalues told of the zero nearby are those there, within their bounds", () => {
  const random = randomGenerator(12);
  let told = 0;
  for (const [n, { objective, start, eigenvalues }] of goldenMinima.entries()) {
    for (const away of [0, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6]) {
      const θ = start.map((x) => x + away * random.normal());
      const verdict = certify(objective, θ);
      if (verdict.distance === undefined) continue;
      verdict.eigenvalues.forEach((λ, k) => {
        const error = Math.abs(λ - Number(eigenvalues[k]));
        assertLessOrEqual(
          error,
          verdict.bounds[k],
          `golden minimum ${n}, ${away} away, eigenvalue ${k}: ${λ}`,
        );
        told++;
      });
    }
  }
  assert(told > 100, `${told} eigenvalues`);
});

Deno.test("where a soft direction is bent, its eigenvalue is told no better than the zero is", () => {
  const random = randomGenerator(5);
  const soft = 1e-5;
  // L = soft u²/2 + u³ + v²/2 in turned coordinates, of which rounding mixes both
  const [c, s] = [Math.cos(0.4), Math.sin(0.4)];
  const turned = (θ: Float64Array) => {
    const [x, y] = [θ[0] - 0.3, θ[1] - 0.7];
    return [c * x + s * y, c * y - s * x];
  };
  const objective = objectiveOf({
    parameterCount: 2,
    loss(θ) {
      const [u, v] = turned(θ);
      return soft * u * u / 2 + u ** 3 + v * v / 2;
    },
    gradient(θ, out) {
      const [u, v] = turned(θ);
      const slope = soft * u + 3 * u * u;
      out[0] = c * slope - s * v;
      out[1] = s * slope + c * v;
    },
    hessian(θ, out) {
      const curvature = soft + 6 * turned(θ)[0];
      out[0] = c * c * curvature + s * s;
      out[2] = c * s * (curvature - 1);
      out[3] = s * s * curvature + c * c;
    },
  });
  let told = 0;
  for (let trial = 0; trial < 60; trial++) {
    const away = 10 ** (-12 + 6 * random.uniform());
    const θ = Float64Array.of(0.3, 0.7).map((x) => x + away * random.normal());
    const { kind, eigenvalues, bounds } = certify(objective, θ);
    if (kind !== "strict minimum") continue;
    told++;
    assertLessOrEqual(Math.abs(eigenvalues[0] - soft), bounds[0], `${away}`);
    assertLessOrEqual(Math.abs(eigenvalues[1] - 1), bounds[1], `${away}`);
  }
  assert(told > 40, `${told} strict minima`);
});
