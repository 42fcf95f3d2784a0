import type * as interval from "../../lib/interval/mod.ts";
import { randomGenerator } from "../../lib/random/mod.ts";
import {
  exactArcsine,
  exactCentered,
  exactDensity,
  exactExp,
  exactLogOnePlus,
  exactly as exact,
  exactOne as unit,
  exactPi,
  exactRoot,
  times,
} from "../kernels/exact_numbers.ts";

/** The room, or a copy of it with a fault. */
export type Room = typeof interval;

type Ends = interval.Interval;

const special = [
  0,
  -0,
  1,
  -1,
  2 ** -1074,
  -(2 ** -1074),
  2 ** -1022,
  3 * 2 ** -1074,
  0.1,
  -0.1,
  1 / 3,
  1e300,
  -1e300,
  1e-300,
  2 ** 53 + 2,
  1 + 2 ** -52,
  1 - 2 ** -53,
];

/** Doubles of all kinds: special ones, plain ones, of all magnitudes. */
function* doubles(seed: number, count: number): Generator<number> {
  yield* special;
  const random = randomGenerator(seed);
  for (let i = 0; i < count; i++) {
    const x = 2 * random.uniform() - 1;
    yield i % 3 === 0 ? x : x *
      2 ** Math.round((i % 3 === 1 ? 60 : 900) * (random.uniform() - 0.5));
  }
}

/** Intervals, thin and wide, with numbers that they hold: the ends. */
function intervals(seed: number, count: number): Ends[] {
  const ends = [...doubles(seed, 2 * count)];
  const out: Ends[] = ends.map((x) => ({ lo: x, hi: x }));
  for (let i = 1; i < ends.length; i++) {
    const [a, b] = [ends[i - 1], ends[i]];
    out.push({ lo: Math.min(a, b), hi: Math.max(a, b) });
    out.push({ lo: b, hi: b + Math.abs(b) * 2 ** -50 });
  }
  return out;
}

const ends = ({ lo, hi }: Ends) => lo === hi ? [lo] : [lo, hi];
const show = (x: unknown) => JSON.stringify(x);

/** Whether lo ≤ n/d ≤ hi, for d > 0; ends that say nothing hold everything. */
function holds({ lo, hi }: Ends, n: bigint, d: bigint): boolean {
  if (Number.isNaN(lo) || Number.isNaN(hi)) return true;
  return (lo === -Infinity || exact(lo) * d <= n) &&
    (hi === Infinity || n <= exact(hi) * d);
}

/** What is wrong with the arithmetic, operand by operand. */
export function* arithmeticFaults(room: Room): Generator<string> {
  const { add, subtract, multiply, divide, square, sqrt, scale, negate } = room;
  const as = intervals(1, 12);
  const bs = intervals(2, 12);
  for (const a of as) {
    for (const x of ends(a)) {
      const X = exact(x);
      if (!holds(negate(a), -X, 1n)) yield `negate ${show(a)}`;
      if (!holds(square(a), X * X, unit)) yield `square ${show(a)}`;
      if (a.lo >= 0) {
        const { lo, hi } = sqrt(a);
        const inside = exact(lo) ** 2n <= X * unit &&
          X * unit <= exact(hi) ** 2n;
        if (!inside) yield `sqrt ${show(a)}`;
      }
    }
    if (a.lo < 0 && a.hi > 0 && square(a).lo !== 0) yield `square ${show(a)}`;
    for (const b of bs) {
      const results = {
        add: add(a, b),
        subtract: subtract(a, b),
        multiply: multiply(a, b),
        divide: divide(a, b),
      };
      for (const x of ends(a)) {
        for (const y of ends(b)) {
          const [X, Y] = [exact(x), exact(y)];
          const right = holds(results.add, X + Y, 1n) &&
            holds(results.subtract, X - Y, 1n) &&
            holds(results.multiply, X * Y, unit) &&
            (Y === 0n || b.lo <= 0 && b.hi >= 0 ||
              holds(
                results.divide,
                Y > 0n ? X * unit : -X * unit,
                Y > 0n ? Y : -Y,
              ));
          if (!right) yield `arithmetic ${show([a, b])}`;
        }
        if (!holds(scale(a, b.lo), exact(x) * exact(b.lo), unit)) {
          yield `scale ${show([a, b.lo])}`;
        }
      }
      if (b.lo <= 0 && b.hi >= 0 && !Number.isNaN(results.divide.lo)) {
        yield `divide ${show([a, b])}`;
      }
    }
  }
}

