import { assert, assertEquals, assertThrows } from "@std/assert";
import { teacherStudent } from "../../../lib/data/mod.ts";
import { symmetricEigen } from "../../../lib/linalg/mod.ts";
import {
  type Network,
  network,
  parseNetwork,
} from "../../../lib/network/mod.ts";
import {
  empiricalLoss,
  populationLoss,
  type PopulationLossOptions,
} from "../../../lib/objective/mod.ts";
import { randomGenerator } from "../../../lib/random/mod.ts";
import golden from "../../fixtures/population.json" with { type: "json" };

/** The recipe of the golden file. */
function recipe(count: number, phase: number, scale: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const k = i + 1;
    return scale * Math.sin(1.7 * k * k + 0.61803398875 * k + phase);
  });
}

function net(text: string): Network {
  return network(parseNetwork(text));
}

function normals(count: number, seed: number, scale = 1): Float64Array {
  const random = randomGenerator(seed);
  return Float64Array.from({ length: count }, () => scale * random.normal());
}

function assertClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  assertEquals(actual.length, expected.length);
  const scale = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < actual.length; i++) {
    assert(
      Math.abs(actual[i] - expected[i]) <= tolerance * scale,
      `${what}, entry ${i}: ${actual[i]}, expected ${expected[i]}`,
    );
  }
}

for (const integration of ["auto", "quadrature"] as const) {
  for (const each of golden.cases) {
    const student = network(each.student);
    const teacher = network(each.teacher);
    Deno.test(`${student.text} of ${teacher.text}, ${integration}: golden loss, gradient, Hessian, eigenvalues to 1e-11`, () => {
      const parameters = recipe(
        teacher.parameterCount,
        each.teacherPhase,
        each.scale,
      );
      const objective = populationLoss(student, { teacher, parameters }, {
        integration,
      });
      const p = student.parameterCount;
      const θ = recipe(p, each.studentPhase, each.scale);
      const H = objective.hessian(θ);
      assertClose([objective.loss(θ)], [each.loss], 1e-13, "loss");
      assertClose(objective.gradient(θ), each.gradient, 1e-11, "gradient");
      assertClose(H, each.hessian.flat(), 1e-11, "Hessian");
      const v = normals(p, 1);
      const Hv = Array.from(
        v,
        (_, i) => v.reduce((sum, x, j) => sum + H[i * p + j] * x, 0),
      );
      assertClose(objective.hessianVectorProduct(θ, v), Hv, 1e-14, "product");
      const { values } = symmetricEigen(H, p);
      assertClose(values, each.eigenvalues, 1e-11, "eigenvalues");
      assert(objective.integration(θ).isMet);
    });
  }
}

/** Activations of all families, in students and teachers, biases here and there. */
const mixed: readonly (readonly [string, string])[] = [
  ["3 → 4 relu → 2", "3 → 2 relu no bias → 2"],
  ["3 → 3 leakyRelu(0.2) no bias → 1 no bias", "3 → 2 relu → 1"],
  ["2 → [relu, tanh, normalCdf, square] → 1", "2 → [exp, sigmoid2] → 1"],
  ["1 → 3 sigmoid2 → 1 no bias", "1 → 2 sigmoid2 → 1"],
  ["4 → 3 softplus → 1", "4 → [silu, identity] no bias → 1 no bias"],
  ["2 → [elu(0.5), selu] → 1", "2 → 1 tanh → 1"],
  ["2 → [relu, tanh] → 1", "2 → [g, leakyRelu(0.1)] → 1"],
  ["2 → 2 exp → 1", "2 → 2 polynomial(0.1, 1, -0.3) → 1"],
];

