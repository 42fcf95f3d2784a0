import {
  add,
  at,
  EnclosureError,
  exactly,
  exactVector,
  type Interval,
  type Intervals,
  multiply,
  scale,
  square,
  subtract,
  zeros,
} from "../../interval/mod.ts";
import type { Network } from "../../network/mod.ts";
import { checkLength, checkMatrixSize } from "../check_length.ts";
import type { Enclosure } from "../enclosure.ts";
import { addTo, rowHessian } from "./row_hessian.ts";
import {
  bend,
  product,
  type Ray,
  ray,
  slope,
  turned,
  twist,
  type Wedge,
  wedge,
} from "./rays.ts";

/** A network whose hidden neurons have slope 1 above 0 and α below. */
export interface KinkedNetwork {
  readonly network: Network;
  /** Of each hidden neuron. */
  readonly α: readonly number[];
}

/** A neuron over a box, with its coefficient at each output. */
interface Part {
  readonly ray: Ray;
  readonly α: number;
  readonly weights: readonly Interval[];
}

/**
 * Derivatives, over boxes of θ, of the population loss of bias-free networks of
 * relu and leakyRelu under standard normal inputs. With neurons of the student p
 * and of the teacher q, coefficients V (those of the teacher negative) and
 * G = E σ_pσ_q,
 *
 *     L = Σ_pq (V_p · V_q) G_pq,
 *
 * of which G needs √, asin and acos only. It is twice continuously differentiable
 * where no neuron of the student vanishes, parallel ones included.
 *
 * As leakyRelu is αz + (1 − α) relu, and E z relu(z′) half of E zz′, its G is
 * (1 − α_p)(1 − α_q) that of relu and (α_p + α_q)/2 times w_p · w_q.
 *
 * @see Safran and Shamir, Spurious local minima are common in two-layer ReLU
 * neural networks, 2018, for the derivatives.
 */
export function rayEnclosure(
  { network: student, α }: KinkedNetwork,
  teacher: KinkedNetwork,
  parameters: Float64Array,
): (box: Intervals) => Enclosure {
  const d = student.inputs;
  const p = student.parameterCount;
  const k = student.layers[0].width;
  const outputAt = student.layers[1].offset;
  const teachers = partsOf(teacher, exactVector(parameters)).flatMap((part) =>
    part === undefined ? [] : [{
      ...part,
      weights: part.weights.map((a) => scale(a, -1)),
    }]
  );

  return (box) => {
    checkLength("box of parameters", box.lo, p);
    checkLength("box of parameters", box.hi, p);
    const students = partsOf({ network: student, α }, box).map((part, i) => {
      if (part) return part;
      throw new EnclosureError(
        `neuron ${i} of layer 1 is at its kink, where its weights are 0`,
      );
    });
    const parts = [...students, ...teachers];

    /** Every pair p < q of which one is the student's, with 2 V_p · V_q. */
    function eachPair(
      visit: (p: number, q: number, w: Wedge, weight: Interval) => void,
    ): void {
      for (let p = 0; p < k; p++) {
        for (let q = p + 1; q < parts.length; q++) {
          const between = wedge(parts[p].ray, parts[q].ray);
          visit(p, q, between, scale(inner(parts[p], parts[q]), 2));
        }
      }
    }

    /** Where the coefficient of neuron q at output o is. */
    const outputIndex = (o: number, q: number) => outputAt + o * k + q;

    function gradient(): Intervals {
      const out = zeros(p);
      for (let i = 0; i < k; i++) {
        const { weights } = parts[i];
        const power = multiply(inner(parts[i], parts[i]), squared(parts[i]));
        for (let a = 0; a < d; a++) {
          addTo(out, i * d + a, multiply(power, at(box, i * d + a)));
        }
        const G = twicePower(parts[i]);
        weights.forEach((v, o) =>
          addTo(out, outputIndex(o, i), multiply(v, G))
        );
      }
      eachPair((i, j, between, weight) => {
        const one = parts[i];
        const two = parts[j];
        const D1 = slopeOf(one, two, between);
        D1.forEach((x, a) => addTo(out, i * d + a, multiply(weight, x)));
        const G = scale(productOf(one, two, between), 2);
        two.weights.forEach((v, o) =>
          addTo(out, outputIndex(o, i), multiply(v, G))
        );
        if (j >= k) return;
        const D2 = slopeOf(two, one, turned(between));
        D2.forEach((x, a) => addTo(out, j * d + a, multiply(weight, x)));
        one.weights.forEach((v, o) =>
          addTo(out, outputIndex(o, j), multiply(v, G))
        );
      });
      return out;
    }

    function hessian(): Intervals {
      checkMatrixSize("Hessian", p, p);
      const { sum, addBoth, addBlock, addMixed } = rowHessian(
        p,
        d,
        outputIndex,
      );
      for (let i = 0; i < k; i++) {
        const { weights } = parts[i];
        const factor = squared(parts[i]);
        const power = multiply(inner(parts[i], parts[i]), factor);
        const w = Array.from(
          { length: d },
          (_, a) => multiply(factor, at(box, i * d + a)),
        );
        w.forEach((_, a) => addBoth(i * d + a, i * d + a, power));
        addMixed(i, i, weights, w);
        const G = twicePower(parts[i]);
        weights.forEach((_, o) =>
          addBoth(outputIndex(o, i), outputIndex(o, i), G)
        );
      }
      eachPair((i, j, between, weight) => {
        const one = parts[i];
        const two = parts[j];
        addBlock(i, i, weight, bendOf(one, two, between));
        const D1 = slopeOf(one, two, between);
        addMixed(i, i, two.weights, D1);
        if (j >= k) return;
        addBlock(j, j, weight, bendOf(two, one, turned(between)));
        const across = twistOf(one, two, between);
        addBlock(i, j, weight, across);
        addBlock(j, i, weight, across);
        const D2 = slopeOf(two, one, turned(between));
        addMixed(j, j, one.weights, D2);
        addMixed(j, i, one.weights, D1);
        addMixed(i, j, two.weights, D2);
        const G = scale(productOf(one, two, between), 2);
        one.weights.forEach((_, o) =>
          addBoth(outputIndex(o, i), outputIndex(o, j), G)
        );
      });
      return sum;
    }

    return { gradient, hessian };
  };
}

