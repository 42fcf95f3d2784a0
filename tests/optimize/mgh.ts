import type { Jet } from "./jet.ts";

/** Residuals, written once for values and for derivatives. */
export type Residuals = (x: readonly Jet[]) => readonly Jet[];

/** A sum of squares of the collection. */
export interface MghProblem {
  /** Its number and name there. */
  readonly name: string;
  /** The standard start. */
  readonly start: readonly number[];
  readonly residuals: Residuals;
  /** Σ r² at the start, from a program of its own in NumPy. */
  readonly atStart: number;
  /** Σ r² at the minima that are published, the least one first. */
  readonly minima: readonly number[];
}

/** f(first), …, f(last). */
function each<T>(first: number, last: number, f: (i: number) => T): T[] {
  return Array.from({ length: last - first + 1 }, (_, k) => f(first + k));
}

function sum(terms: readonly Jet[]): Jet {
  return terms.reduce((total, term) => total.plus(term));
}

/** Σ j (x_j − c), from j = first on. */
function weighted(x: readonly Jet[], first: number, c: number): Jet {
  return sum(x.map((xj, k) => xj.minus(c).times(first + k)));
}

function constant(x: readonly Jet[], value: number): Jet {
  return x[0].times(0).plus(value);
}

/** c e^(−t a). */
const decay = (c: Jet | number, a: Jet | number, t: number): Jet =>
  typeof a === "number"
    ? (c as Jet).times(Math.exp(-t * a))
    : a.times(-t).exp().times(c);

/** (x_1, …, x_k), (x_k+1, …), … */
function groups<T>(x: readonly T[], k: number): T[][] {
  return each(0, x.length / k - 1, (i) => x.slice(k * i, k * i + k));
}

const rosenbrock: Residuals = (x) =>
  groups(x, 2).flatMap(([a, b]) => [
    b.minus(a.times(a)).times(10),
    a.times(-1).plus(1),
  ]);

const powellSingular: Residuals = (x) =>
  groups(x, 4).flatMap(([a, b, c, d]) => [
    a.plus(b.times(10)),
    c.minus(d).times(Math.sqrt(5)),
    b.minus(c.times(2)).power(2),
    a.minus(d).power(2).times(Math.sqrt(10)),
  ]);

const watson: Residuals = (x) => {
  const rows = each(1, 29, (i) => {
    const t = i / 29;
    const slope = sum(
      x.slice(1).map((xj, k) => xj.times((k + 1) * t ** k)),
    );
    const value = sum(x.map((xj, k) => xj.times(t ** k)));
    return slope.minus(value.times(value)).minus(1);
  });
  return [...rows, x[0], x[1].minus(x[0].times(x[0])).minus(1)];
};

const small = Math.sqrt(1e-5);

const penalty1: Residuals = (x) => [
  ...x.map((xi) => xi.minus(1).times(small)),
  sum(x.map((xi) => xi.times(xi))).minus(0.25),
];

const penalty2: Residuals = (x) => {
  const n = x.length;
  const grown = x.map((xi) => xi.times(0.1).exp());
  const last = sum(x.map((xj, k) => xj.times(xj).times(n - k))).minus(1);
  return [
    x[0].minus(0.2),
    ...each(2, n, (i) => {
      const y = Math.exp(i / 10) + Math.exp((i - 1) / 10);
      return grown[i - 1].plus(grown[i - 2]).minus(y).times(small);
    }),
    ...grown.slice(1).map((e) => e.minus(Math.exp(-0.1)).times(small)),
    last,
  ];
};

/** As many means of shifted Chebyshev polynomials as there are points. */
const chebyquad: Residuals = (x) => {
  const n = x.length;
  const y = x.map((xj) => xj.times(2).minus(1));
  let before = y.map((yj) => yj.times(0).plus(1));
  let now = y;
  return each(1, n, (i) => {
    const mean = sum(now).times(1 / n);
    const next = now.map((tj, j) => tj.times(2).times(y[j]).minus(before[j]));
    [before, now] = [now, next];
    return i % 2 === 0 ? mean.plus(1 / (i * i - 1)) : mean;
  });
};

