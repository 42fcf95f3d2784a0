import { assert, assertEquals, assertLess } from "@std/assert";
import type { Objective } from "../../lib/objective/objective.ts";
import { train } from "../../lib/train/mod.ts";
import { certify, type Verdict } from "../../lib/verdict/mod.ts";
import { diagonal, objectiveOf, quadratic } from "../flow/objectives.ts";
import { curve, polynomial, student, term } from "./false_verdicts.ts";

// Points whose verdict was wrong in version 0.2.0, by the kind of the fault, each
// with others of its kind.

function at(objective: Objective, ...θ: number[]): Verdict {
  return certify(objective, Float64Array.from(θ));
}

Deno.test("a fall that underflows is a fall", () => {
  const saddles: Record<string, Objective> = {
    "x³ − 3xy²": polynomial(term(1, 3, 0), term(-3, 1, 2)),
    "x³": polynomial(term(1, 3)),
    "−x⁴": polynomial(term(-1, 4)),
    "−xyz": polynomial(term(-1, 1, 1, 1)),
    "x⁴ + y⁴ − 3x²y²": polynomial(
      term(1, 4, 0),
      term(1, 0, 4),
      term(-3, 2, 2),
    ),
    "x⁴ + y⁴ + z⁴ + u⁴ − 2.5 x²z²": polynomial(
      term(1, 4, 0, 0, 0),
      term(1, 0, 4, 0, 0),
      term(1, 0, 0, 4, 0),
      term(1, 0, 0, 0, 4),
      term(-2.5, 2, 0, 2, 0),
    ),
    "x² − 1e-30 y⁵": polynomial(term(1, 2, 0), term(-1e-30, 0, 5)),
    "1 + x³": polynomial(term(1, 0), term(1, 3)),
  };
  for (const [name, objective] of Object.entries(saddles)) {
    const origin = new Float64Array(objective.parameterCount);
    assertEquals(certify(objective, origin).kind, "saddle, degenerate", name);
  }
});

Deno.test("Newton steps that have not arrived leave eigenvalues unknown", () => {
  const inflection = polynomial(term(1, 0, 2), term(1, 3, 0));
  assertEquals(at(inflection, 1e-7, 0).kind, "saddle, degenerate");
  assertEquals(at(polynomial(term(1, 4)), 1e-3).kind, "not converged");
  const sextic = at(polynomial(term(1, 6), term(1e-3, 0)), 1e-6);
  assertEquals(sextic.kind, "minimum, degenerate");
  assert(sextic.bounds[0] >= Math.abs(sextic.eigenvalues[0]));
});

/** L = (v − u²)² ± uⁿ, moved by `shift`: a curved valley. */
function movedValley(sign: 1 | -1, n: number, shift: number): Objective {
  return objectiveOf({
    parameterCount: 2,
    loss([x, y]) {
      const [u, v] = [x - shift, y - shift];
      return (v - u * u) ** 2 + sign * u ** n;
    },
    gradient([x, y], out) {
      const [u, v] = [x - shift, y - shift];
      out[0] = -4 * u * (v - u * u) + sign * n * u ** (n - 1);
      out[1] = 2 * (v - u * u);
    },
    hessian([x, y], out) {
      const [u, v] = [x - shift, y - shift];
      out[0] = 12 * u * u - 4 * v + sign * n * (n - 1) * u ** (n - 2);
      out[2] = -4 * u;
      out[3] = 2;
    },
  });
}

Deno.test("beside a degenerate zero the floor of a curved valley is followed", () => {
  let known = 0;
  for (const shift of [0, 1e-5, 1e-2, 1, 300]) {
    for (const [sign, n] of [[-1, 5], [1, 5], [-1, 6], [1, 6], [-1, 8]]) {
      const valley = movedValley(sign as 1 | -1, n, shift);
      const falls = sign < 0 || n % 2 === 1;
      for (const away of [1e-4, 1e-5, 1e-6, 1e-7, 1e-8]) {
        for (const across of [0, 0.3, 1]) {
          const θ = [shift + away, shift + across * away];
          const { kind, sentence } = at(valley, ...θ);
          const name = `${sign} u^${n} at ${θ} beside ${shift}: ${sentence}`;
          assert(!(falls ? /minimum/ : /saddle/).test(kind), name);
          if (/minimum|saddle/.test(kind)) known++;
        }
      }
    }
  }
  // 375 points; of the others most are farther away than counts as near
  assertLess(240, known);
});

Deno.test("nearness is measured parameter by parameter", () => {
  const wall = objectiveOf({
    parameterCount: 2,
    loss: ([x, y]) => (x - 1e6) ** 2 + Math.cosh(y),
    gradient([x, y], out) {
      out[0] = 2 * (x - 1e6);
      out[1] = Math.sinh(y);
    },
    hessian([, y], out) {
      out[0] = 2;
      out[3] = Math.cosh(y);
    },
  });
  assertEquals(at(wall, 1e6, 1).kind, "not converged");
  assertEquals(at(wall, 1e6, 1e-8).kind, "strict minimum");
  const line = curve("1 → 1", (u) => u, { input: (u) => 1e-6 * u });
  assertEquals(at(line, 1e6, 1).kind, "not converged");
  // a million times the unit, of another parameter
  assertEquals(at(quadratic([1, 1]), 1e6, 0.5).kind, "not converged");
});

