import {
  hessianSpectrum as spectrumOf,
  type Objective,
  runJob,
} from "../../../../engine.ts";
import {
  anObjective,
  checkPoint,
  numbers,
  required,
} from "../../../options/mod.ts";
import { type AtPoint, type Call, isShort } from "../call.ts";

/** Something of a loss at a point: here where that is short, else as a job. */
function derivative(
  name: string,
  act: string,
  { here, products, asJob }: {
    readonly here: (objective: Objective, θ: Float64Array) => unknown;
    /** What it takes for each sample, and what besides. */
    readonly products: (p: number) => readonly [number, number?];
    readonly asJob: (point: AtPoint, signal: AbortSignal) => Promise<unknown>;
  },
): Call<AtPoint> {
  return {
    name,
    act,
    takes: {
      objective: required(anObjective),
      parameters: required(numbers),
    },
    answer: ({ objective, parameters: given }, { signal }) => {
      const parameters = checkPoint(act, objective, given);
      return isShort(objective, ...products(parameters.length))
        ? here(objective, parameters)
        : asJob({ objective, parameters }, signal);
    },
  };
}

function lossAndGradient(point: AtPoint, signal: AbortSignal) {
  return runJob({ kind: "gradient", ...point }, { signal });
}

/** The loss at θ. */
export const loss: Call<AtPoint> = derivative("loss", "compute the loss", {
  here: (objective, θ) => objective.loss(θ),
  products: (p) => [3 * p],
  asJob: async (...job) => (await lossAndGradient(...job)).loss,
});

/** ∇L at θ (p). */
export const gradient: Call<AtPoint> = derivative(
  "gradient",
  "compute the gradient",
  {
    here: (objective, θ) => objective.gradient(θ),
    products: (p) => [6 * p],
    asJob: async (...job) => (await lossAndGradient(...job)).gradient,
  },
);

/** ∇²L at θ (p × p), row-major. */
export const hessian: Call<AtPoint> = derivative(
  "hessian",
  "compute the Hessian",
  {
    here: (objective, θ) => objective.hessian(θ),
    products: (p) => [p ** 2],
    asJob: async (point, signal) =>
      (await runJob({ kind: "hessian", ...point }, { signal })).hessian,
  },
);

/** Its eigenvalues, eigenvectors and their residuals. */
export const hessianSpectrum: Call<AtPoint> = derivative(
  "hessianSpectrum",
  "compute the Hessian spectrum",
  {
    here: spectrumOf,
    // a decomposition takes about 7 p³
    products: (p) => [p ** 2, 7 * p ** 3],
    asJob: (point, signal) =>
      runJob({ kind: "hessianSpectrum", ...point }, { signal }),
  },
);
