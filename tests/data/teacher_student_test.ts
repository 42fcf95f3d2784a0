import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { teacherStudent } from "../../lib/data/mod.ts";
import { forward } from "../../lib/kernels/forward.ts";
import { network } from "../../lib/network/mod.ts";

const teacher = network({
  inputs: 3,
  layers: [{ width: 4, activation: "tanh" }, { width: 2 }],
});

Deno.test("teacherStudent's targets are the teacher's outputs", () => {
  const data = teacherStudent({ teacher, samples: 10, seed: 1 });
  assertEquals([data.samples, data.inputCount, data.outputCount], [10, 3, 2]);
  assertStrictEquals(data.teacher, teacher);
  const outputs = forward(teacher, data.teacherParameters, data.inputs);
  for (const [i, target] of data.targets.entries()) {
    assertAlmostEquals(target, outputs[i], 1e-14);
  }
});

Deno.test("teacherStudent: more samples begin with the fewer ones, bit for bit", () => {
  const all = teacherStudent({ teacher, samples: 9000, seed: 1 });
  for (const samples of [1, 10, 100, 101, 5000]) {
    const few = teacherStudent({ teacher, samples, seed: 1 });
    assertEquals(few.inputs, all.inputs.slice(0, 3 * samples));
    assertEquals(few.targets, all.targets.slice(0, 2 * samples));
  }
});

Deno.test("teacherStudent's targets follow from a θ by hand", () => {
  const linear = network({ inputs: 2, layers: [{ width: 1 }] });
  const θ = new Float64Array([2, -3, 0.5]);
  const { inputs: x, targets, teacherParameters } = teacherStudent({
    teacher: linear,
    teacherParameters: θ,
    samples: 5,
    seed: 0,
  });
  assertStrictEquals(teacherParameters, θ);
  for (let n = 0; n < 5; n++) {
    assertAlmostEquals(
      targets[n],
      2 * x[2 * n] - 3 * x[2 * n + 1] + 0.5,
      1e-14,
    );
  }
});

Deno.test("teacherStudent draws inputs and noise from N(0, 1), unrelated", () => {
  const options = { teacher, samples: 20_000, seed: 2 };
  const clean = teacherStudent(options);
  const noisy = teacherStudent({ ...options, noise: 0.5 });
  assertEquals(noisy.inputs, clean.inputs);
  const z = noisy.targets.map((t, i) => (t - clean.targets[i]) / 0.5);
  for (const draws of [clean.inputs, z]) {
    let mean = 0;
    let square = 0;
    for (const x of draws) mean += x / draws.length;
    for (const x of draws) square += x * x / draws.length;
    // five standard errors
    assertAlmostEquals(mean, 0, 5 / Math.sqrt(draws.length));
    assertAlmostEquals(square, 1, 5 * Math.sqrt(2 / draws.length));
  }
  let correlation = 0;
  for (let i = 0; i < z.length; i++) {
    correlation += z[i] * clean.inputs[i] / z.length;
  }
  assertAlmostEquals(correlation, 0, 5 / Math.sqrt(z.length));
});

Deno.test("teacherStudent's inputs do not depend on teacher, noise or number", () => {
  const few = teacherStudent({ teacher, samples: 5, seed: 3 });
  const more = teacherStudent({
    teacher: network({ inputs: 3, layers: [{ width: 1 }] }),
    samples: 8,
    seed: 3,
    noise: 1,
  });
  assertEquals(more.inputs.slice(0, 15), few.inputs);
});

Deno.test("teacherStudent repeats for a seed, differs between seeds", () => {
  const draw = (seed: number) =>
    teacherStudent({ teacher, samples: 4, seed, noise: 0.1 });
  assertEquals(draw(7), draw(7));
  assertNotEquals(draw(7).inputs, draw(8).inputs);
  assertNotEquals(draw(7).teacherParameters, draw(8).teacherParameters);
});

Deno.test("teacherStudent draws θ* from the scheme, apart from the inputs", () => {
  const options = { teacher, samples: 2, seed: 5 };
  const normal = teacherStudent(options).teacherParameters;
  const uniform = teacherStudent({ ...options, scheme: "uniform" });
  assert(uniform.teacherParameters.every((w) => Math.abs(w) <= 1));
  assertNotEquals(normal[0], teacherStudent(options).inputs[0]);
  assertEquals(normal[3], 0); // a bias
});

Deno.test("teacherStudent refuses what does not fit", () => {
  const draw = (options: object) => () =>
    teacherStudent({ teacher, samples: 3, seed: 1, ...options });
  for (const samples of [0, -1, 1.5, NaN]) {
    assertThrows(draw({ samples }), RangeError, `got ${samples} samples`);
  }
  for (const noise of [-1, NaN, Infinity]) {
    assertThrows(draw({ noise }), RangeError, `noise is ${noise}, expected`);
  }
  assertThrows(
    draw({ teacherParameters: new Float64Array(5) }),
    RangeError,
    "teacherParameters has length 5, expected 26 for 3 → 4 tanh → 2",
  );
  assertThrows(draw({ seed: -1 }), RangeError, "Cannot seed");
});
