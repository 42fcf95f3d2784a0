import {
  leastSquaresObjective,
  type Objective,
} from "../../lib/objective/mod.ts";
import data from "../fixtures/optimize/nist.json" with { type: "json" };
import { Jet } from "./jet.ts";
import { sumOfSquares } from "./least_squares.ts";

/** A regression with certified results. */
export interface Regression {
  readonly name: string;
  /** L is the residual sum of squares, in units of `scale` for each b. */
  readonly objective: Objective;
  /** Two starts, far and near, in units of `scale`. */
  readonly starts: readonly Float64Array[];
  /** Certified parameters, in units of `scale`. */
  readonly certified: readonly number[];
  readonly residualSumOfSquares: number;
}

/** y of parameters and predictors. */
type Model = (b: readonly Jet[], x: number, x2: number) => Jet;

const misra: Model = ([b1, b2], x) =>
  b1.times(b2.times(-x).exp().times(-1).plus(1));

const chwirut: Model = ([b1, b2, b3], x) =>
  b1.times(-x).exp().over(b2.plus(b3.times(x)));

const bell = (height: Jet, middle: Jet, width: Jet, x: number) =>
  height.times(middle.minus(x).over(width).power(2).times(-1).exp());
const gauss: Model = ([b1, b2, b3, b4, b5, b6, b7, b8], x) =>
  b1.times(b2.times(-x).exp()).plus(bell(b3, b4, b5, x)).plus(
    bell(b6, b7, b8, x),
  );

const decays = (b: readonly Jet[], x: number, from: number): Jet =>
  b[from].times(b[from + 1].times(-x).exp());
const lanczos: Model = (b, x) =>
  decays(b, x, 0).plus(decays(b, x, 2)).plus(decays(b, x, 4));

/** A polynomial, lowest power first. */
const powers = (b: readonly Jet[], x: number): Jet =>
  b.reduceRight((sum, c) => sum.times(x).plus(c));
const rational = (above: number): Model => (b, x) =>
  powers(b.slice(0, above), x).over(powers(b.slice(above), x).times(x).plus(1));

const wave = (cos: Jet, sin: Jet, period: Jet, x: number): Jet => {
  const angle = period.power(-1).times(2 * Math.PI * x);
  return cos.times(angle.cos()).plus(sin.times(angle.sin()));
};

/** As NIST gives them; of Nelson for log y. */
const models = {
  Bennett5: ([b1, b2, b3], x) =>
    b2.plus(x).log().over(b3).times(-1).exp().times(b1),
  BoxBOD: misra,
  Chwirut1: chwirut,
  Chwirut2: chwirut,
  DanWood: ([b1, b2], x) => b1.times(b2.times(Math.log(x)).exp()),
  ENSO: ([b1, b2, b3, b4, b5, b6, b7, b8, b9], x) => {
    const year = 2 * Math.PI * x / 12;
    return b1.plus(b2.times(Math.cos(year))).plus(b3.times(Math.sin(year)))
      .plus(wave(b5, b6, b4, x)).plus(wave(b8, b9, b7, x));
  },
  Eckerle4: ([b1, b2, b3], x) =>
    b1.over(b2).times(b3.minus(x).over(b2).power(2).times(-0.5).exp()),
  Gauss1: gauss,
  Gauss2: gauss,
  Gauss3: gauss,
  Hahn1: rational(4),
  Kirby2: rational(3),
  Lanczos1: lanczos,
  Lanczos2: lanczos,
  Lanczos3: lanczos,
  MGH09: ([b1, b2, b3, b4], x) =>
    b1.times(b2.times(x).plus(x * x)).over(b3.times(x).plus(x * x).plus(b4)),
  MGH10: ([b1, b2, b3], x) => b1.times(b2.over(b3.plus(x)).exp()),
  MGH17: ([b1, b2, b3, b4, b5], x) =>
    b1.plus(b2.times(b4.times(-x).exp())).plus(b3.times(b5.times(-x).exp())),
  Misra1a: misra,
  Misra1b: ([b1, b2], x) =>
    b1.times(b2.times(x / 2).plus(1).power(-2).times(-1).plus(1)),
  Misra1c: ([b1, b2], x) =>
    b1.times(b2.times(2 * x).plus(1).power(-0.5).times(-1).plus(1)),
  Misra1d: ([b1, b2], x) => b1.times(b2).times(x).over(b2.times(x).plus(1)),
  Nelson: ([b1, b2, b3], x1, x2) =>
    b1.minus(b2.times(x1).times(b3.times(-x2).exp())),
  Rat42: ([b1, b2, b3], x) => b1.over(b2.minus(b3.times(x)).exp().plus(1)),
  Rat43: ([b1, b2, b3, b4], x) =>
    b1.times(
      b2.minus(b3.times(x)).exp().plus(1).log().over(b4).times(-1).exp(),
    ),
  Roszman1: ([b1, b2, b3, b4], x) =>
    b1.minus(b2.times(x)).minus(
      b3.over(b4.times(-1).plus(x)).atan().times(1 / Math.PI),
    ),
  Thurber: rational(4),
} satisfies Record<string, Model>;

export type RegressionName = keyof typeof models;

/** All 27 of the collection. */
export const regressionNames = Object.keys(models) as RegressionName[];

interface Records {
  readonly starts: readonly (readonly number[])[];
  readonly certified: readonly number[];
  readonly residualSumOfSquares: number;
  readonly x: readonly number[];
  readonly x2?: readonly number[];
  readonly y: readonly number[];
}

/**
 * A regression with parameters in the given units: methods that are not
 * invariant to scale get numbers of order one.
 */
export function regression(
  name: RegressionName,
  scale: readonly number[] = data[name].certified.map(() => 1),
): Regression {
  const { x, x2, y, starts, certified, residualSumOfSquares }: Records =
    data[name];
  const model: Model = models[name];
  const measured = name === "Nelson" ? y.map(Math.log) : y;
  function inUnits(b: readonly number[]): Float64Array {
    return Float64Array.from(b, (bi, i) => bi / scale[i]);
  }
  return {
    name,
    objective: sumOfSquares(scale.length, (θ) => {
      const b = θ.map((jet, i) => jet.times(scale[i]));
      return x.map((xi, i) => model(b, xi, x2?.[i] ?? 0).minus(measured[i]));
    }),
    starts: starts.map(inUnits),
    certified: Array.from(inUnits(certified)),
    residualSumOfSquares,
  };
}

/** The same from residuals alone, as a user writes them: no derivatives. */
export function plainRegression(name: RegressionName): Objective {
  const { x, x2, y, certified }: Records = data[name];
  const model: Model = models[name];
  const p = certified.length;
  const measured = name === "Nelson" ? y.map(Math.log) : y;
  return leastSquaresObjective({
    parameterCount: p,
    residuals(θ) {
      // values alone: jets in no variables
      const b = Array.from(θ, (value, i) => Jet.variable(value, i, 0, false));
      return x.map((xi, i) => model(b, xi, x2?.[i] ?? 0).value - measured[i]);
    },
  });
}
