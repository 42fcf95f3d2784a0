import {
  add,
  at,
  exactly,
  type Interval,
  type Intervals,
  multiply,
  put,
  scale,
  zeros,
} from "../../../lib/interval/mod.ts";
import { customObjective, type Objective } from "../../../lib/objective/mod.ts";

/** A coefficient and the power of each variable. */
export type Term = readonly [coefficient: number, ...powers: number[]];

function differentiate(terms: readonly Term[], k: number): Term[] {
  return terms.flatMap(([c, ...powers]) =>
    powers[k] === 0
      ? []
      : [[c * powers[k], ...powers.with(k, powers[k] - 1)] as Term]
  );
}

function value(terms: readonly Term[], x: ArrayLike<number>): number {
  return terms.reduce(
    (sum, [c, ...powers]) =>
      sum + powers.reduce((product, n, k) => product * x[k] ** n, c),
    0,
  );
}

function range(terms: readonly Term[], box: Intervals): Interval {
  return terms.reduce((sum, [c, ...powers]) => {
    let product = exactly(1);
    powers.forEach((n, k) => {
      for (let i = 0; i < n; i++) product = multiply(product, at(box, k));
    });
    return add(sum, scale(product, c));
  }, exactly(0));
}

/** A polynomial with exact derivatives, and their enclosures. */
export function polynomial(terms: readonly Term[]): Objective {
  const p = terms[0].length - 1;
  const axes = Array.from({ length: p }, (_, k) => k);
  const first = axes.map((k) => differentiate(terms, k));
  const second = first.flatMap((f) => axes.map((k) => differentiate(f, k)));
  const ranges = (list: readonly Term[][], box: Intervals) => {
    const out = zeros(list.length);
    list.forEach((f, i) => put(out, i, range(f, box)));
    return out;
  };
  return customObjective({
    parameterCount: p,
    loss: (x) => value(terms, x),
    gradient: (x) => first.map((f) => value(f, x)),
    hessian: (x) => second.map((f) => value(f, x)),
    enclosure: (box) => ({
      gradient: () => ranges(first, box),
      hessian: () => ranges(second, box),
    }),
  });
}