/** t_i = i / (n + 1), and the start of the two discretized equations there. */
const inner = (n: number) => each(1, n, (i) => i / (n + 1));
const sagging = inner(10).map((t) => t * (t - 1));

function alternating(values: readonly number[], times: number): number[] {
  return Array(times).fill(values).flat();
}

// Table 4 of Bard, and the data of others, as in the collection
const bard = [14, 18, 22, 25, 29, 32, 35, 39, 37, 58, 73, 96, 134, 210, 439];
const gaussian = [9, 44, 175, 540, 1295, 2420, 3521, 3989];
// deno-fmt-ignore
const meyer = [
  34780, 28610, 23650, 19630, 16370, 13720, 11540, 9744, 8261, 7030, 6005,
  5147, 4427, 3820, 3307, 2872,
];
// deno-fmt-ignore
const kowalik = [
  [0.1957, 4], [0.1947, 2], [0.1735, 1], [0.16, 0.5], [0.0844, 0.25],
  [0.0627, 0.167], [0.0456, 0.125], [0.0342, 0.1], [0.0323, 0.0833],
  [0.0235, 0.0714], [0.0246, 0.0625],
];
// in thousandths
// deno-fmt-ignore
const osborne1 = [
  844, 908, 932, 936, 925, 908, 881, 850, 818, 784, 751, 718, 685, 658, 628,
  603, 580, 558, 538, 522, 506, 490, 478, 467, 457, 448, 438, 431, 424, 420,
  414, 411, 406,
];
// deno-fmt-ignore
const osborne2 = [
  1366, 1191, 1112, 1013, 991, 885, 831, 847, 786, 725, 746, 679, 608, 655,
  616, 606, 602, 626, 651, 724, 649, 649, 694, 644, 624, 661, 612, 558, 533,
  495, 500, 423, 395, 375, 372, 391, 396, 405, 428, 429, 523, 562, 607, 653,
  672, 708, 633, 668, 645, 632, 591, 559, 597, 625, 739, 710, 729, 720, 636,
  581, 428, 292, 162, 98, 54,
];

/**
 * All 35 of Moré, Garbow and Hillstrom, Testing unconstrained optimization
 * software, ACM TOMS 7, 1981: residuals, starts and minima are theirs; in 11
 * the misprint is mended, as everywhere (|y − x₂|, not y m i x₂).
 */