/** What is wrong with vectors of intervals. */
export function* vectorFaults(room: Room): Generator<string> {
  const { addProduct, putProduct, boxAround, at, zeros, put } = room;
  const as = intervals(3, 10);
  const sums = intervals(5, 10);
  for (const [n, b] of intervals(4, 10).entries()) {
    const c = sums[n % sums.length];
    for (const a of as) {
      const vector = zeros(3);
      [a, b, c].forEach((x, i) => put(vector, i, x));
      addProduct(vector, 2, vector, 0, vector, 1);
      const product = zeros(1);
      putProduct(product, 0, vector, 0, vector, 1);
      for (const x of ends(a)) {
        for (const y of ends(b)) {
          const xy = exact(x) * exact(y);
          if (!holds(at(product, 0), xy, unit)) {
            yield `putProduct ${show([a, b])}`;
          }
          for (const z of ends(c)) {
            if (!holds(at(vector, 2), xy + exact(z) * unit, unit)) {
              yield `addProduct ${show([a, b, c])}`;
            }
          }
        }
      }
    }
  }
  const centers = Float64Array.from(doubles(6, 40));
  for (const r of [0, 1e-300, 1e-17, 0.1, 1e3]) {
    const box = boxAround(centers, r);
    for (const [i, x] of centers.entries()) {
      const inside = holds(at(box, i), exact(x) + exact(r), 1n) &&
        holds(at(box, i), exact(x) - exact(r), 1n);
      if (!inside) yield `boxAround ${show([x, r])}`;
    }
  }
}

/** What is wrong with balls and their sums. */
export function* ballFaults(room: Room): Generator<string> {
  const { ballsAround, intervalsAround, zeros, put, at } = room;
  const as = intervals(7, 60).filter((a) => a.hi - a.lo < Infinity);
  const given = zeros(as.length);
  as.forEach((a, i) => put(given, i, a));
  const balls = ballsAround(given);
  const back = intervalsAround(balls);
  for (const [i, a] of as.entries()) {
    const [mid, rad] = [exact(balls.mid[i]), exact(balls.rad[i])];
    for (const x of ends(a)) {
      const distance = exact(x) - mid;
      if (distance > rad || -distance > rad) yield `ballsAround ${show(a)}`;
    }
    if (
      !holds(at(back, i), mid + rad, 1n) || !holds(at(back, i), mid - rad, 1n)
    ) yield `intervalsAround ${show(a)}`;
  }
  yield* ballProductFaults(room);
  yield* termFaults(room);
  yield* sumFaults(room);
}

/** Products of thin balls, of centered ones, of such that vanish, of any. */
function* ballProductFaults(
  { addBallProduct, putBallProduct, zeroBalls }: Room,
): Generator<string> {
  const random = randomGenerator(13);
  for (let trial = 0; trial < 400; trial++) {
    const range = [0, 40, 1000][trial % 3];
    const draw = () =>
      (random.uniform() - 0.5) *
      2 ** Math.round(range * (random.uniform() - 0.5));
    const balls = zeroBalls(4);
    for (let i = 0; i < 3; i++) {
      balls.mid[i] = trial % 4 === 1 ? 0 : draw();
      balls.rad[i] = trial % 4 === 0 || trial % 8 === 1 ? 0 : Math.abs(draw());
    }
    const [x, y, z] = [0, 1, 2].map((i) =>
      [-1n, 1n].map((s) => exact(balls.mid[i]) + s * exact(balls.rad[i]))
    );
    putBallProduct(balls, 3, balls, 0, balls, 1);
    addBallProduct(balls, 2, balls, 0, balls, 1);
    const within = (i: number, value: bigint) => {
      const gap = value - exact(balls.mid[i]) * unit;
      const rad = exact(balls.rad[i]) * unit;
      return -rad <= gap && gap <= rad;
    };
    for (const a of x) {
      for (const b of y) {
        if (!within(3, a * b)) yield `putBallProduct ${trial}`;
        for (const c of z) {
          if (!within(2, a * b + c * unit)) yield `addBallProduct ${trial}`;
        }
      }
    }
  }
}