for (const [one, other] of mixed) {
  Deno.test(`${one} of ${other}: derivatives are central differences, at μ and Σ too`, () => {
    const student = net(one);
    const teacher = net(other);
    const d = student.inputs;
    const covariance = new Float64Array(d * d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) covariance[i * d + j] = i === j ? 1.2 : 0.3;
    }
    const parameters = normals(teacher.parameterCount, 2, 0.6);
    const mean = normals(d, 3, 0.4);
    for (
      const options of [{}, { mean, covariance }] as PopulationLossOptions[]
    ) {
      const objective = populationLoss(
        student,
        { teacher, parameters },
        options,
      );
      const p = student.parameterCount;
      const θ = normals(p, 4, 0.6);
      const gradient = objective.gradient(θ);
      const H = objective.hessian(θ);
      const ε = 1e-5;
      for (let i = 0; i < p; i++) {
        const plus = θ.with(i, θ[i] + ε);
        const minus = θ.with(i, θ[i] - ε);
        const slope = (objective.loss(plus) - objective.loss(minus)) / (2 * ε);
        assertClose([gradient[i]], [slope], 1e-8, `gradient ${i}`);
        const up = objective.gradient(plus);
        const down = objective.gradient(minus);
        const row = up.map((x, j) => (x - down[j]) / (2 * ε));
        assertClose(H.subarray(i * p, (i + 1) * p), row, 1e-8, `row ${i}`);
      }
    }
  });

  Deno.test(`${one} of ${other}: the mean over samples is within three standard errors`, () => {
    const student = net(one);
    const teacher = net(other);
    const parameters = normals(teacher.parameterCount, 2, 0.6);
    const θ = normals(student.parameterCount, 4, 0.6);
    const noise = 0.3;
    const losses = Array.from({ length: 10 }, (_, seed) =>
      empiricalLoss(
        student,
        teacherStudent({
          teacher,
          teacherParameters: parameters,
          samples: 5000,
          seed,
          noise,
        }),
      ).loss(θ));
    const mean = losses.reduce((sum, x) => sum + x) / 10;
    const variance = losses.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 9;
    const exact = populationLoss(student, { teacher, parameters }, { noise })
      .loss(θ);
    const error = Math.sqrt(variance / 10);
    assert(Math.abs(mean - exact) <= 3 * error, `${mean} ± ${error}, ${exact}`);
  });
}

Deno.test("populationLoss under N(μ, Σ) is that of the whitened network", () => {
  const student = net("2 → 3 tanh → 1");
  const teacher = net("2 → 2 relu → 1");
  const parameters = normals(teacher.parameterCount, 5);
  const θ = normals(student.parameterCount, 6);
  const L = [1.1, 0, -0.4, 0.7]; // Σ = L Lᵀ
  const μ = [0.3, -0.8];
  const whiten = (θ: Float64Array, { layers: [{ width }] }: Network) => {
    const out = θ.slice();
    for (let at = 0; at < 3 * width; at += 3) {
      const [w, v] = [θ[at], θ[at + 1]];
      out[at] = L[0] * w + L[2] * v;
      out[at + 1] = L[3] * v;
      out[at + 2] += μ[0] * w + μ[1] * v;
    }
    return out;
  };
  const general = populationLoss(student, { teacher, parameters }, {
    mean: μ,
    covariance: [
      L[0] ** 2,
      L[0] * L[2],
      L[0] * L[2],
      L[2] ** 2 + L[3] ** 2,
    ],
  });
  const standard = populationLoss(student, {
    teacher,
    parameters: whiten(parameters, teacher),
  });
  assertClose(
    [general.loss(θ)],
    [standard.loss(whiten(θ, student))],
    1e-14,
    "loss",
  );
});

