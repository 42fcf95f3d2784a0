import {
  addBallProduct,
  addScaledRow,
  type Balls,
  ballsAround,
  type Intervals,
  putBallProduct,
  putTerm,
  roundingFactor,
  type Terms,
  termsOf,
  zeroBalls,
  zeros,
} from "../../interval/mod.ts";
import type { LossEnclosure } from "../losses/enclosures/enclosure.ts";
import type { Step } from "../reference/plan.ts";
import type { EnclosurePlan, Ranges } from "./forward.ts";

/** A forward pass as balls, and ∂ℓ/∂a times the sample's weight. */
interface Pass {
  readonly a: Balls;
  readonly first: Balls;
  readonly second: Balls;
  readonly e: Balls;
}

/**
 * A function that adds the upper triangle of one sample's Hessian to the sums in
 * `out` (p × p, for `closeSums` after so many samples), step by step as
 * `reference/hessian.ts`, whose comment says what B, J, e and δ are. `e` holds
 * ∂ℓ/∂a of the outputs.
 */
export function addHessianRanges(
  { steps, outputs, outputAt, parameterCount: p, tapeLength }: EnclosurePlan,
  loss: LossEnclosure,
  θRanges: Intervals,
  weights: Intervals,
): (n: number, ranges: Ranges, e: Intervals, out: Balls) => void {
  const θ = ballsAround(θRanges);
  const weight = ballsAround(weights);
  const pass: Pass = {
    a: zeroBalls(tapeLength),
    first: zeroBalls(tapeLength),
    second: zeroBalls(tapeLength),
    e: zeroBalls(tapeLength),
  };
  const δ = zeroBalls(tapeLength);
  const lossRanges = zeros(outputs * outputs);
  const lossHessian = zeroBalls(outputs * outputs);
  const stride = 2 * tapeLength;
  const widest = Math.max(...steps.map((step) => step.width));
  let rows = zeroBalls(widest * stride);
  let above = zeroBalls(widest * stride);
  const factor = zeroBalls(2);
  const later = zeroBalls(p);
  const terms: Terms = termsOf(p);
  const rounding = roundingFactor(weights.lo.length);

  /** B and J of the last layer. */
  function seed(n: number, { first, second, e }: Pass): void {
    for (let i = 0; i < outputs; i++) {
      const unit = outputAt + i;
      const row = i * stride;
      putBallProduct(factor, 0, weight, n, first, unit);
      for (let j = 0; j < outputs; j++) {
        const other = outputAt + j;
        putBallProduct(factor, 1, first, other, lossHessian, i * outputs + j);
        putBallProduct(rows, row + other, factor, 0, factor, 1);
      }
      putBallProduct(e, unit, e, unit, weight, n);
      addBallProduct(rows, row + unit, second, unit, e, unit);
      putBallProduct(δ, unit, first, unit, e, unit);
    }
  }

  /** From B, J and δ of `step` to those of the layer below it. */
  function descend(
    { first, second, e }: Pass,
    { width, fanIn, columns, offset, from, at }: Step,
  ): void {
    [rows, above] = [above, rows];
    const end = outputAt + outputs;
    const J = tapeLength;
    for (let k = 0; k < fanIn; k++) {
      const row = k * stride;
      const unit = from + k;
      clear(rows, row + from, row + end);
      clear(rows, row + J + from, row + J + outputAt);
      clear(e, unit, unit + 1);
      for (let m = 0; m < width; m++) {
        const weight = offset + m * columns + k;
        const higher = m * stride;
        addBallProduct(e, unit, θ, weight, δ, at + m);
        putBallProduct(factor, 0, first, unit, θ, weight);
        for (let u = at; u < end; u++) {
          addBallProduct(rows, row + u, factor, 0, above, higher + u);
        }
        for (let u = at + J; u < outputAt + J; u++) {
          addBallProduct(rows, row + u, factor, 0, above, higher + u);
        }
      }
      putBallProduct(δ, unit, first, unit, e, unit);
      copy(rows, row + J + unit, first, unit);
      for (let m = 0; m < width; m++) {
        const weights = offset + m * columns;
        const B = row + at + m;
        for (let i = 0; i < fanIn; i++) {
          addBallProduct(rows, row + from + i, rows, B, θ, weights + i);
        }
      }
      for (let i = 0; i < fanIn; i++) {
        const B = row + from + i;
        putBallProduct(rows, B, rows, B, first, from + i);
      }
      addBallProduct(rows, row + unit, second, unit, e, unit);
    }
  }

  /** Adds the rows of one layer's parameters. */
  function addRows(l: number, { a }: Pass, out: Balls): void {
    const { width, columns, offset, from, at } = steps[l];
    for (let m = 0; m < width; m++) {
      const row = m * stride;
      for (let i = m; i < width; i++) {
        const block = offset + i * columns;
        for (let k = 0; k < columns; k++) {
          putBallProduct(later, block + k, rows, row + at + i, a, from + k);
        }
      }
      for (let l2 = l + 1; l2 < steps.length; l2++) {
        fillLater(row, a, steps[l2]);
      }
      const first = offset + m * columns;
      for (let i = first; i < p; i++) {
        putTerm(terms, i, later.mid[i], later.rad[i], rounding);
      }
      for (let k = 0; k < columns; k++) {
        const j = first + k;
        addScaledRow(out, j * p, a, from + k, terms, j, p);
      }
    }
  }

  function fillLater(
    row: number,
    a: Balls,
    { width, fanIn, columns, offset, from, at }: Step,
  ): void {
    const J = row + tapeLength + from;
    for (let m = 0; m < width; m++) {
      const B = row + at + m;
      const block = offset + m * columns;
      for (let k = 0; k < fanIn; k++) {
        putBallProduct(later, block + k, rows, B, a, from + k);
        addBallProduct(later, block + k, δ, at + m, rows, J + k);
      }
      if (columns > fanIn) copy(later, block + fanIn, rows, B);
    }
  }

  return (n, ranges, e, out) => {
    loss.hessian(n, ranges.a, outputAt, lossRanges);
    ballsAround(lossRanges, lossHessian);
    ballsAround(ranges.a, pass.a);
    ballsAround(ranges.first, pass.first);
    ballsAround(ranges.second, pass.second);
    ballsAround(e, pass.e);
    seed(n, pass);
    for (let l = steps.length - 1; l >= 0; l--) {
      addRows(l, pass, out);
      if (l > 0) descend(pass, steps[l]);
    }
  };
}

function clear({ mid, rad }: Balls, from: number, end: number): void {
  for (let i = from; i < end; i++) mid[i] = rad[i] = 0;
}

function copy(out: Balls, i: number, x: Balls, j: number): void {
  out.mid[i] = x.mid[j];
  out.rad[i] = x.rad[j];
}