export const mghProblems: readonly MghProblem[] = [
  {
    name: "1 Rosenbrock",
    start: [-1.2, 1],
    residuals: rosenbrock,
    atStart: 24.2,
    minima: [0],
  },
  {
    name: "2 Freudenstein and Roth",
    start: [0.5, -2],
    residuals: ([x, y]) => [
      y.times(-1).plus(5).times(y).minus(2).times(y).plus(x).minus(13),
      y.plus(1).times(y).minus(14).times(y).plus(x).minus(29),
    ],
    atStart: 400.5,
    minima: [0, 48.9842],
  },
  {
    name: "3 Powell badly scaled",
    start: [0, 1],
    residuals: ([x, y]) => [
      x.times(y).times(1e4).minus(1),
      x.times(-1).exp().plus(y.times(-1).exp()).minus(1.0001),
    ],
    atStart: 1.135261717348378,
    minima: [0],
  },
  {
    name: "4 Brown badly scaled",
    start: [1, 1],
    residuals: (
      [x, y],
    ) => [x.minus(1e6), y.minus(2e-6), x.times(y).minus(2)],
    atStart: 999998000003,
    minima: [0],
  },
  {
    name: "5 Beale",
    start: [1, 1],
    residuals: ([x, y]) =>
      [1.5, 2.25, 2.625].map((c, k) =>
        x.times(y.power(k + 1).minus(1)).plus(c)
      ),
    atStart: 14.203125,
    minima: [0],
  },
  {
    name: "6 Jennrich and Sampson",
    start: [0.3, 0.4],
    residuals: ([x, y]) =>
      each(
        1,
        10,
        (i) =>
          x.times(i).exp().plus(y.times(i).exp()).times(-1).plus(2 + 2 * i),
      ),
    atStart: 4171.306161960493,
    minima: [124.362],
  },
  {
    name: "7 helical valley",
    start: [-1, 0, 0],
    residuals: ([x, y, z]) => {
      const turns = y.over(x).atan().times(1 / (2 * Math.PI))
        .plus(x.value < 0 ? 0.5 : 0);
      const radius = x.times(x).plus(y.times(y)).power(0.5);
      return [z.minus(turns.times(10)).times(10), radius.minus(1).times(10), z];
    },
    atStart: 2500,
    minima: [0],
  },
  {
    name: "8 Bard",
    start: [1, 1, 1],
    residuals: ([x, y, z]) =>
      bard.map((c, k) => {
        const [u, v] = [k + 1, 15 - k];
        const below = y.times(v).plus(z.times(Math.min(u, v)));
        return x.plus(below.power(-1).times(u)).times(-1).plus(c / 100);
      }),
    atStart: 41.68169586167801,
    minima: [8.21487e-3, 17.4286], // the second one at (0.8406, −∞, −∞)
  },
  {
    name: "9 Gaussian",
    start: [0.4, 1, 0],
    residuals: ([x, y, z]) =>
      each(1, 15, (i) => {
        const square = z.times(-1).plus((8 - i) / 2).power(2);
        const bell = x.times(y.times(square).times(-0.5).exp());
        return bell.minus(gaussian[Math.min(i - 1, 15 - i)] / 1e4);
      }),
    atStart: 3.888106991166676e-6,
    minima: [1.12793e-8],
  },
  {
    name: "10 Meyer",
    start: [0.02, 4000, 250],
    residuals: ([x, y, z]) =>
      meyer.map((c, k) => y.over(z.plus(50 + 5 * k)).exp().times(x).minus(c)),
    atStart: 1693607809.436146,
    minima: [87.9458],
  },
  {
    name: "11 Gulf",
    start: [5, 2.5, 0.15],
    residuals: ([x, y, z]) =>
      each(1, 99, (i) => {
        const t = i / 100;
        const far = y.times(-1).plus(25 + (-50 * Math.log(t)) ** (2 / 3));
        const power = far.times(Math.sign(far.value)).log().times(z).exp();
        return power.over(x).times(-1).exp().minus(t);
      }),
    atStart: 12.11070582556949,
    minima: [0],
  },
  {
    name: "12 Box",
    start: [0, 10, 20],
    residuals: ([x, y, z]) =>
      each(1, 10, (i) => {
        const t = i / 10;
        return decay(1, x, t).minus(decay(1, y, t))
          .minus(z.times(Math.exp(-t) - Math.exp(-10 * t)));
      }),
    atStart: 1031.153810609398,
    minima: [0],
  },
  {
    name: "13 Powell singular",
    start: [3, -1, 0, 1],
    residuals: powellSingular,
    atStart: 215,
    minima: [0],
  },
  {
    name: "14 Wood",
    start: [-3, -1, -3, -1],
    residuals: ([a, b, c, d]) => [
      b.minus(a.times(a)).times(10),
      a.times(-1).plus(1),
      d.minus(c.times(c)).times(Math.sqrt(90)),
      c.times(-1).plus(1),
      b.plus(d).minus(2).times(Math.sqrt(10)),
      b.minus(d).times(1 / Math.sqrt(10)),
    ],
    atStart: 19192,
    minima: [0],
  },
  {
    name: "15 Kowalik and Osborne",
    start: [0.25, 0.39, 0.415, 0.39],
    residuals: ([a, b, c, d]) =>
      kowalik.map(([y, u]) => {
        const above = a.times(b.times(u).plus(u * u));
        const below = c.times(u).plus(d).plus(u * u);
        return above.over(below).times(-1).plus(y);
      }),
    atStart: 0.00531317227210854,
    minima: [3.07505e-4, 1.02734e-3], // the second one at (∞, −14.07, −∞, −∞)
  },
  {
    name: "16 Brown and Dennis",
    start: [25, 5, -5, -1],
    residuals: ([a, b, c, d]) =>
      each(1, 20, (i) => {
        const t = i / 5;
        const u = a.plus(b.times(t)).minus(Math.exp(t));
        const v = c.plus(d.times(Math.sin(t))).minus(Math.cos(t));
        return u.times(u).plus(v.times(v));
      }),
    atStart: 7926693.336997433,
    minima: [85822.2],
  },
  {
    name: "17 Osborne 1",
    start: [0.5, 1.5, -1, 0.01, 0.02],
    residuals: ([a, b, c, d, e]) =>
      osborne1.map((y, k) =>
        a.plus(decay(b, d, 10 * k)).plus(decay(c, e, 10 * k)).times(-1)
          .plus(y / 1000)
      ),
    atStart: 0.8790262935446403,
    minima: [5.46489e-5],
  },
  {
    name: "18 Biggs EXP6",
    start: [1, 2, 1, 1, 1, 1],
    residuals: ([a, b, c, d, e, f]) =>
      each(1, 13, (i) => {
        const t = i / 10;
        const y = Math.exp(-t) - 5 * Math.exp(-10 * t) + 3 * Math.exp(-4 * t);
        return decay(c, a, t).minus(decay(d, b, t)).plus(decay(f, e, t))
          .minus(y);
      }),
    atStart: 0.7790700756559704,
    minima: [0, 5.65565e-3],
  },
  {
    name: "19 Osborne 2",
    start: [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5],
    residuals: (x) =>
      osborne2.map((y, k) => {
        const t = k / 10;
        const bells = [1, 2, 3].map((j) => {
          const square = x[j + 7].times(-1).plus(t).power(2);
          return x[j + 4].times(square).times(-1).exp().times(x[j]);
        });
        return sum([decay(x[0], x[4], t), ...bells]).times(-1).plus(y / 1000);
      }),
    atStart: 2.093419514212064,
    minima: [4.01377e-2],
  },
  ...([[6, 2.28767e-3], [9, 1.39976e-6], [12, 4.72238e-10]] as const)
    .map(([n, least]): MghProblem => ({
      name: `20 Watson, n = ${n}`,
      start: Array(n).fill(0),
      residuals: watson,
      atStart: 30,
      minima: [least],
    })),
  {
    name: "21 extended Rosenbrock",
    start: alternating([-1.2, 1], 5),
    residuals: rosenbrock,
    atStart: 121,
    minima: [0],
  },
  {
    name: "22 extended Powell singular",
    start: alternating([3, -1, 0, 1], 3),
    residuals: powellSingular,
    atStart: 645,
    minima: [0],
  },
  {
    name: "23 penalty I, n = 4",
    start: each(1, 4, (i) => i),
    residuals: penalty1,
    atStart: 885.06264,
    minima: [2.24997e-5],
  },
  {
    name: "23 penalty I, n = 10",
    start: each(1, 10, (i) => i),
    residuals: penalty1,
    atStart: 148032.56535,
    minima: [7.08765e-5],
  },
  {
    name: "24 penalty II, n = 4",
    start: Array(4).fill(0.5),
    residuals: penalty2,
    atStart: 2.340008805463025,
    minima: [9.37629e-6],
  },
  {
    name: "24 penalty II, n = 10",
    start: Array(10).fill(0.5),
    residuals: penalty2,
    atStart: 162.6527765659671,
    minima: [2.93660e-4],
  },
  {
    name: "25 variably dimensioned",
    start: each(1, 10, (i) => 1 - i / 10),
    residuals(x) {
      const s = weighted(x, 1, 1);
      return [...x.map((xi) => xi.minus(1)), s, s.times(s)];
    },
    atStart: 2198551.1625,
    minima: [0],
  },
  {
    name: "26 trigonometric",
    start: Array(10).fill(0.1),
    residuals: (x) =>
      x.map((xi, k) =>
        sum(x.map((xj) => xj.cos())).plus(xi.cos().minus(1).times(k + 1))
          .plus(xi.sin()).times(-1).plus(x.length)
      ),
    atStart: 0.007075759466220886,
    minima: [0, 2.79506e-5],
  },
  {
    name: "27 Brown almost-linear",
    start: Array(10).fill(0.5),
    residuals(x) {
      const total = sum([...x]).minus(x.length + 1);
      return [
        ...x.slice(0, -1).map((xi) => xi.plus(total)),
        x.reduce((product, xi) => product.times(xi)).minus(1),
      ];
    },
    atStart: 273.2480478286743,
    minima: [0, 1],
  },
  {
    name: "28 discrete boundary value",
    start: sagging,
    residuals(x) {
      const n = x.length;
      return inner(n).map((t, i) => {
        let r = x[i].plus(t + 1).power(3).times(0.5 / (n + 1) ** 2)
          .plus(x[i].times(2));
        if (i > 0) r = r.minus(x[i - 1]);
        if (i < n - 1) r = r.minus(x[i + 1]);
        return r;
      });
    },
    atStart: 0.0007885191012648201,
    minima: [0],
  },
  {
    name: "29 discrete integral equation",
    start: sagging,
    residuals(x) {
      const t = inner(x.length);
      const cubes = x.map((xj, j) => xj.plus(t[j] + 1).power(3));
      return x.map((xi, i) =>
        sum(cubes.map((cube, j) =>
          cube.times(
            (j <= i ? (1 - t[i]) * t[j] : t[i] * (1 - t[j])) * t[0] / 2,
          )
        )).plus(xi)
      );
    },
    atStart: 0.06341684157945264,
    minima: [0],
  },
  {
    name: "30 Broyden tridiagonal",
    start: Array(10).fill(-1),
    residuals: (x) =>
      x.map((xi, i) => {
        let r = xi.times(-2).plus(3).times(xi).plus(1);
        if (i > 0) r = r.minus(x[i - 1]);
        if (i < x.length - 1) r = r.minus(x[i + 1].times(2));
        return r;
      }),
    atStart: 21,
    minima: [0],
  },
  {
    name: "31 Broyden banded",
    start: Array(10).fill(-1),
    residuals: (x) =>
      x.map((xi, i) => {
        const own = xi.times(xi).times(5).plus(2).times(xi).plus(1);
        return x.slice(Math.max(0, i - 5), i + 2).filter((xj) => xj !== xi)
          .reduce((r, xj) => r.minus(xj.plus(1).times(xj)), own);
      }),
    atStart: 360,
    minima: [0],
  },
  {
    name: "32 linear, full rank",
    start: Array(10).fill(1),
    residuals(x) {
      const part = sum([...x]).times(-0.1).minus(1);
      return each(0, 19, (i) => i < x.length ? x[i].plus(part) : part);
    },
    atStart: 50,
    minima: [10],
  },
  {
    name: "33 linear, rank 1",
    start: Array(10).fill(1),
    residuals: (x) => each(1, 20, (i) => weighted(x, 1, 0).times(i).minus(1)),
    atStart: 8658670,
    minima: [20 * 19 / (2 * 41)],
  },
  {
    name: "34 linear, rank 1 with zero columns and rows",
    start: Array(10).fill(1),
    residuals: (x) =>
      each(
        1,
        20,
        (i) =>
          i === 1 || i === 20
            ? constant(x, -1)
            : weighted(x.slice(1, -1), 2, 0).times(i - 1).minus(1),
      ),
    atStart: 4067996,
    minima: [(400 + 60 - 6) / (2 * 37)],
  },
  ...([
    [7, 0.03377063846371883, [0]],
    [8, 0.03861769828593029, [3.51687e-3]],
    [9, 0.02888298028822599, [0]],
    [10, 0.03376326546288006, [4.77271e-3, 6.50395e-3]],
  ] as const).map(([n, atStart, minima]): MghProblem => ({
    name: `35 Chebyquad, n = ${n}`,
    start: inner(n),
    residuals: chebyquad,
    atStart,
    minima,
  })),
];
