import { assertEquals } from "@std/assert";
import { matrixVector, symmetricEigen } from "../../lib/linalg/mod.ts";
import { referenceKernels } from "../../lib/kernels/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { assertClose } from "./close.ts";
import { goldenCases, goldenSamples, wave } from "./golden.ts";

for (const golden of goldenCases) {
  Deno.test(`referenceKernels give the golden numbers: ${golden.name}`, () => {
    const net = network(golden.spec);
    const p = net.parameterCount;
    const θ = wave(p, 1.1, golden.parameterScale);
    const v = wave(p, 3.3);
    const kernels = referenceKernels(
      net,
      goldenSamples(golden),
      golden.lossKind === "mse" ? "meanSquaredError" : golden.lossKind,
    );
    const gradient = new Float64Array(p);
    assertClose([kernels.loss(θ)], [golden.loss], 1e-13, "loss");
    assertClose(
      [kernels.lossAndGradient(θ, gradient)],
      [golden.loss],
      1e-13,
      "loss with gradient",
    );
    assertClose(gradient, golden.gradient, 1e-12, "gradient");
    assertClose(
      kernels.hessianVectorProduct(θ, v, new Float64Array(p)),
      golden.hessianVectorProduct,
      1e-12,
      "Hessian–vector product",
    );
    const H = kernels.hessian(θ, new Float64Array(p * p));
    assertClose(
      matrixVector(H, v, new Float64Array(p)),
      golden.hessianVectorProduct,
      1e-12,
      "H v",
    );
    assertClose(
      symmetricEigen(H, p).values,
      golden.eigenvalues,
      1e-12,
      "eigenvalues",
    );
    let trace = 0;
    for (let i = 0; i < p; i++) trace += H[i * p + i];
    assertClose([trace], [golden.trace], 1e-12, "trace");
    const frobenius = Math.sqrt(H.reduce((sum, h) => sum + h * h, 0));
    assertClose([frobenius], [golden.frobenius], 1e-12, "Frobenius norm");
  });
}

Deno.test("referenceKernels give the numbers of the small case", () => {
  const samples = {
    samples: 3,
    inputs: Float64Array.of(0.5, -1, 1.5, 0.25, -0.75, 2),
    targets: Float64Array.of(0.2, -0.4, 1),
  };
  const θ = Float64Array.of(0.3, -0.2, 0.1, -0.5, 0.4, -0.3, 0.7, -0.6, 0.05);
  const net = network(parseNetwork("2 → 2 tanh → 1"));
  const kernels = referenceKernels(net, samples, "meanSquaredError");
  const gradient = new Float64Array(9);
  assertClose(
    [kernels.lossAndGradient(θ, gradient)],
    [1.58374865597646],
    1e-14,
    "loss",
  );
  assertClose(
    gradient,
    // deno-fmt-ignore
    [1.24273707403874, -1.3398156911172, 0.0600494782490842,
      -0.642751669803332, 0.741533401058181, 0.0178287188824925,
      1.08954434402442, -1.69315459814735, 0.0647485027125529],
    1e-14,
    "gradient",
  );
  assertClose(
    symmetricEigen(kernels.hessian(θ, new Float64Array(81)), 9).values,
    // deno-fmt-ignore
    [-4.22463546397127, -3.32406840438431, -1.65759502688431,
      -1.28289433958628, -0.162378978118581, 0.0130127460648011,
      1.20243200375849, 2.35907673352007, 4.18742818535623],
    1e-14,
    "eigenvalues",
  );
  const weighted = { ...samples, weights: Float64Array.of(2, 0, 1) };
  assertClose(
    [referenceKernels(net, weighted, "meanSquaredError").loss(θ)],
    [1.20548536118046],
    1e-14,
    "weighted loss",
  );
  const softplus = network(parseNetwork("2 → 2 softplus → 1"));
  assertClose(
    [referenceKernels(softplus, samples, "meanSquaredError").loss(θ)],
    [0.940136036917941],
    1e-14,
    "softplus loss",
  );
});

Deno.test("the fixture has the 18 golden cases", () => {
  assertEquals(goldenCases.length, 18);
});
