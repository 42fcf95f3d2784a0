import { assert, assertLess } from "@std/assert";
import type { Objective } from "../../lib/objective/objective.ts";
import { type Generator, randomGenerator } from "../../lib/random/mod.ts";
import { certify } from "../../lib/verdict/mod.ts";
import { constant, plus, power, variable } from "./jet.ts";
import { objectiveOfJet } from "./known_points.ts";

// Beside a degenerate zero curvature has the sign that it has on the way there. Some
// units in the last place away gradients are rounding, and nothing leads on.

/** L = a (±u₀ᵐ + Σ uᵢ²): one u is bent along the parameter of another. */
function bentGerm(
  factor: number,
  order: number,
  unit: number,
  p: number,
  random: Generator,
): { readonly objective: Objective; readonly zero: number[] } {
  const scale = 10 ** (12 * random.uniform() - 6);
  const units = Array.from(
    { length: p },
    (_, i) => i === 0 ? unit : 10 ** (6 * random.uniform() - 3),
  );
  const zero = units.map((unit) => unit * random.normal());
  const bend = p > 1 ? 2 * random.uniform() - 1 : 0;
  const bent = random.integer(p);
  const objective = objectiveOfJet((θ) => {
    const x = units.map((unit, i) => variable(θ, i, zero[i], unit));
    const u = x.map((xi, i) =>
      i === bent ? plus(xi, x[(i + 1) % p], bend) : xi
    );
    const sum = u.slice(1).reduce(
      (sum, ui) => plus(sum, power(ui, 2)),
      power(u[0], order),
    );
    const rest = plus(sum, power(u[0], order), factor - 1);
    return plus(constant(0, p), rest, scale);
  }, p);
  return { objective, zero };
}

// one sample of rounding let six signs pass of 9, and another eigenvalue was taken
// for the one that vanishes in two of 6
for (const seed of [9, 6]) {
  Deno.test(`no sign is decided by rounding beside a degenerate zero, seed ${seed}`, () => {
    const random = randomGenerator(seed);
    let [known, count] = [0, 0];
    for (const [factor, order] of [[-1, 4], [1, 4], [-1, 6], [1, 6], [1, 3]]) {
      for (const unit of [1e-6, 1, 1e6]) {
        for (const away of [1e-15, 2e-15, 1e-12, 1e-9]) {
          for (const p of [1, 2, 3]) {
            const { objective, zero } = bentGerm(
              factor,
              order,
              unit,
              p,
              random,
            );
            const start = Float64Array.from(
              zero,
              (x, i) =>
                x + away * (i === 0 ? unit : x) * (2 * random.uniform() - 1),
            );
            const { kind, index, sentence } = certify(objective, start);
            const falls = factor < 0 || order === 3;
            assert(
              index === 0 && !(falls ? /minimum/ : /saddle|strict/).test(kind),
              `${factor} u^${order} of ${p}, ${away} away, at ${start}: ${sentence}`,
            );
            if (/minimum|saddle/.test(kind)) known++;
            count++;
          }
        }
      }
    }
    // half of them, so that not knowing is no way out
    assertLess(count / 2, known);
  });
}
