import { matrixVector } from "../../linalg/mod.ts";
import {
  hasCustomActivation,
  type Network,
  type NetworkSpecification,
} from "../../network/mod.ts";
import {
  aNetwork,
  checkArguments,
  checkOptions,
  holding,
  list,
  number,
  numbers,
  oneOf,
  type OptionTable,
  record,
  required,
} from "../../options/mod.ts";
import { checkLength, checkMatrixSize } from "../check_length.ts";
import type { Objective, ObjectiveSpecification } from "../objective.ts";
import { expectedLoss, type Integrated } from "./expected_loss.ts";
import { isKinked, populationActivation } from "./family.ts";
import { type GaussianInputs, whitening } from "./gaussian_inputs.ts";
import { KinkError } from "../kink_error.ts";
import { require, requireClosed } from "./require.ts";
import { populationEnclosure } from "./population_enclosure.ts";
import { shapeOf } from "../shape_of.ts";
import { activationsOf, fullCount, placesIn } from "./shallow_network.ts";

/** Who answers: f*(x). */
export interface Teacher {
  /** A network with one hidden layer. */
  readonly teacher: Network;
  /** Its θ. */
  readonly parameters: Float64Array;
}

/** What {@linkcode populationLoss} takes of the teacher. */
export const teacherOptions: OptionTable<Teacher> = {
  teacher: required(record),
  parameters: required(list),
};

/** How expectations are computed: in closed form where there is one, … */
export type Integration = "auto" | "closedForm" | "quadrature";

/** Inputs, noise and integration of a population loss. */
export interface PopulationLossOptions extends GaussianInputs {
  /** Standard deviation of the noise on each target, a constant; default 0. */
  readonly noise?: number;
  /**
   * "auto" (default): closed forms, quadrature where there is none;
   * "closedForm": an error where there is none; "quadrature": all by quadrature.
   */
  readonly integration?: Integration;
  /**
   * Gauss–Hermite nodes for each neuron, 2 … 600; by default as many as it
   * takes.
   */
  readonly nodes?: number;
  /** Largest error, relative to E ‖f*‖², that counts as met; default 1e-10. */
  readonly tolerance?: number;
}

/** What {@linkcode populationLoss} takes beside the teacher. */
export const populationLossOptions: OptionTable<PopulationLossOptions> = {
  mean: list,
  covariance: list,
  noise: number,
  integration: oneOf("auto", "closedForm", "quadrature"),
  nodes: number,
  tolerance: number,
};

/** How well the expectations at a point were computed. */
export interface IntegrationReport {
  /** What the loss may be off, estimated; 0 for closed forms. */
  readonly error: number;
  /** Whether that is within the tolerance. */
  readonly isMet: boolean;
  /** How many pairs of neurons were integrated in which way. */
  readonly pairs: {
    readonly closedForm: number;
    readonly series: number;
    readonly plane: number;
  };
}

/** The plain data of a population loss. */
export interface PopulationSpecification
  extends ObjectiveSpecification, PopulationLossOptions {
  /** Names the kind. */
  readonly kind: "population";
  /** The shape of the student. */
  readonly student: NetworkSpecification;
  /** The shape of the teacher. */
  readonly teacher: NetworkSpecification;
  /** The teacher's θ. */
  readonly parameters: Float64Array;
}

/** The loss of a student on infinitely many samples of a teacher. */
export interface PopulationLoss extends Objective {
  /** The student, whose parameters θ holds. */
  readonly network: Network;
  /** Whom it learns from. */
  readonly target: Teacher;
  /** What both see. */
  readonly inputs: GaussianInputs;
  /** Absent where an activation is the user's own function. */
  readonly specification?: PopulationSpecification;
  /** How well the loss and its gradient at θ are integrated. */
  integration(θ: Float64Array): IntegrationReport;
}

const aTeacher = holding("a teacher, { teacher, parameters }", {
  teacher: aNetwork,
  parameters: numbers,
});