Deno.test("no gradient that is not rounding is said to vanish", () => {
  const steep = objectiveOf({
    parameterCount: 1,
    loss: ([x]) => 1e12 * (x - 1e-6) ** 2,
    gradient: ([x], out) => out[0] = 2e12 * (x - 1e-6),
    hessian: (_, out) => out[0] = 2e12,
  });
  // 4e-6 is four times what the parameter is
  for (const x of [5e-6, 1.5e-6]) {
    assertEquals(at(steep, x).kind, "not converged", `${x}`);
  }
  assertEquals(at(steep, 1e-6 * (1 + 1e-9)).kind, "strict minimum");
  for (
    const { sentence } of [
      at(steep, 5e-6),
      at(quadratic([1e9, 1]), 1e-6, 0),
    ]
  ) {
    assert(!/vanishes to rounding[,:]|Nothing is left/.test(sentence));
  }
});

Deno.test("the units of inputs do not make a problem flat", () => {
  const far = {
    "inputs of 1e6": (u: number) => 1e6 * u,
    "years": (u: number) => 2005 + 15 * u,
    "inputs of 1e-6": (u: number) => 1e-6 * u,
    "Unix seconds": (u: number) => 1.7e9 + 3600 * u,
  };
  for (const [name, input] of Object.entries(far)) {
    const line = curve("1 → 1", (u) => u + 0.3, { input });
    const { kind } = at(line, 0, 0);
    assertEquals(kind, "not converged", name);
  }
});

Deno.test("a perfect fit is one to the accuracy of its targets' digits", () => {
  const constant = Float64Array.of(0, 0, 0, 0, 0, 0, 1e6);
  const small = (u: number) => 1e6 + 1e-3 * Math.sin(3 * u);
  const { kind, index } = certify(
    curve("1 → 2 tanh → 1", small),
    constant,
  );
  assertEquals([kind, index], ["saddle", 2]);
  const { start } = student("1 → 3 tanh → 1", "1 → 3 tanh → 1", 3, {});
  const targets: ((u: number) => number)[] = [
    (u) => 1e6 + 1e3 * Math.sin(3 * u),
    (u) => 101325 + 1e-3 * Math.sin(3 * u),
    (u) => 1e5 + Math.sin(3 * u),
    (u) => 1.7e9 + 3600 * Math.sin(3 * u),
  ];
  for (const target of targets) {
    const { verdict } = train(curve("1 → 3 tanh → 1", target), start);
    assert(!/minimum/.test(verdict!.kind), verdict!.sentence);
  }
  const { objective, start: begin } = student(
    "1 → 3 softplus → 1",
    "1 → 4 softplus → 1",
    100,
    { seed: 6 },
  );
  const { verdict } = train(objective, begin);
  assert(!/minimum/.test(verdict!.kind), verdict!.sentence);
  // constant targets are fitted
  for (const value of [0, 0.7, 1e6]) {
    const { verdict } = train(curve("1 → 3 tanh → 1", () => value), start);
    assertEquals(verdict!.kind, "minimum, degenerate", `constant ${value}`);
  }
});

Deno.test("Ritz pairs that have not converged decide nothing", () => {
  const λ = Float64Array.from({ length: 1500 }, (_, i) => 10 ** (i / 187 - 8));
  assertEquals(certify(diagonal(λ), new Float64Array(1500)).kind, "undecided");
  λ[700] = -1e-4;
  const { kind, sentence } = certify(diagonal(λ), new Float64Array(1500));
  assertEquals(kind, "undecided", sentence);
  // a negative Rayleigh quotient is proof enough
  λ[700] = -0.1;
  assertEquals(certify(diagonal(λ), new Float64Array(1500)).kind, "saddle");
});

Deno.test("a sign below the accuracy of the Hessian is unknown, unless units tell it", () => {
  const [stiff, soft] = [1e12, -1e-4];
  const straight = polynomial(term(stiff / 2, 2, 0), term(soft / 2, 0, 2));
  const { kind, index } = at(straight, 0, 0);
  assertEquals([kind, index], ["saddle", 1]);
  const turned = (soft: number) =>
    polynomial(
      term((stiff + soft) / 4, 2, 0),
      term((stiff + soft) / 4, 0, 2),
      term((soft - stiff) / 2, 1, 1),
    );
  for (const soft of [-1e-4, 1e-4, -1e-5]) {
    const { kind, sentence } = at(turned(soft), 0, 0);
    assert(kind !== "strict minimum" && kind !== "saddle", sentence);
    assert(/accuracy of the numbers/.test(sentence));
  }
});

Deno.test("what Newton's method finds at a finite point is no escape", () => {
  for (const seed of [0, 1, 2, 3, 6]) {
    const { objective, start } = student(
      "1 → 3 tanh → 1",
      "1 → 4 tanh → 1",
      60,
      { seed },
    );
    const { verdict, loss } = train(objective, start);
    assertLess(loss, 3.41e-11);
    assertEquals(verdict!.kind, "strict minimum", `seed ${seed}`);
  }
  const others = [
    student("1 → 3 softplus → 1", "1 → 4 softplus → 1", 100, { seed: 0 }),
    student("1 → 4 sigmoid → 1", "1 → 5 sigmoid → 1", 50, { seed: 4 }),
  ];
  for (const { objective, start } of others) {
    const { verdict } = train(objective, start);
    assert(verdict!.kind !== "escaping to infinity", verdict!.sentence);
  }
});

Deno.test("the growth of the norm is asked wherever the Hessian is singular", () => {
  const runs = [
    student("1 → 3 tanh → 1", "1 → 4 tanh → 1", 60, { seed: 5 }),
    student("2 → 3 softplus → 1", "2 → 5 softplus → 1", 300, { seed: 4 }),
  ];
  for (const { objective, start } of runs) {
    const { verdict } = train(objective, start, {
      refine: { maxIterations: 3000 },
    });
    assertEquals(verdict!.kind, "escaping to infinity", verdict!.sentence);
  }
});
