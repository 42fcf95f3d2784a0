import { dataset } from "../../lib/data/mod.ts";
import { network, parseNetwork } from "../../lib/network/mod.ts";
import { empiricalLoss } from "../../lib/objective/mod.ts";
import type { Objective } from "../../lib/objective/objective.ts";
import { type Generator, randomGenerator } from "../../lib/random/mod.ts";
import type { Verdict, VerdictKind } from "../../lib/verdict/mod.ts";
import {
  constant,
  type Jet,
  plus,
  power,
  sinh,
  times,
  variable,
} from "./jet.ts";

/** A critical point that is known by construction, and a start beside it. */
export interface KnownPoint {
  readonly name: string;
  readonly objective: Objective;
  readonly start: Float64Array;
  /** What the point is. */
  readonly kind: VerdictKind;
  /** Negative eigenvalues of its Hessian. */
  readonly index: number;
  /** Saddles of some index come close to it: x y z is one all along its axes. */
  readonly hasSaddlesBeside: boolean;
  /** Whether its Hessian has none that is zero. */
  readonly isRegular: boolean;
  /** How far the start is away, in units of each parameter. */
  readonly away: number;
}

/** Verdicts that say that they do not know. */
const unknown = ["undecided", "not converged", "gradient-flat"];

/** Whether a verdict on the point is right. */
export function judged(
  { kind, index, nullity }: Verdict,
  point: KnownPoint,
): "right" | "unknown" | "false" {
  if (unknown.includes(kind)) return "unknown";
  // an index is the least where eigenvalues are left that may be negative
  const fits = index <= point.index && point.index <= index + nullity;
  const isSame = kind === point.kind ||
    !point.isRegular && /^saddle/.test(kind) && /^saddle/.test(point.kind);
  return fits && isSame ||
      point.hasSaddlesBeside && point.away > 0 && kind === "saddle"
    ? "right"
    : "false";
}

/** Germs of one variable. */
const germs = ["+2", "-2", "+3", "+4", "-4", "0"] as const;
type Germ = typeof germs[number];

/** A critical point of that number; the same seed gives the same. */
export function knownPoint(seed: number): KnownPoint {
  const random = randomGenerator(seed);
  for (let k = 0; k < 10; k++) random.uniform();
  return random.uniform() < 0.8
    ? polynomialPoint(random)
    : networkPoint(random);
}

/** 0 for a third, else from 1e-12 to 1e-3. */
function anyDistance(random: Generator): number {
  return random.uniform() < 1 / 3 ? 0 : 10 ** (-12 + 9 * random.uniform());
}

function pick<T>(random: Generator, all: readonly T[]): T {
  return all[random.integer(all.length)];
}

/**
 * L = c + a h(Σ germs of uᵢ), with u a diffeomorphism of the parameters in their
 * units, and h one of the line: what the point is does not depend on either.
 *
 * @param decades How far units are from 1.
 */
export function polynomialPoint(random: Generator, decades = 6): KnownPoint {
  const isRegular = random.uniform() < 0.5;
  const p = 1 + random.integer(5);
  const product = !isRegular && p >= 3 && random.uniform() < 0.2;
  const all: Germ[] = Array.from(
    { length: p },
    () => pick(random, isRegular ? ["+2", "+2", "-2"] as const : germs),
  );
  if (!isRegular && all.every((germ) => /2/.test(germ))) {
    all[0] = pick(random, ["+3", "+4", "-4", "0"] as const);
  }
  const weights = all.map(() => 10 ** (random.uniform() - 0.5));
  const units = all.map(() => 10 ** (decades * (2 * random.uniform() - 1)));
  const shifts = units.map((unit) =>
    random.uniform() < 0.05 ? 0 : unit * random.normal()
  );
  const bends = all.map((_, i) =>
    all.map(() => 0).slice(0, i).map(() => [
      random.uniform() - 0.5,
      random.uniform() - 0.5,
    ])
  );
  const warps = all.map(() => random.integer(3));
  const scale = 10 ** (-6 + 12 * random.uniform());
  const level = random.uniform() < 0.5 ? 0 : 10 * scale * random.normal();
  const outer = random.integer(2);
  const away = anyDistance(random);

  function jet(θ: Float64Array): Jet {
    const x = units.map((unit, i) => variable(θ, i, shifts[i], unit));
    const u = x.map((xi, i) => {
      let sum = warps[i] === 0
        ? xi
        : warps[i] === 1
        ? sinh(xi)
        : plus(xi, power(xi, 3));
      bends[i].forEach(([linear, square], j) => {
        sum = plus(sum, x[j], linear);
        sum = plus(sum, power(x[j], 2), square);
      });
      return sum;
    });
    let sum = constant(0, p);
    if (product) {
      sum = u.slice(1).reduce((xs, ui) => times(xs, ui), u[0]);
    } else {
      all.forEach((germ, i) => {
        const order = Math.abs(Number(germ));
        if (order > 0) {
          sum = plus(
            sum,
            power(u[i], order),
            Math.sign(Number(germ)) * weights[i],
          );
        }
      });
    }
    if (outer === 1) sum = sinh(sum);
    return plus(constant(level, p), sum, scale);
  }

  const count = (...some: Germ[]) =>
    all.filter((germ) => some.includes(germ)).length;
  const index = product ? 0 : count("-2");
  const kind = index > 0
    ? "saddle"
    : product || count("+3", "-4") > 0
    ? "saddle, degenerate"
    : isRegular
    ? "strict minimum"
    : "minimum, degenerate";
  return {
    name: product ? `product of ${p}` : all.join(" "),
    objective: objectiveOfJet(jet, p),
    start: Float64Array.from(
      shifts,
      (shift, i) => shift + units[i] * away * (2 * random.uniform() - 1),
    ),
    kind,
    index,
    hasSaddlesBeside: product,
    isRegular,
    away,
  };
}

