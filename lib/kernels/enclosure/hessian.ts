import {
  addProduct,
  addScaledRow,
  at as entry,
  type Balls,
  ballsAround,
  type Intervals,
  put,
  putIntervalTerm,
  putProduct,
  roundingFactor,
  type Terms,
  termsOf,
  zeroBalls,
  zeros,
} from "../../interval/mod.ts";
import type { LossEnclosure } from "../losses/enclosures/enclosure.ts";
import type { Step } from "../reference/plan.ts";
import type { EnclosurePlan, Ranges } from "./forward.ts";

/**
 * A function that adds the upper triangle of one sample's Hessian to the sums in
 * `out` (p × p, for `closeSums` after so many samples), step by step as
 * `reference/hessian.ts`, whose comment says what B, J, e and δ are.
 *
 * Backward derivatives are intervals with ends; their products, p²/2 per sample,
 * are added up as balls.
 */
export function addHessianRanges(
  { steps, outputs, outputAt, parameterCount: p, tapeLength }: EnclosurePlan,
  loss: LossEnclosure,
  samples: number,
): (
  θ: Intervals,
  n: number,
  weight: Intervals,
  ranges: Ranges,
  e: Intervals,
  out: Balls,
) => void {
  const δ = zeros(tapeLength);
  const outputHessian = zeros(outputs * outputs);
  const stride = 2 * tapeLength;
  const widest = Math.max(...steps.map((step) => step.width));
  let rows = zeros(widest * stride);
  let above = zeros(widest * stride);
  const factor = zeros(2);
  const later = zeros(p);
  const terms: Terms = termsOf(p);
  const inputs = zeroBalls(tapeLength);
  const rounding = roundingFactor(samples);

  /** B and J of the last layer; e holds ∂ℓ/∂a. */
  function seed(
    n: number,
    weight: Intervals,
    { a, first, second }: Ranges,
    e: Intervals,
  ): void {
    loss.hessian(n, a, outputAt, outputHessian);
    for (let i = 0; i < outputs; i++) {
      const unit = outputAt + i;
      putProduct(factor, 0, weight, n, first, unit);
      for (let j = 0; j < outputs; j++) {
        putProduct(
          factor,
          1,
          first,
          outputAt + j,
          outputHessian,
          i * outputs + j,
        );
        putProduct(rows, i * stride + outputAt + j, factor, 0, factor, 1);
      }
      putProduct(e, unit, e, unit, weight, n);
      addProduct(rows, i * stride + unit, second, unit, e, unit);
      putProduct(δ, unit, first, unit, e, unit);
    }
  }

  /** From B, J and δ of `step` to those of the layer below it. */
  function descend(
    θ: Intervals,
    { first, second }: Ranges,
    e: Intervals,
    { width, fanIn, columns, offset, from, at }: Step,
  ): void {
    [rows, above] = [above, rows];
    const end = outputAt + outputs;
    for (let k = 0; k < fanIn; k++) {
      const row = k * stride;
      const unit = from + k;
      clear(rows, row + from, row + end);
      clear(rows, row + tapeLength + from, row + tapeLength + outputAt);
      clear(e, unit, unit + 1);
      for (let m = 0; m < width; m++) {
        const weight = offset + m * columns + k;
        addProduct(e, unit, θ, weight, δ, at + m);
        putProduct(factor, 0, first, unit, θ, weight);
        const higher = m * stride;
        for (let u = at; u < end; u++) {
          addProduct(rows, row + u, factor, 0, above, higher + u);
        }
        for (let u = at + tapeLength; u < outputAt + tapeLength; u++) {
          addProduct(rows, row + u, factor, 0, above, higher + u);
        }
      }
      putProduct(δ, unit, first, unit, e, unit);
      put(rows, row + tapeLength + unit, entry(first, unit));
      for (let m = 0; m < width; m++) {
        const weights = offset + m * columns;
        for (let i = 0; i < fanIn; i++) {
          addProduct(rows, row + from + i, rows, row + at + m, θ, weights + i);
        }
      }
      for (let i = 0; i < fanIn; i++) {
        putProduct(rows, row + from + i, rows, row + from + i, first, from + i);
      }
      addProduct(rows, row + unit, second, unit, e, unit);
    }
  }

  /** Adds the rows of one layer's parameters. */
  function addRows(l: number, { a }: Ranges, out: Balls): void {
    const { width, columns, offset, from, at } = steps[l];
    for (let m = 0; m < width; m++) {
      const row = m * stride;
      for (let i = m; i < width; i++) {
        const block = offset + i * columns;
        for (let k = 0; k < columns; k++) {
          putProduct(later, block + k, rows, row + at + i, a, from + k);
        }
      }
      for (let l2 = l + 1; l2 < steps.length; l2++) {
        fillLater(row, a, steps[l2]);
      }
      const first = offset + m * columns;
      for (let i = first; i < p; i++) {
        putIntervalTerm(terms, i, later, rounding);
      }
      for (let k = 0; k < columns; k++) {
        const j = first + k;
        addScaledRow(out, j * p, inputs, from + k, terms, j, p);
      }
    }
  }

  function fillLater(
    row: number,
    a: Intervals,
    { width, fanIn, columns, offset, from, at }: Step,
  ): void {
    const J = row + tapeLength + from;
    for (let m = 0; m < width; m++) {
      const B = row + at + m;
      const block = offset + m * columns;
      for (let k = 0; k < fanIn; k++) {
        putProduct(later, block + k, rows, B, a, from + k);
        addProduct(later, block + k, δ, at + m, rows, J + k);
      }
      if (columns > fanIn) put(later, block + fanIn, entry(rows, B));
    }
  }

  return (θ, n, weight, ranges, e, out) => {
    seed(n, weight, ranges, e);
    ballsAround(ranges.a, inputs);
    for (let l = steps.length - 1; l >= 0; l--) {
      addRows(l, ranges, out);
      if (l > 0) descend(θ, ranges, e, steps[l]);
    }
  };
}

function clear({ lo, hi }: Intervals, from: number, end: number): void {
  lo.fill(0, from, end);
  hi.fill(0, from, end);
}
