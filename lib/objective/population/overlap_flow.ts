import { symmetricEigen } from "../../linalg/mod.ts";
import {
  type ActivationChoice,
  activationChoice,
  network,
} from "../../network/mod.ts";
import {
  anyOf,
  checkOptions,
  list,
  listOf,
  nested,
  number,
  type OptionTable,
  required,
} from "../../options/mod.ts";
import {
  orderParameters,
  type OverlapFlow,
  type OverlapStart,
} from "./order_parameters.ts";
import { products } from "./overlaps.ts";
import { populationLoss } from "./population_loss.ts";

/** Where a flow of overlaps starts, and of which networks. */
export interface OverlapFlowOptions extends OverlapStart {
  /** Of the student's hidden neurons. */
  readonly activation: ActivationChoice | readonly ActivationChoice[];
  /** Of the teacher's; by default the student's, which must be one. */
  readonly teacherActivation?: ActivationChoice | readonly ActivationChoice[];
  /** How fast hidden and output weights follow −∇L; default 1, and 0 holds. */
  readonly rates?: { readonly hidden?: number; readonly output?: number };
}

const activationOption = anyOf(activationChoice, listOf(activationChoice));

/** What {@linkcode overlapFlow} takes. */
export const overlapFlowOptions: OptionTable<OverlapFlowOptions> = {
  Q: required(list),
  R: required(list),
  T: required(list),
  a: required(list),
  teacherWeights: required(list),
  activation: required(activationOption),
  teacherActivation: activationOption,
  rates: nested({ hidden: number, output: number }),
};

/**
 * The gradient flow on the population loss of bias-free networks with one
 * output, in the overlaps Q and R and the output weights a, which it closes in:
 * an initial-value problem of k² + kK + k numbers however many inputs there are.
 * Any activation of `populationLoss`.
 *
 * The derivative is that of any weights with these overlaps: it takes the rows
 * of a square root of ((Q, R), (Rᵀ, T)).
 *
 * @throws {RangeError} If the overlaps do not fit each other.
 * @throws {TypeError} If an option is unknown, missing or of another type.
 *
 * @see Saad and Solla, Exact solution for on-line learning in multilayer neural
 * networks, 1995, whose dynamics at small learning rates this is.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { integrate, overlapFlow } from "@thalweg/thalweg";
 *
 * const flow = overlapFlow({
 *   activation: "relu",
 *   Q: [0.1],
 *   R: [0.05],
 *   T: [1],
 *   a: [1],
 *   teacherWeights: [1],
 * });
 * const { y } = integrate(flow, flow.start, { until: 5 });
 * assert(flow.read(y).R[0] > 0.05); // the student turns to its teacher
 * ```
 */
export function overlapFlow(options: OverlapFlowOptions): OverlapFlow {
  const act = "build the flow of overlaps";
  checkOptions(act, options, overlapFlowOptions);
  const { T, a, teacherWeights, activation, rates = {} } = options;
  const { teacherActivation = activation } = options;
  const { hidden = 1, output = 1 } = rates;
  const k = a.length;
  const K = teacherWeights.length;
  const n = k + K;
  const parts = orderParameters(act, options);
  const shape = (width: number, activation: OverlapFlowOptions["activation"]) =>
    network({
      inputs: n,
      layers: [{ width, activation, bias: false }, { width: 1, bias: false }],
    });
  const student = shape(k, activation);
  const teacher = shape(K, teacherActivation);
  const θ = new Float64Array(student.parameterCount);
  const parameters = new Float64Array(teacher.parameterCount);
  parameters.set(Array.from(teacherWeights), K * n);
  const gram = new Float64Array(n * n);

  /** Weights in n dimensions with these overlaps, in θ and `parameters`. */
  function realize(y: Float64Array): void {
    const at = parts.read(y);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        gram[i * n + j] = i < k
          ? j < k ? at.Q[i * k + j] : at.R[i * K + j - k]
          : j < k
          ? at.R[j * K + i - k]
          : T[(i - k) * K + j - k];
      }
    }
    const { values, vectors } = symmetricEigen(gram, n, { vectors: true });
    for (let i = 0; i < n; i++) {
      const row = i < k ? θ : parameters;
      const from = (i < k ? i : i - k) * n;
      for (let c = 0; c < n; c++) {
        row[from + c] = vectors[c * n + i] * Math.sqrt(Math.max(0, values[c]));
      }
    }
    θ.set(at.a, k * n);
  }

  return {
    ...parts,
    derivative(_, y, out) {
      realize(y);
      const gradient = populationLoss(student, { teacher, parameters })
        .gradient(θ);
      const rows = (θ: Float64Array, count: number) =>
        Array.from(
          { length: count },
          (_, i) => θ.subarray(i * n, (i + 1) * n),
        );
      const slopes = rows(gradient, k);
      const own = products(slopes, rows(θ, k));
      const others = products(slopes, rows(parameters, K));
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          out[i * k + j] = -hidden * (own[i * k + j] + own[j * k + i]);
        }
      }
      for (let i = 0; i < k * K; i++) out[k * k + i] = -hidden * others[i];
      for (let i = 0; i < k; i++) {
        out[k * n + i] = -output * gradient[k * n + i];
      }
    },
  };
}
