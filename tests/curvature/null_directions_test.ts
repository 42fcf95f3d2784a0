import {
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertThrows,
} from "@std/assert";
import {
  explainNullDirections,
  explainNullSpace,
  hessianSpectrum,
  type SymmetryKind,
} from "../../lib/curvature/mod.ts";
import { dataset, teacherStudent } from "../../lib/data/mod.ts";
import { dot, infinityNorm, norm } from "../../lib/linalg/mod.ts";
import {
  type LayerParameters,
  network,
  packParameters,
  parseNetwork,
  unpackParameters,
} from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";

type Rows = readonly ArrayLike<number>[];

/** A student of one neuron more, made from its teacher's parameters. */
interface Student {
  readonly teacher: string;
  readonly student: string;
  /** Hidden rows (with bias), output row (with bias) of the student. */
  readonly from: (
    hidden: number[][],
    output: number[],
  ) => { hidden: Rows; output: ArrayLike<number> };
  /** What explains how many null directions, and what none explains. */
  readonly want: Partial<Record<SymmetryKind | "unexplained", number>>;
}

/** Another neuron like the last one, which gives it a part of its weight. */
function twin(
  factor: number,
  part: { kept: number; given: number; shift?: number },
): Student["from"] {
  return (hidden, output) => {
    const last = hidden.at(-1)!;
    const [bias, weight] = [output.at(-1)!, output.at(-2)!];
    return {
      hidden: [...hidden, last.map((x) => factor * x)],
      output: [
        ...output.slice(0, -2),
        part.kept * weight,
        part.given * weight,
        bias + (part.shift ?? 0) * weight,
      ],
    };
  };
}

const same: Student["from"] = (hidden, output) => ({ hidden, output });

const silent: Student["from"] = (hidden, output) => ({
  hidden: [...hidden, [1, 1, -100]],
  output: [...output.slice(0, -1), 0.7, output.at(-1)!],
});

const unheard: Student["from"] = (hidden, output) => ({
  hidden: [...hidden, [1, 2, 0.3]],
  output: [...output.slice(0, -1), 0, output.at(-1)!],
});

// At zero loss the null space is that of the outputs' Jacobian, which can be
// counted by hand: a twin adds its output weight and, to first order, all of its
// input weights.
const students: Record<string, Student> = {
  "no symmetry": {
    teacher: "2 → 3 tanh → 1",
    student: "2 → 3 tanh → 1",
    from: same,
    want: {},
  },
  "a twin of tanh": {
    teacher: "2 → 3 tanh → 1",
    student: "2 → 4 tanh → 1",
    from: twin(1, { kept: 0.3, given: 0.7 }),
    want: { "duplicated neurons": 4 },
  },
  "an opposite twin of tanh": {
    teacher: "2 → 3 tanh → 1",
    student: "2 → 4 tanh → 1",
    from: twin(-1, { kept: 2, given: 1 }),
    want: { "duplicated neurons": 4 },
  },
  "an opposite twin of sigmoid, which the bias makes up for": {
    teacher: "2 → 3 sigmoid → 1",
    student: "2 → 4 sigmoid → 1",
    from: twin(-1, { kept: 2, given: 1, shift: -1 }),
    want: { "duplicated neurons": 4 },
  },
  "an opposite twin of an even function": {
    teacher: "2 → 2 polynomial(0, 0, 1, 0, 1) → 1",
    student: "2 → 3 polynomial(0, 0, 1, 0, 1) → 1",
    from: twin(-1, { kept: 0.3, given: 0.7 }),
    want: { "duplicated neurons": 4 },
  },
  "a parallel twin of relu": {
    teacher: "2 → 3 relu → 1",
    student: "2 → 4 relu → 1",
    from: twin(2, { kept: 0.5, given: 0.25 }),
    want: { "duplicated neurons": 4, "rescaling": 3 },
  },
  "softplus that nobody listens to": {
    teacher: "2 → 3 softplus → 1",
    student: "2 → 4 softplus → 1",
    from: unheard,
    want: { "dead neuron": 3 },
  },
  "relu that is silent": {
    teacher: "2 → 3 relu → 1",
    student: "2 → 4 relu → 1",
    from: silent,
    want: { "dead neuron": 4, "rescaling": 3 },
  },
  "relu alone": {
    teacher: "2 → 3 relu → 1",
    student: "2 → 3 relu → 1",
    from: same,
    want: { "rescaling": 3 },
  },
  "a linear layer": { // 13 parameters, a plane has 3
    teacher: "2 → 3 → 1",
    student: "2 → 3 → 1",
    from: same,
    want: { "redundant linear layers": 10 },
  },
  // 13 parameters for a quadratic form, which has 6; what turns squares into
  // each other is none of the symmetries
  "squares": {
    teacher: "2 → 3 square → 1",
    student: "2 → 3 square → 1",
    from: same,
    want: { "rescaling": 3, "unexplained": 4 },
  },
};