/** The hidden neurons of a bias-free network; undefined where weights may be 0. */
function partsOf(
  { network, α }: KinkedNetwork,
  θ: Intervals,
): (Part | undefined)[] {
  const { inputs: d, outputs, layers: [{ width }, { offset }] } = network;
  return Array.from({ length: width }, (_, i) => {
    const found = ray(θ, i * d, d);
    return found && {
      ray: found,
      α: α[i],
      weights: Array.from(
        { length: outputs },
        (_, o) => at(θ, offset + o * width + i),
      ),
    };
  });
}

/** 1 + α²: twice E σ², of a weight vector of length 1. */
function squared({ α }: Part): Interval {
  return add(exactly(1), square(exactly(α)));
}

/** 2 E σ². */
function twicePower(part: Part): Interval {
  return multiply(squared(part), square(part.ray.r));
}

/** (1 − α₁)(1 − α₂). */
function kinkedPart(one: Part, two: Part): Interval {
  const [x, y] = [one, two].map(({ α }) => subtract(exactly(1), exactly(α)));
  return multiply(x, y);
}

/** (α₁ + α₂)/2. */
function linearPart(one: Part, two: Part): Interval {
  return scale(add(exactly(one.α), exactly(two.α)), 0.5);
}

/** What relu has, and what is linear of two leaky ones. */
function mixed(
  one: Part,
  two: Part,
  ofRelu: readonly Interval[],
  ofLines: (i: number) => Interval,
): readonly Interval[] {
  if (one.α === 0 && two.α === 0) return ofRelu;
  const [κ, μ] = [kinkedPart(one, two), linearPart(one, two)];
  return ofRelu.map((x, i) => add(multiply(κ, x), multiply(μ, ofLines(i))));
}

/** {@linkcode product}, {@linkcode slope}, … of leaky ones. */
function productOf(one: Part, two: Part, between: Wedge): Interval {
  const lengths = multiply(one.ray.r, two.ray.r);
  return mixed(
    one,
    two,
    [product(one.ray, two.ray, between)],
    () => multiply(lengths, between.c),
  )[0];
}

function slopeOf(one: Part, two: Part, between: Wedge): readonly Interval[] {
  return mixed(
    one,
    two,
    slope(one.ray, two.ray, between),
    (i) => multiply(two.ray.r, two.ray.e[i]),
  );
}

function bendOf(one: Part, two: Part, between: Wedge): readonly Interval[] {
  const none = exactly(0);
  return mixed(one, two, bend(one.ray, two.ray, between), () => none);
}

function twistOf(one: Part, two: Part, between: Wedge): readonly Interval[] {
  const d = one.ray.e.length;
  return mixed(
    one,
    two,
    twist(one.ray, between),
    (n) => exactly(n % (d + 1) === 0 ? 1 : 0),
  );
}

/** V_p · V_q. */
function inner(one: Part, two: Part): Interval {
  return one.weights.map((v, o) => multiply(v, two.weights[o]))
    .reduce(add, exactly(0));
}