/** Losses, gradient and Hessian stay together as neurons meet. */
for (
  const name of [
    "identity",
    "relu",
    "leakyRelu(0.2)",
    "square",
    "cube",
    "polynomial(0.3, -1, 0.5, 0.2)",
    "exp",
    "normalCdf",
    "sigmoid2",
    "tanh",
    "sigmoid",
    "softplus",
    "g",
    "gelu",
    "silu",
    "smoothLeakyRelu",
  ]
) {
  for (const angle of [0, Math.PI]) {
    for (const b of [0, 0.4]) {
      Deno.test(`${name}, b = ${b}: continuous where neurons are ${angle ? "anti" : ""}parallel`, () => {
        const student = net(`2 → 2 ${name} → 1`);
        const teacher = net(`2 → 1 ${name} → 1`);
        const parameters = Float64Array.of(0.8, 0.3, b, 1.3, 0.2);
        const objective = populationLoss(student, { teacher, parameters });
        const at = (α: number) => {
          const φ = angle + α;
          const w = [
            Math.cos(φ) * 0.8 - Math.sin(φ) * 0.3,
            Math.sin(φ) * 0.8 + Math.cos(φ) * 0.3,
          ];
          // neuron 0 parallel to the teacher, neuron 1 to both
          const bias = angle ? -b : b;
          return Float64Array.of(0.8, 0.3, b, ...w, bias, 0.7, 0.4, 0.1);
        };
        const here = {
          loss: objective.loss(at(0)),
          gradient: objective.gradient(at(0)),
          hessian: objective.hessian(at(0)),
        };
        for (const α of [1e-6, -1e-6, 1e-8, -1e-8, 1e-12, 1e-16, -1e-16]) {
          const θ = at(α);
          // relu's Hessian turns as fast as |α|
          const tolerance = 20 * Math.abs(α) + 1e-14;
          assertClose([objective.loss(θ)], [here.loss], tolerance, `L ${α}`);
          assertClose(
            objective.gradient(θ),
            here.gradient,
            tolerance,
            `gradient ${α}`,
          );
          assertClose(
            objective.hessian(θ),
            here.hessian,
            tolerance,
            `Hessian ${α}`,
          );
        }
      });
    }
  }
}

for (
  const name of ["normalCdf", "tanh", "g", "gelu", "exp", "cube", "square"]
) {
  for (const b of [0, 0.4]) {
    Deno.test(`${name}, b = ${b}: all three are finite and continuous where a neuron has no weights`, () => {
      const student = net(`2 → 2 ${name} → 1`);
      const teacher = net(`2 → 1 ${name} → 1`);
      const parameters = Float64Array.of(0.8, 0.3, b, 1.3, 0.2);
      const objective = populationLoss(student, { teacher, parameters });
      const at = (r: number, φ: number) =>
        Float64Array.of(
          r * Math.cos(φ),
          r * Math.sin(φ),
          b,
          0.5,
          -0.2,
          0.1,
          0.7,
          0.4,
          0.1,
        );
      const zero = at(0, 0);
      for (const r of [1e-4, 1e-8, 1e-20, 1e-200]) {
        for (const φ of [0, 1, 4]) {
          const θ = at(r, φ);
          const tolerance = 20 * r + 1e-14;
          assertClose(
            [objective.loss(θ)],
            [objective.loss(zero)],
            tolerance,
            "L",
          );
          assertClose(
            objective.gradient(θ),
            objective.gradient(zero),
            tolerance,
            "gradient",
          );
          assertClose(
            objective.hessian(θ),
            objective.hessian(zero),
            tolerance,
            "Hessian",
          );
        }
      }
    });
  }
}

Deno.test("a relu neuron without weights and bias: continuous loss, gradient 0 along it, no Hessian", () => {
  const student = net("2 → 2 relu → 1");
  const teacher = net("2 → 1 relu → 1");
  const objective = populationLoss(student, {
    teacher,
    parameters: Float64Array.of(0.8, 0.3, 0.1, 1.3, 0.2),
  });
  const zero = Float64Array.of(0.5, -0.2, 0.1, 0, 0, 0, 0.7, 0.4, 0.1);
  assertEquals(objective.gradient(zero).slice(3, 6), new Float64Array(3));
  for (const φ of [0, 2, 4]) {
    const near = zero.slice();
    near[3] = 1e-12 * Math.cos(φ);
    near[4] = 1e-12 * Math.sin(φ);
    assertClose([objective.loss(near)], [objective.loss(zero)], 1e-11, "L");
  }
  assertThrows(() => objective.hessian(zero), RangeError, "kink at neuron 1");
  const dead = zero.with(5, 0.3); // relu(0.3), smooth there
  assert(objective.hessian(dead).every(Number.isFinite));
});