function build({ teacher, student, from }: Student) {
  const net = network(parseNetwork(student));
  const teacherNet = network(parseNetwork(teacher));
  const data = teacherStudent({ teacher: teacherNet, samples: 80, seed: 1 });
  const rowsOf = ({ weights, bias }: LayerParameters) =>
    weights.map((w, i) => [...Array.from(w), bias![i]]);
  const layers = unpackParameters(teacherNet, data.teacherParameters);
  const { hidden, output } = from(rowsOf(layers[0]), rowsOf(layers[1])[0]);
  const split = (rows: Rows): LayerParameters => ({
    weights: rows.map((row) => Array.from(row).slice(0, -1)),
    bias: rows.map((row) => Array.from(row).at(-1)!),
  });
  const θ = packParameters(net, [split(hidden), split([output])]);
  return { net, data, θ };
}

for (const [name, student] of Object.entries(students)) {
  Deno.test(`explainNullDirections names them all: ${name}`, () => {
    const { net, data, θ } = build(student);
    const objective = empiricalLoss(net, data);
    assertLess(objective.loss(θ), 1e-27);
    const found = explainNullDirections(net, data, θ);
    const counts: Partial<Record<string, number>> = {};
    for (const { kind, dimension } of found.explanations) {
      counts[kind] = (counts[kind] ?? 0) + dimension;
    }
    if (found.unexplained.length > 0) {
      counts.unexplained = found.unexplained.length;
    }
    assertEquals(counts, student.want);
    assertEquals(
      found.dimension,
      Object.values(student.want).reduce((a, b) => a + b, 0),
    );
    // the second opinion: Hessian–vector products annihilate every direction
    const size = infinityNorm(hessianSpectrum(objective, θ).eigenvalues);
    const all = found.explanations.flatMap((e) => e.directions);
    for (const u of [...all, ...found.unexplained]) {
      assertAlmostEquals(norm(u), 1, 1e-12);
      assertLess(norm(objective.hessianVectorProduct(θ, u)), 1e-12 * size);
    }
    for (const u of found.unexplained) {
      for (const v of all) assertLess(Math.abs(dot(u, v)), 1e-8);
    }
    for (const { residual } of found.explanations) assertLess(residual, 1e-8);
  });
}

Deno.test("a null direction at an angle from a symmetry is explained with that residual", () => {
  const { net, θ } = build(students["relu alone"]);
  const scaled = new Float64Array(net.parameterCount); // neuron 0: row, −column
  for (let k = 0; k < 3; k++) scaled[k] = θ[k];
  scaled[9] = -θ[9];
  const length = norm(scaled);
  const bias = net.parameterCount - 1;
  for (const angle of [0, 1e-8, 1e-3, 9e-3, 2e-2, 1]) {
    const z = scaled.map((x) => Math.cos(angle) * x / length);
    z[bias] = Math.sin(angle);
    const { explanations, unexplained } = explainNullSpace(net, θ, [z]);
    if (angle < 0.01) {
      assertEquals(explanations.length, 1);
      const { kind, neurons, dimension, residual } = explanations[0];
      assertEquals([kind, neurons, dimension], ["rescaling", [0], 1]);
      assertAlmostEquals(residual, Math.sin(angle), 1e-14);
      assertEquals(unexplained, []);
    } else {
      assertEquals(explanations, []);
      assertAlmostEquals(Math.abs(dot(unexplained[0], z)), 1, 1e-14);
    }
  }
});

Deno.test("explainNullDirections sees that softmax does not see shifts, wherever θ is", () => {
  const net = network(parseNetwork("2 → 3 tanh → 4 softmax"));
  const data = dataset({
    inputs: Array.from(
      { length: 40 },
      (_, n) => [Math.sin(n), Math.cos(2 * n)],
    ),
    labels: Array.from({ length: 40 }, (_, n) => n % 4),
  });
  const θ = Float64Array.from(
    { length: net.parameterCount },
    (_, i) => Math.sin(3 * i + 1),
  );
  const { dimension, explanations, unexplained } = explainNullDirections(
    net,
    data,
    θ,
  );
  assertEquals([dimension, unexplained.length], [4, 0]);
  assertEquals(explanations.map(({ kind }) => kind), ["softmax shift"]);
  // a penalty does
  const penalized = explainNullDirections(net, data, θ, {
    penalties: [{ kind: "weightDecay", λ: 1e-3 }],
  });
  assertEquals(penalized.dimension, 0);
});

Deno.test("explainNullDirections refuses parameters that do not fit", () => {
  const { net, data } = build(students["relu alone"]);
  assertThrows(
    () => explainNullDirections(net, data, new Float64Array(2)),
    RangeError,
    "expected 13",
  );
});