/** An objective whose derivatives are those of a jet. */
export function objectiveOfJet(
  jet: (θ: Float64Array) => Jet,
  p: number,
): Objective {
  const write = (
    from: Float64Array,
    out: Float64Array = new Float64Array(from.length),
  ) => {
    out.set(from);
    return out;
  };
  return {
    parameterCount: p,
    loss: (θ) => jet(θ).value,
    gradient: (θ, out) => write(jet(θ).gradient, out),
    lossAndGradient(θ, out) {
      const { value, gradient } = jet(θ);
      out.set(gradient);
      return value;
    },
    hessian: (θ, out) => write(jet(θ).hessian, out),
    hessianVectorProduct(θ, v, out = new Float64Array(p)) {
      const H = jet(θ).hessian;
      for (let i = 0; i < p; i++) {
        out[i] = 0;
        for (let j = 0; j < p; j++) out[i] += H[i * p + j] * v[j];
      }
      return out;
    },
  };
}

/** Networks at points of which is known what they are. */
function networkPoint(random: Generator): KnownPoint {
  const unit = 10 ** (-6 + 12 * random.uniform());
  const height = 10 ** (-6 + 12 * random.uniform());
  const away = anyDistance(random);
  const us = Array.from({ length: 40 }, () => 2 * random.uniform() - 1);
  const inputs = us.map((u) => [u * unit]);
  const make = (
    name: string,
    target: (u: number) => number,
    at: readonly number[],
    kind: VerdictKind,
    index: number,
    isRegular: boolean,
  ): KnownPoint => {
    const objective = empiricalLoss(
      network(parseNetwork(name)),
      dataset({ inputs, targets: us.map((u) => height * target(u)) }),
    );
    // each in its own unit, or in that of the function where it is 0
    const start = Float64Array.from(
      at,
      (x) => x + away * (2 * random.uniform() - 1) * Math.abs(x),
    );
    return {
      name,
      objective,
      start,
      kind,
      index,
      hasSaddlesBeside: false,
      isRegular,
      away,
    };
  };
  const w = 0.5 + random.uniform();
  const b = random.normal();
  switch (random.integer(5)) {
    case 0: // a line through its data
      return make(
        "1 → 1",
        (u) => w * u + b,
        [w * height / unit, b * height],
        "strict minimum",
        0,
        true,
      );
    case 1: // a neuron that is its teacher
      return make(
        "1 → 1 tanh → 1",
        (u) => 2 * Math.tanh(w * u + 0.3) + b,
        [w / unit, 0.3, 2 * height, b * height],
        "strict minimum",
        0,
        true,
      );
    case 2: // two equal neurons in place of one
      return make(
        "1 → 2 tanh no bias → 1 no bias",
        (u) => 2 * Math.tanh(w * u),
        [w / unit, w / unit, 0.5 * height, 1.5 * height],
        "minimum, degenerate",
        0,
        false,
      );
    case 3: // nothing learned: each neuron may turn to the data
      return make(
        "1 → 2 tanh no bias → 1 no bias",
        (u) => 2 * Math.tanh(w * u),
        [0, 0, 0, 0],
        "saddle",
        2,
        true,
      );
    default: // three factors, all 0
      return make(
        "1 → 1 no bias → 1 no bias → 1 no bias",
        (u) => w * u,
        [0, 0, 0],
        "saddle, degenerate",
        0,
        false,
      );
  }
}
