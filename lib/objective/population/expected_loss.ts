import { constantActivation, type PopulationActivation } from "./family.ts";
import {
  FIRST1,
  FIRST2,
  MOMENTS,
  type Order,
  SECOND11,
  SECOND12,
  SECOND22,
} from "./moments.ts";
import { emptyPlane, fillPlane, type Neuron, neuronOf } from "./neuron.ts";
import { type PairMethod, pairMoments, type PairReport } from "./pair.ts";

/** A network with one hidden layer, in numbers. */
export interface Shallow {
  readonly activations: readonly PopulationActivation[];
  /** One row per hidden neuron: weights, bias. */
  readonly hidden: Float64Array;
  /** One row per output: a weight for each hidden neuron, bias. */
  readonly output: Float64Array;
}

/** What has been integrated at a point, and how well. */
export interface Integrated {
  /** Sum of the pairs' errors, weighted as in the loss. */
  error: number;
  /** How many pairs of neurons were computed in which way. */
  readonly methods: Record<PairMethod, number>;
}

/** The loss under N(0, I) with all biases there are, as a function of all. */
export interface ExpectedLoss {
  /** hidden and output of the student, one after another. */
  readonly parameterCount: number;
  /** E ‖f*(x)‖², the loss of a student that answers 0. */
  readonly teacherPower: number;
  /** The loss; derivatives up to `order` are added to `gradient`, `hessian`. */
  evaluate(
    θ: Float64Array,
    order: Order,
    gradient: Float64Array,
    hessian: Float64Array,
    integrated?: Integrated,
  ): number;
}

/**
 * E ‖f(x) − f*(x)‖² for x ~ N(0, I), as Σ V_op V_oq E σ_pσ_q over the neurons of
 * the student, a constant 1 whose coefficients are c − c*, and the neurons of
 * the teacher, with coefficients −a*.
 *
 * @param activations Of the student's hidden neurons.
 * @param hasOutputBias Whether c − c* can be anything but 0.
 */