function* termFaults(
  { roundingFactor, sumBound, termsOf, putTerm }: Room,
): Generator<string> {
  for (const n of [1, 2, 3, 7, 100, 1001, 12345, 1e6 + 1]) {
    // γ (1 − nu) ≥ nu, with u = 2⁻⁵³
    const γ = exact(roundingFactor(n));
    if (γ * ((1n << 53n) - BigInt(n)) < BigInt(n) * unit) {
      yield `roundingFactor ${n}`;
    }
    for (const x of doubles(8, 60)) {
      const computed = Math.abs(x);
      // (computed + n 2⁻¹⁰⁷⁴/2)/(1 − u)ⁿ, with (1 − u)⁻ⁿ ≤ 1 + γ
      const least = (2n * exact(computed) + BigInt(n)) * (unit + γ);
      if (2n * exact(sumBound(computed, n)) * unit < least) {
        yield `sumBound ${show([computed, n])}`;
      }
    }
  }
  for (const mid of doubles(9, 30)) {
    for (const r of doubles(10, 30)) {
      const [rad, rounding] = [Math.abs(r), 1e-13];
      const terms = termsOf(1);
      putTerm(terms, 0, mid, rad, rounding);
      const [size, radius] = [exact(Math.abs(mid)), exact(rad)];
      const right = exact(terms.mid[0]) === exact(mid) &&
        exact(terms.error[0]) * unit >=
          radius * unit + exact(rounding) * size &&
        exact(terms.reach[0]) >= radius + size;
      if (!right) yield `putTerm ${show([mid, rad])}`;
    }
  }
}

/** Sums whose terms cancel, lie far apart, or have radii alone. */
function* sumFaults(
  { addScaledRow, closeSums, putTerm, roundingFactor, termsOf, zeroBalls }:
    Room,
): Generator<string> {
  const random = randomGenerator(11);
  const signs = [-1, 1];
  for (let trial = 0; trial < 400; trial++) {
    const count = 1 + trial % 9;
    const range = [0, 40, 600][trial % 3];
    const thin = trial % 4 === 0;
    const centered = trial % 4 === 1;
    const draw = () =>
      (random.uniform() - 0.5) *
      2 ** Math.round(range * (random.uniform() - 0.5));
    const out = zeroBalls(2);
    let least = 0n;
    let most = 0n;
    for (let n = 0; n < count; n++) {
      const x = zeroBalls(1);
      x.mid[0] = centered ? 0 : draw();
      x.rad[0] = thin ? 0 : Math.abs(draw());
      const y = { mid: draw(), rad: thin ? 0 : Math.abs(draw()) };
      const terms = termsOf(1);
      putTerm(terms, 0, y.mid, y.rad, roundingFactor(count));
      addScaledRow(out, 1, x, 0, terms, 0, 1);
      const products = signs.flatMap((s) =>
        signs.map((t) =>
          (exact(x.mid[0]) + BigInt(s) * exact(x.rad[0])) *
          (exact(y.mid) + BigInt(t) * exact(y.rad))
        )
      );
      least += products.reduce((a, b) => a < b ? a : b);
      most += products.reduce((a, b) => a > b ? a : b);
    }
    closeSums(out, count);
    const [mid, rad] = [exact(out.mid[1]), exact(out.rad[1])];
    const right = out.mid[0] === 0 && (mid - rad) * unit <= least &&
      most <= (mid + rad) * unit;
    if (!right) yield `sum ${trial}`;
  }
}