/**
 * The loss on infinitely many samples, L(θ) = E ‖f(x; θ) − f*(x)‖² for
 * x ~ N(μ, Σ), of a student and a teacher with one hidden layer each, as a
 * function of the student's θ, with exact derivatives. Inputs are standard
 * normal by default; any dimension, several outputs, biases in both layers, any
 * activations.
 *
 * Expectations of two neurons are in closed form for identity, relu and
 * leakyRelu among each other, normalCdf and sigmoid2 among each other, and
 * square, cube, polynomial, exp and identity with each other and with relu and
 * leakyRelu; else Hermite series, whose coefficients are integrals over one
 * Gaussian variable; else, for steep neurons and kinks, rules in the plane of
 * their weights. Derivatives are finite where neurons are parallel or vanish.
 * The gradient takes the direction of a vanishing relu neuron as 0.
 *
 * `integration(θ)` says how well it is integrated there. Two neurons with kinks
 * that have no closed form (elu, selu, or relu by quadrature) are left to a
 * series that falls slowly where they are nearly parallel.
 *
 * @throws {RangeError} If a network does not have one hidden layer, inputs and
 * outputs differ, an activation is sign, a number is out of range, or there is
 * no closed form where one is wanted. The methods: if a vector does not have
 * the right length; `hessian` also at a kink, where a relu neuron's weights and
 * bias are 0, as a {@linkcode KinkError}.
 * @throws {TypeError} If an option is unknown or of another type.
 *
 * @example Usage
 * ```ts
 * import { assertAlmostEquals } from "@std/assert";
 * import { network, populationLoss } from "@thalweg/thalweg";
 *
 * const net = network({
 *   inputs: 1,
 *   layers: [{ width: 1, activation: "relu", bias: false }, {
 *     width: 1,
 *     bias: false,
 *   }],
 * });
 * const objective = populationLoss(net, {
 *   teacher: net,
 *   parameters: Float64Array.of(1, 1), // max(x, 0)
 * });
 * // E (max(3x, 0) − max(x, 0))² = 4/2
 * assertAlmostEquals(objective.loss(Float64Array.of(3, 1)), 2, 1e-14);
 * ```
 */
