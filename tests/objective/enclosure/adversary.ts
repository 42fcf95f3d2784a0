import type { Dataset } from "../../../lib/data/mod.ts";
import { EnclosureError, type Intervals } from "../../../lib/interval/mod.ts";
import {
  type ActivationChoice,
  type Network,
  network,
} from "../../../lib/network/mod.ts";
import {
  empiricalLoss,
  type EmpiricalLossOptions,
  type Penalty,
} from "../../../lib/objective/mod.ts";
import { type Generator, randomGenerator } from "../../../lib/random/mod.ts";
import * as dd from "./double_double.ts";
import type { DoubleDouble } from "./double_double.ts";
import {
  add,
  constant,
  type HyperDual,
  multiply,
  scale,
  subtract,
} from "./hyper_dual.ts";
import { referenceActivation, referenceLoss } from "./reference.ts";

/** A small network on one to three samples, of any loss. */
interface Case {
  readonly net: Network;
  readonly data: Dataset;
  readonly options: EmpiricalLossOptions & { readonly loss: string };
}

/** What a hunt found. */
export interface Hunt {
  /** Values that were looked at. */
  values: number;
  /** Values whose interval was bounded, so that something was said of them. */
  bounded: number;
  /** Boxes that reached a kink. */
  refused: number;
  /** Values outside of their intervals, in words. */
  readonly outside: string[];
}

/** Pulls so many sampled values of derivatives against their enclosures. */
export function hunt(
  activation: ActivationChoice,
  count: number,
  seed: number,
): Hunt {
  const random = randomGenerator(seed);
  const found: Hunt = { values: 0, bounded: 0, refused: 0, outside: [] };
  for (let attempt = 0; found.values < count; attempt++) {
    if (attempt > 4 * count) throw new Error("nearly all boxes are refused");
    try {
      look(drawCase(activation, random), random, found);
    } catch (error) {
      if (!(error instanceof EnclosureError)) throw error;
      found.refused++;
    }
  }
  return found;
}

function drawCase(activation: ActivationChoice, random: Generator): Case {
  const depth = 1 + random.integer(3);
  const loss =
    ["meanSquaredError", "crossEntropy", "logistic", "huber", "huber(0.3)"][
      random.integer(5)
    ];
  const isClassifier = loss === "crossEntropy";
  const outputs = isClassifier ? 2 : 1 + random.integer(2);
  const inputs = 1 + random.integer(depth > 2 ? 1 : 2);
  while (true) {
    const layers = Array.from({ length: depth }, (_, l) => {
      const isLast = l === depth - 1;
      return {
        width: isLast ? outputs : 1 + random.integer(2),
        bias: random.uniform() < 0.7,
        activation: !isLast || depth === 1 && !isClassifier
          ? activation
          : isClassifier
          ? "softmax"
          : "identity",
      };
    });
    const net = network({ inputs, layers });
    if (net.parameterCount > 12) continue;
    return {
      net,
      data: drawData(net, loss, random),
      options: {
        loss,
        penalties: drawPenalties(net, random),
      } as Case["options"],
    };
  }
}

function drawData(net: Network, loss: string, random: Generator): Dataset {
  const samples = 1 + random.integer(3);
  const { inputs: d, outputs: K } = net;
  const draw = (count: number, f: () => number) =>
    Float64Array.from({ length: count }, f);
  const weights = random.uniform() < 0.3
    ? { weights: draw(samples, () => 2 * random.uniform()) }
    : {};
  const shape = {
    samples,
    inputCount: d,
    outputCount: K,
    inputs: draw(samples * d, () => 2 * random.normal()),
    ...weights,
  };
  if (loss === "crossEntropy" && random.uniform() < 0.5) {
    const labels = Int32Array.from(
      { length: samples },
      () => random.integer(K),
    );
    return { ...shape, labels };
  }
  const target = loss === "logistic"
    ? () => random.uniform() < 0.5 ? -1 : 1
    : random.normal;
  const targets = draw(samples * K, target);
  if (loss === "crossEntropy") {
    for (let n = 0; n < samples; n++) {
      targets[n * K] = random.uniform();
      targets[n * K + 1] = 1 - targets[n * K];
    }
  }
  return { ...shape, targets };
}

function drawPenalties(net: Network, random: Generator): Penalty[] {
  const list: Penalty[] = [];
  if (random.uniform() < 0.2) list.push({ kind: "weightDecay", λ: 0.1 });
  if (random.uniform() < 0.2) list.push({ kind: "normBarrier", c: 0.3 });
  if (random.uniform() < 0.2 && net.layers[0].width > 1) {
    list.push({ kind: "merge", layer: 0, i: 0, j: 1, λ: 0.3 });
  }
  return list;
}

/** A box of any size, near zero, at ease or near saturation. */
function drawBox(p: number, random: Generator): Intervals {
  const size = 10 **
    (random.uniform() < 0.5
      ? 2.5 * random.uniform() - 1
      : -9 * random.uniform());
  const width = 10 ** (-15 * random.uniform());
  const lo = Float64Array.from(
    { length: p },
    () => size * random.normal(),
  );
  const hi = lo.map((x) =>
    random.uniform() < 0.1 ? x : x + width * random.uniform()
  );
  return { lo, hi };
}

