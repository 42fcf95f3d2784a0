/**
 * The reference kernels and the eigen solver on the networks that notebooks
 * use. Inputs are seeded; every result goes into a sink.
 */
import {
  empiricalLoss,
  initialize,
  mlp,
  symmetricEigen,
  teacherStudent,
} from "../mod.ts";

let sink = 0;

const problems = [
  { name: "2-5-1 sigmoid", student: mlp`2 → 5 sigmoid → 1`, samples: 1000 },
  {
    name: "5-16-16-1 tanh",
    student: mlp`5 → 16 tanh → 16 tanh → 1`,
    samples: 1000,
  },
];

for (const { name, student, samples } of problems) {
  const { inputs } = student;
  const teacher = mlp`${inputs} → 4 sigmoid → 1`;
  const data = teacherStudent({ teacher, samples, seed: 1 });
  const objective = empiricalLoss(student, data, { backend: "reference" });
  const θ = initialize(student, { seed: 2 });
  const p = student.parameterCount;
  const g = new Float64Array(p);
  const H = new Float64Array(p * p);
  const group = `${name}, N = ${samples}`;

  Deno.bench("loss", { group, baseline: true }, () => {
    sink += objective.loss(θ);
  });
  Deno.bench("loss and gradient", { group }, () => {
    sink += objective.lossAndGradient(θ, g);
  });
  Deno.bench("Hessian–vector product", { group }, () => {
    sink += objective.hessianVectorProduct(θ, θ, g)[0];
  });
  Deno.bench("Hessian", { group, n: 10, warmup: 2 }, () => {
    sink += objective.hessian(θ, H)[0];
  });
  Deno.bench("eigenvalues and eigenvectors of the Hessian", { group }, () => {
    sink += symmetricEigen(H, p).values[0];
  });
}

globalThis.addEventListener("unload", () => {
  if (Number.isNaN(sink)) throw new Error("A benchmark computed NaN");
});