interface Case {
  readonly name: string;
  readonly f: (x: Ends) => Ends;
  readonly truth: (x: bigint, near: number) => bigint;
  readonly range: readonly [number, number];
  /** Points where something changes: branches, underflow, overflow. */
  readonly points: readonly number[];
  /** Where the domain, or what the truth can tell, ends. */
  readonly largest?: number;
}

function elementaryCases(room: Room): readonly Case[] {
  const root2 = exactRoot(2n * unit);
  const erf = (x: bigint) => exactCentered(times(x, root2));
  return [
    {
      name: "exp",
      f: room.exp,
      truth: exactExp,
      range: [-40, 40],
      points: [-745, -720, 0, 700],
    },
    {
      name: "expm1",
      f: room.expm1,
      truth: (x) => exactExp(x) - unit,
      range: [-40, 40],
      points: [1e-9, -1e-9, 0],
    },
    {
      name: "log",
      f: room.log,
      truth: (x, near) => exactLogOnePlus(x - unit, Math.log(near)),
      range: [1e-9, 9],
      points: [1e-300, 1, 1e300],
    },
    {
      name: "log1p",
      f: room.log1p,
      truth: (x, near) => exactLogOnePlus(x, Math.log1p(near)),
      range: [-0.99, 9],
      points: [1e-9, -1e-9, 0],
    },
    {
      name: "asin",
      f: room.asin,
      truth: (x, near) => exactArcsine(x, Math.asin(near)),
      range: [-0.9, 0.7],
      points: [1e-9, 0, 0.5, 0.625, -0.999, 0.99999],
      largest: 0.99999,
    },
    {
      name: "acos",
      f: room.acos,
      truth: (x, near) => exactPi / 2n - exactArcsine(x, Math.asin(near)),
      range: [-0.9, 0.7],
      points: [1e-9, 0, 0.5, 0.625, -0.999, 0.99999],
      largest: 0.99999,
    },
    {
      name: "pi",
      f: () => room.pi,
      truth: () => exactPi,
      range: [0, 1],
      points: [],
    },
    {
      name: "erf",
      f: room.erf,
      truth: erf,
      range: [-6, 6],
      points: [1e-9, 0, 0.5, 0.84375],
    },
    {
      name: "erfc",
      f: room.erfc,
      truth: (x) => unit - erf(x),
      range: [-6, 12],
      points: [1e-9, 0, 0.84375, 26],
    },
    {
      name: "normalDensity",
      f: room.normalDensity,
      truth: exactDensity,
      range: [-20, 20],
      points: [0, 38],
    },
    {
      name: "normalCdf",
      f: room.normalCdf,
      truth: (x) => (unit + exactCentered(x)) / 2n,
      range: [-15, 6],
      points: [0, -20, -36],
    },
    {
      name: "centeredNormalCdf",
      f: room.centeredNormalCdf,
      truth: exactCentered,
      range: [-6, 6],
      points: [1e-9, 0],
    },
  ];
}

/** What is wrong with the elementary functions. */
export function* elementaryFaults(
  room: Room,
  count: number,
): Generator<string> {
  const random = randomGenerator(12);
  for (
    const { name, f, truth, range, points, largest = Infinity }
      of elementaryCases(room)
  ) {
    const [from, to] = range;
    const drawn = Array.from(
      { length: count },
      () => from + (to - from) * random.uniform(),
    );
    for (const x of [...points, ...drawn]) {
      for (const width of [0, 1e-12, 0.3]) {
        const given = {
          lo: x,
          hi: Math.min(x + width * Math.abs(x), Math.max(x, largest)),
        };
        const result = f(given);
        for (const inside of ends(given)) {
          if (!holds(result, truth(exact(inside), inside), 1n)) {
            yield `${name} ${show(given)}`;
          }
        }
      }
    }
  }
}