export function populationLoss(
  student: Network,
  target: Teacher,
  options: PopulationLossOptions = {},
): PopulationLoss {
  checkArguments("build the population loss", { student, target }, {
    student: aNetwork,
    target: aTeacher,
  });
  checkOptions("build the population loss", target, teacherOptions);
  checkOptions("build the population loss", options, populationLossOptions);
  const { teacher } = target;
  const { noise = 0, nodes, tolerance = 1e-10 } = options;
  checkNumbers(student, target, options);
  const places = placesIn(student, "student");
  const teacherPlaces = placesIn(teacher, "teacher");
  const d = student.inputs;
  const change = whitening(options, d);
  const byQuadrature = options.integration === "quadrature";
  const familiesOf = (net: Network) =>
    activationsOf(net.layers[0]).map((each) =>
      populationActivation(each, byQuadrature)
    );
  const activations = familiesOf(student);
  const teacherActivations = familiesOf(teacher);
  if (options.integration === "closedForm") {
    requireClosed([...activations, ...teacherActivations]);
  }

  const teacherFull = new Float64Array(fullCount(teacher));
  teacherPlaces.forEach((place, i) =>
    teacherFull[place] = target.parameters[i]
  );
  const teacherHidden = teacher.layers[0].width * (d + 1);
  change?.forward(teacherFull, teacher.layers[0].width);
  const core = expectedLoss(
    activations,
    {
      activations: teacherActivations,
      hidden: teacherFull.subarray(0, teacherHidden),
      output: teacherFull.subarray(teacherHidden),
    },
    d,
    student.layers[1].bias || teacher.layers[1].bias,
    nodes,
  );
  const p = student.parameterCount;
  const P = core.parameterCount;
  const neurons = student.layers[0].width;
  const constant = noise * noise * student.outputs;
  const full = new Float64Array(P);
  const fullGradient = new Float64Array(P);
  let fullHessian: Float64Array | undefined;

  function expand(θ: Float64Array): Float64Array {
    checkLength("parameter vector", θ, p);
    full.fill(0);
    for (let i = 0; i < p; i++) full[places[i]] = θ[i];
    change?.forward(full, neurons);
    return full;
  }

  function loss(θ: Float64Array): number {
    return core.evaluate(expand(θ), 0, fullGradient, fullGradient) + constant;
  }

  function lossAndGradient(θ: Float64Array, out: Float64Array): number {
    checkLength("gradient", out, p);
    fullGradient.fill(0);
    const value = core.evaluate(expand(θ), 1, fullGradient, fullGradient);
    change?.back(fullGradient, neurons);
    for (let i = 0; i < p; i++) out[i] = fullGradient[places[i]];
    return value + constant;
  }

  function hessian(θ: Float64Array, given?: Float64Array): Float64Array {
    checkMatrixSize("Hessian", P, P);
    const out = given ?? new Float64Array(p * p);
    checkLength("Hessian", out, p * p);
    const H = fullHessian ??= new Float64Array(P * P);
    H.fill(0);
    requireSmooth(expand(θ));
    core.evaluate(full, 2, fullGradient, H);
    for (let i = 0; i < (change ? P : 0); i++) {
      change!.back(H.subarray(i * P, (i + 1) * P), neurons);
    }
    for (let j = 0; j < (change ? P : 0); j++) {
      change!.back(H.subarray(j), neurons, (d + 1) * P, P);
    }
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) out[i * p + j] = H[places[i] * P + places[j]];
    }
    return out;
  }

  function requireSmooth(full: Float64Array): void {
    const kinked = activations.findIndex(({ family }, i) =>
      isKinked(family) &&
      full.subarray(i * (d + 1), (i + 1) * (d + 1)).every((x) => x === 0)
    );
    if (kinked < 0) return;
    throw new KinkError(
      `kink at neuron ${kinked}, whose weights and bias are 0`,
    );
  }

  const objective: PopulationLoss = {
    parameterCount: p,
    network: student,
    target,
    inputs: options,
    backend: "population",
    loss,
    lossAndGradient,
    gradient(θ, out = new Float64Array(p)) {
      lossAndGradient(θ, out);
      return out;
    },
    hessian,
    hessianVectorProduct(θ, v, out = new Float64Array(p)) {
      checkLength("direction", v, p);
      checkLength("product", out, p);
      return matrixVector(hessian(θ), v, out);
    },
    integration(θ) {
      const found: Integrated = {
        error: 0,
        methods: { closedForm: 0, series: 0, plane: 0 },
      };
      core.evaluate(expand(θ), 1, fullGradient, fullGradient, found);
      return {
        error: found.error,
        isMet: found.error <= tolerance * core.teacherPower,
        pairs: found.methods,
      };
    },
  };
  if (hasCustomActivation(student) || hasCustomActivation(teacher)) {
    return objective;
  }
  const specification: PopulationSpecification = {
    kind: "population",
    student: shapeOf(student),
    teacher: shapeOf(teacher),
    parameters: target.parameters,
    ...options,
  };
  return {
    ...objective,
    specification,
    ...populationEnclosure(student, target, {
      families: activations.map(({ family }) => family),
      teacherFamilies: teacherActivations.map(({ family }) => family),
      places,
      teacherPlaces,
      isStandard: change === undefined,
    }),
  };
}

function checkNumbers(
  student: Network,
  { teacher, parameters }: Teacher,
  { noise = 0, nodes = 2, tolerance = 1 }: PopulationLossOptions,
): void {
  require(
    student.inputs === teacher.inputs && student.outputs === teacher.outputs,
    `student ${student.text} of teacher ${teacher.text}`,
    "as many inputs and outputs",
  );
  require(
    parameters.length === teacher.parameterCount &&
      parameters.every(Number.isFinite),
    `${parameters.length} parameters of the teacher`,
    `${teacher.parameterCount} finite numbers`,
  );
  require(noise >= 0 && noise < Infinity, `noise ${noise}`, "a number ≥ 0");
  require(
    Number.isInteger(nodes) && nodes >= 2 && nodes <= 600,
    `${nodes} nodes`,
    "an integer in 2 … 600",
  );
  require(tolerance > 0, `tolerance ${tolerance}`, "a positive number");
}