export function expectedLoss(
  activations: readonly PopulationActivation[],
  teacher: Shallow,
  dimension: number,
  hasOutputBias: boolean,
  nodes: number | undefined,
): ExpectedLoss {
  const d = dimension;
  const row = d + 1;
  const k = activations.length;
  const columns = k + 1;
  const K = teacher.activations.length;
  const outputs = teacher.output.length / (K + 1);
  const hiddenCount = k * row;
  const parameterCount = hiddenCount + outputs * columns;
  const moments = new Float64Array(MOMENTS);
  const plane = emptyPlane(d);
  const pair: PairReport = { method: "closedForm", error: 0 };
  const g1 = new Float64Array(row);
  const g2 = new Float64Array(row);

  const constant = neuronOf(
    constantActivation,
    new Float64Array(d),
    0,
    undefined,
  );
  const teachers = teacher.activations.map((activation, j) =>
    neuronOf(
      activation,
      teacher.hidden.slice(j * row, j * row + d),
      teacher.hidden[j * row + d],
      nodes,
    )
  );
  const n = columns + K;
  /** Coefficient of neuron q at output o: V[o n + q]. */
  const V = new Float64Array(outputs * n);
  for (let o = 0; o < outputs; o++) {
    for (let j = 0; j < K; j++) {
      V[o * n + columns + j] = -teacher.output[o * (K + 1) + j];
    }
  }
  const teacherBias = Float64Array.from(
    { length: outputs },
    (_, o) => teacher.output[o * (K + 1) + K],
  );

  function expectation(one: Neuron, two: Neuron): number {
    fillPlane(one, two, plane);
    pairMoments(one, two, plane, 0, nodes !== undefined, moments, pair);
    return moments[0];
  }

  /** V_p·V_q. */
  function weightOf(p: number, q: number): number {
    let sum = 0;
    for (let o = 0; o < outputs; o++) sum += V[o * n + p] * V[o * n + q];
    return sum;
  }

  // what no parameter changes
  const teacherMeans = teachers.map((each) => expectation(each, constant));
  /** E f*_o, its bias not counted. */
  const teacherOutputs = Float64Array.from(
    { length: outputs },
    (_, o) =>
      -teacherMeans.reduce(
        (sum, mean, j) => sum + V[o * n + columns + j] * mean,
        0,
      ),
  );
  let teacherSquares = 0;
  for (let i = 0; i < K; i++) {
    for (let j = i; j < K; j++) {
      teacherSquares += (i === j ? 1 : 2) *
        weightOf(columns + i, columns + j) *
        expectation(teachers[i], teachers[j]);
    }
  }

  /** Coefficients and neurons of the student at θ. */
  function read(θ: Float64Array): Neuron[] {
    for (let o = 0; o < outputs; o++) {
      for (let q = 0; q < columns; q++) {
        V[o * n + q] = θ[hiddenCount + o * columns + q];
      }
      V[o * n + k] -= teacherBias[o];
    }
    const students = activations.map((activation, i) =>
      neuronOf(
        activation,
        θ.subarray(i * row, i * row + d),
        θ[i * row + d],
        nodes,
      )
    );
    return [...students, constant, ...teachers];
  }

  function evaluate(
    θ: Float64Array,
    order: Order,
    gradient: Float64Array,
    hessian: Float64Array,
    integrated?: Integrated,
  ): number {
    const neurons = read(θ);
    let loss = teacherSquares;
    for (let o = 0; o < outputs; o++) {
      const Δ = V[o * n + k];
      loss += Δ * (Δ - 2 * teacherOutputs[o]);
      if (order === 0) continue;
      const at = hiddenCount + o * columns + k;
      gradient[at] += 2 * (Δ - teacherOutputs[o]);
      if (order === 2) hessian[at * (parameterCount + 1)] += 2;
    }
    for (let p = 0; p < k; p++) {
      for (let q = p; q < n; q++) {
        if (q === k && !hasOutputBias) continue;
        const one = neurons[p];
        const two = neurons[q];
        fillPlane(one, two, plane);
        pairMoments(one, two, plane, order, nodes !== undefined, moments, pair);
        const weight = (p === q ? 1 : 2) * weightOf(p, q);
        loss += weight * moments[0];
        if (integrated) {
          integrated.error += Math.abs(weight) * pair.error;
          integrated.methods[pair.method]++;
        }
        if (order === 0) continue;
        direction(FIRST1, g1);
        direction(FIRST2, g2);
        addGradient(p, q, weight, gradient);
        if (order === 2) addHessian(p, q, weight, hessian);
      }
    }
    return loss;
  }

  /** E A(x, 1) from E A (1, ξ, η). */
  function direction(at: number, out: Float64Array): void {
    const ξ = moments[at + 1];
    const η = moments[at + 2];
    const { e1, e2 } = plane;
    for (let i = 0; i < d; i++) out[i] = ξ * e1[i] + η * e2[i];
    out[d] = moments[at];
  }

  function addGradient(
    p: number,
    q: number,
    weight: number,
    gradient: Float64Array,
  ): void {
    for (let o = 0; o < outputs; o++) {
      const at = hiddenCount + o * columns;
      gradient[at + p] += 2 * V[o * n + q] * moments[0];
      if (q !== p && q < columns) {
        gradient[at + q] += 2 * V[o * n + p] * moments[0];
      }
    }
    addScaledTo(gradient, p * row, weight, g1);
    if (q < k) addScaledTo(gradient, q * row, weight, g2);
  }

  function addHessian(
    p: number,
    q: number,
    weight: number,
    hessian: Float64Array,
  ): void {
    for (let o = 0; o < outputs; o++) {
      const at = hiddenCount + o * columns;
      const vp = 2 * V[o * n + p];
      const vq = 2 * V[o * n + q];
      if (q < columns) {
        addSymmetric(hessian, at + p, at + q, 2 * moments[0]);
      }
      // a parameter's own pair has both derivatives in one row
      addMixed(hessian, at + p, p * row, vq, g1);
      if (q < k) addMixed(hessian, at + p, q * row, vq, g2);
      if (q < columns && q !== p) {
        addMixed(hessian, at + q, p * row, vp, g1);
        if (q < k) addMixed(hessian, at + q, q * row, vp, g2);
      }
    }
    addBlock(hessian, p, p, SECOND11, weight);
    if (q >= k) return;
    addBlock(hessian, q, q, SECOND22, weight);
    addBlock(hessian, p, q, SECOND12, weight);
    addBlock(hessian, q, p, SECOND12, weight);
  }

  function addSymmetric(H: Float64Array, i: number, j: number, x: number) {
    H[i * parameterCount + j] += x;
    if (i !== j) H[j * parameterCount + i] += x;
  }

  function addMixed(
    H: Float64Array,
    i: number,
    from: number,
    weight: number,
    g: Float64Array,
  ): void {
    for (let a = 0; a < row; a++) addSymmetric(H, i, from + a, weight * g[a]);
  }

  /** E A (x, 1)(x, 1)ᵀ from E A (1, ξ, η, ξ², ξη, η²), a symmetric block. */
  function addBlock(
    H: Float64Array,
    p: number,
    q: number,
    at: number,
    weight: number,
  ): void {
    const { e1, e2 } = plane;
    const mean = weight * moments[at];
    const ξ = weight * moments[at + 1];
    const η = weight * moments[at + 2];
    const ξξ = weight * moments[at + 3] - mean;
    const ξη = weight * moments[at + 4];
    const ηη = weight * moments[at + 5] - mean;
    for (let a = 0; a < d; a++) {
      const line = (p * row + a) * parameterCount + q * row;
      const c1 = ξξ * e1[a] + ξη * e2[a];
      const c2 = ξη * e1[a] + ηη * e2[a];
      for (let b = 0; b < d; b++) H[line + b] += c1 * e1[b] + c2 * e2[b];
      H[line + a] += mean;
      const cross = ξ * e1[a] + η * e2[a];
      H[line + d] += cross;
      H[(p * row + d) * parameterCount + q * row + a] += cross;
    }
    H[(p * row + d) * parameterCount + q * row + d] += mean;
  }

  let teacherPower = teacherSquares;
  for (let o = 0; o < outputs; o++) {
    teacherPower += teacherBias[o] * (teacherBias[o] + 2 * teacherOutputs[o]);
  }
  return { parameterCount, teacherPower, evaluate };
}

function addScaledTo(
  out: Float64Array,
  from: number,
  factor: number,
  vector: Float64Array,
): void {
  for (let i = 0; i < vector.length; i++) out[from + i] += factor * vector[i];
}