/** Enclosures over one box, against their values at points in it. */
function look({ net, data, options }: Case, random: Generator, found: Hunt) {
  const p = net.parameterCount;
  const objective = empiricalLoss(net, data, {
    ...options,
    backend: "reference",
  });
  const box = drawBox(p, random);
  const enclosure = objective.enclosure!(box);
  const gradient = enclosure.gradient();
  const hessian = enclosure.hessian();
  const residuals = enclosure.residuals?.();
  const jacobian = enclosure.jacobian?.();
  for (let trial = 0; trial < 4; trial++) {
    const θ = box.lo.map((lo, k) => {
      const at = [0, 1, random.uniform()][random.integer(3)];
      return Math.min(box.hi[k], lo + at * (box.hi[k] - lo));
    });
    const [i, j] = [random.integer(p), random.integer(p)];
    const outputs = Array.from(
      { length: data.samples },
      (_, n) => outputsAt(net, data, n, θ, i, j),
    );
    const L = lossAt({ net, data, options }, outputs, θ, i, j);
    const where = () =>
      JSON.stringify({ net, data, options, θ: [...θ], box, i, j });
    check(L.i, gradient, i, found, () => `gradient of ${where()}`);
    check(L.ij, hessian, i * p + j, found, () => `Hessian of ${where()}`);
    if (!residuals || !jacobian) continue;
    const k = random.integer(outputs.length * net.outputs);
    const n = Math.floor(k / net.outputs);
    const root = dd.sqrt(dd.from(data.weights?.[n] ?? 1));
    const r = scale(
      subtract(outputs.flat()[k], constant(data.targets![k])),
      root,
    );
    check(r.v, residuals, k, found, () => `residual of ${where()}`);
    check(r.i, jacobian, k * p + i, found, () => `Jacobian of ${where()}`);
  }
}

function check(
  value: DoubleDouble,
  { lo, hi }: Intervals,
  k: number,
  found: Hunt,
  where: () => string,
): void {
  const size = Math.abs(value.high);
  const bound = Math.max(Math.abs(lo[k]), Math.abs(hi[k]));
  const isTiny = (x: number) => x > 0 && x < 1e-270;
  // beyond the reference, whose lower halves vanish before the double does, and
  // products of which may vanish as a whole
  if (!(size < Infinity) || isTiny(size) || size === 0 && isTiny(bound)) return;
  found.values++;
  if (!(hi[k] - lo[k] < Infinity)) return;
  found.bounded++;
  if (dd.isBetween(value, lo[k], hi[k])) return;
  found.outside.push(`${value.high} in [${lo[k]}, ${hi[k]}]: ${where()}`);
}

/** The outputs on sample n, or its logits, with their derivatives. */
function outputsAt(
  net: Network,
  data: Dataset,
  n: number,
  θ: Float64Array,
  i: number,
  j: number,
): HyperDual[] {
  let a = Array.from(
    { length: net.inputs },
    (_, k) => constant(data.inputs[n * net.inputs + k]),
  );
  for (const { width, fanIn, bias, offset, activation } of net.layers) {
    const f = referenceActivation(activation as ActivationChoice);
    const columns = fanIn + (bias ? 1 : 0);
    a = Array.from({ length: width }, (_, m) => {
      let z = constant(0);
      for (let k = 0; k < columns; k++) {
        const weight = parameter(θ, offset + m * columns + k, i, j);
        z = add(z, k < fanIn ? multiply(weight, a[k]) : weight);
      }
      return f(z);
    });
  }
  return a;
}

function parameter(
  θ: Float64Array,
  k: number,
  i: number,
  j: number,
): HyperDual {
  return {
    ...constant(θ[k]),
    i: k === i ? dd.one : dd.zero,
    j: k === j ? dd.one : dd.zero,
  };
}

/** The loss with its penalties. */
function lossAt(
  { net, data, options }: Case,
  outputs: readonly HyperDual[][],
  θ: Float64Array,
  i: number,
  j: number,
): HyperDual {
  const { samples, targets, labels, weights } = data;
  const K = net.outputs;
  let L = constant(0);
  outputs.forEach((a, n) => {
    const t = labels
      ? a.map((_, k) => labels[n] === k ? 1 : 0)
      : [...targets!.slice(n * K, n * K + K)];
    const ℓ = referenceLoss(options.loss, a, t);
    const share = dd.divide(dd.from(weights?.[n] ?? 1), dd.from(samples));
    L = add(L, scale(ℓ, share));
  });
  const parameters = Array.from(θ, (_, k) => parameter(θ, k, i, j));
  for (const penalty of options.penalties ?? []) {
    L = add(L, penaltyAt(penalty, net, parameters));
  }
  return L;
}

function penaltyAt(
  penalty: Penalty,
  net: Network,
  θ: readonly HyperDual[],
): HyperDual {
  const squares = (list: readonly HyperDual[]) =>
    list.map((x) => multiply(x, x)).reduce(add);
  switch (penalty.kind) {
    case "weightDecay":
      return scale(squares(θ), penalty.λ / 2);
    case "normBarrier": {
      const n = scale(squares(θ), dd.divide(dd.one, dd.from(2 * θ.length)));
      const e = subtract(n, constant(penalty.c));
      if (e.v.high <= 0) return constant(0);
      return scale(multiply(e, multiply(e, e)), dd.divide(dd.one, dd.from(3)));
    }
    case "merge": {
      const { offset, fanIn, bias } = net.layers[penalty.layer];
      const columns = fanIn + (bias ? 1 : 0);
      const row = (r: number) =>
        θ.slice(offset + r * columns, offset + (r + 1) * columns);
      const [a, b] = [row(penalty.i), row(penalty.j)];
      return scale(
        squares(a.map((x, k) => subtract(x, b[k]))),
        penalty.λ / 2,
      );
    }
  }
}