Deno.test("the copy-average theorem of one erf student and m orthonormal teachers, to 1e-14", () => {
  const losses = [
    0,
    0.0232216806253367,
    0.0405931773139539,
    0.0567545277407500,
    0.0724526452036705,
  ];
  for (const [i, value] of losses.entries()) {
    const m = i + 1;
    const teacher = net(`${m} → ${m} sigmoid2 no bias → 1 no bias`);
    const student = net(`${m} → 1 sigmoid2 no bias → 1 no bias`);
    const parameters = new Float64Array(teacher.parameterCount);
    for (let j = 0; j < m; j++) {
      parameters[j * m + j] = 1;
      parameters[m * m + j] = 1;
    }
    const objective = populationLoss(student, { teacher, parameters });
    const θ = new Float64Array(m + 1).fill(1 / Math.sqrt(m * (2 * m - 1)));
    θ[m] = m;
    const formula = m / 3 - 2 / Math.PI * m * m * Math.asin(1 / (2 * m));
    assertClose([value], [formula], 1e-14, "the page's number");
    assertClose([objective.loss(θ)], [value], 1e-14, `m = ${m}`);
    assertClose(objective.gradient(θ), new Float64Array(m + 1), 1e-14, "∇L");
    const flipped = θ.map((x) => -x);
    assertClose([objective.loss(flipped)], [value], 1e-14, "sign flip");
  }
});

Deno.test("integration: closed form where asked for, an unmet tolerance is reported", () => {
  const student = net("2 → 2 tanh → 1");
  const teacher = net("2 → 1 relu → 1");
  const parameters = normals(teacher.parameterCount, 7);
  const target = { teacher, parameters };
  assertThrows(
    () => populationLoss(student, target, { integration: "closedForm" }),
    RangeError,
    'integration "closedForm" of tanh with tanh',
  );
  const relus = net("2 → 2 relu → 1");
  const θ = normals(relus.parameterCount, 8);
  const closed = populationLoss(relus, target, { integration: "closedForm" });
  assertEquals(closed.integration(θ).error, 0);
  const { series, plane } = closed.integration(θ).pairs;
  assertEquals([series, plane], [0, 0]);
  const byQuadrature = populationLoss(relus, target, {
    integration: "quadrature",
  });
  const { error, isMet } = byQuadrature.integration(θ);
  assert(!isMet && Math.abs(byQuadrature.loss(θ) - closed.loss(θ)) < error);
  const same = { teacher: student, parameters: normals(9, 9) };
  const few = populationLoss(student, same, { nodes: 4 });
  const enough = populationLoss(student, same);
  assert(!few.integration(θ).isMet && enough.integration(θ).isMet);
  assert(
    Math.abs(few.loss(θ) - enough.loss(θ)) < 10 * few.integration(θ).error,
  );
});

Deno.test("populationLoss refuses what it cannot do, in words", () => {
  const shallow = net("2 → 2 tanh → 1");
  const parameters = new Float64Array(shallow.parameterCount);
  const target = { teacher: shallow, parameters };
  const refused = (
    student: string,
    options: PopulationLossOptions,
    message: string,
  ) =>
    assertThrows(
      () => populationLoss(net(student), target, options),
      RangeError,
      message,
    );
  refused("2 → 2 tanh → 2 tanh → 1", {}, "one hidden layer");
  refused("2 → 2 tanh → 1 tanh", {}, "identity outputs");
  refused("3 → 2 tanh → 1", {}, "as many inputs and outputs");
  refused("2 → 2 sign → 1", {}, "activation sign");
  refused("2 → 2 tanh → 1", { nodes: 1 }, "1 nodes");
  refused("2 → 2 tanh → 1", { noise: -1 }, "noise -1");
  refused("2 → 2 tanh → 1", { mean: [1] }, "mean of 1 numbers");
  refused("2 → 2 tanh → 1", { covariance: [1, 2, 2, 1] }, "positive definite");
  assertThrows(
    () =>
      populationLoss(shallow, { ...target, parameters: parameters.slice(1) }),
    RangeError,
    "8 parameters of the teacher, expected 9",
  );
  assertThrows(
    () => populationLoss(shallow, target).loss(new Float64Array(8)),
    RangeError,
    "length 8",
  );
});
