import { Address, type Int, type Lanes } from "../../emit/mod.ts";
import { exponentFloor, exponential } from "./exponential.ts";
import { logarithmOnePlus } from "./logarithm.ts";
import { along, type Place } from "./affine.ts";
import { slopeAt } from "./forward.ts";
import type { Plan } from "./plan.ts";
import { writeSeparableLoss } from "./separable_losses.ts";
import { constant, type Writer } from "./writer.ts";

/** What is wanted of the loss beside its value. */
export interface OutputErrors {
  /** δ = ∂ℓ/∂z of the last layer, in its rows `errors`. */
  readonly errors?: boolean;
  /** δ along v, in the rows `errorDots`. */
  readonly dots?: boolean;
  /** ∂²ℓ/∂z², outputs × outputs rows from this place on. */
  readonly hessian?: Address;
}

/**
 * Adds the loss of a tile's samples, times weight and scale, to `total`, and
 * stores its derivatives in the last layer's z, in the same units.
 */
export function writeOutputErrors(
  w: Writer,
  plan: Plan,
  tile: Int,
  scale: Lanes,
  total: Lanes,
  wanted: OutputErrors,
): void {
  const { code, shape } = w;
  code.loop(0, plan.row, 16, (t) => {
    const sample = code.keep(tile.plus(t));
    const weight = code.keep(
      new Address(plan.weights, sample).load(shape).times(scale),
    );
    // 0 · ∞ of a sample that only fills the tile must not be seen
    const ignored = code.keep(weight.equals(constant(w, 0)));
    const loss = plan.loss === "crossEntropy" ? softmaxLoss : separableLoss;
    const ℓ = loss(w, plan, { t, sample, weight, ignored }, wanted);
    code.set(total, total.plus(ℓ.times(weight).andNot(ignored)));
  });
}

/** Some samples of a tile, and what their losses are multiplied by. */
interface Spot {
  /** Bytes into a row. */
  readonly t: Int;
  /** The same, from the beginning of the tile. */
  readonly sample: Int;
  readonly weight: Lanes;
  readonly ignored: Lanes;
}

function separableLoss(
  w: Writer,
  plan: Plan,
  { t, sample, weight, ignored }: Spot,
  { errors, dots, hessian }: OutputErrors,
): Lanes {
  const { code, shape } = w;
  const last = plan.layers[plan.layers.length - 1];
  const sum = code.zero(shape);
  if (hessian && plan.outputs > 1) clear(w, plan, hessian, t);
  code.turns(plan.outputs, 1, (k) => {
    const rowOf = code.keep(k.times(plan.row).plus(t));
    const at = along(rowOf);
    const a = code.keep(at(last.values).load(shape));
    const target = code.keep(
      new Address(plan.targets, code.keep(k.times(plan.row).plus(sample)))
        .load(shape),
    );
    const curve = writeSeparableLoss(w, plan.loss, a, target);
    code.set(sum, sum.plus(curve.value));
    if (!errors) return;
    const e = code.keep(curve.derivative().times(weight).andNot(ignored));
    const slope = code.keep(slopeAt(w, last, at));
    code.store(at(last.errors), e.times(slope));
    const bend = dots || hessian
      ? code.keep(
        curve.secondDerivative().times(weight).andNot(ignored).times(slope),
      )
      : undefined;
    if (dots && bend) {
      // f″ ż e + f′ ℓ″ ȧ
      const eDot = bend.times(at(last.dots).load(shape));
      code.store(
        at(last.errorDots),
        last.linear ? eDot : at(last.second).load(shape).timesPlus(e, eDot),
      );
    }
    if (hessian && bend) {
      const square = bend.times(slope);
      code.store(
        hessian.plus(t).plus(k.times(plan.row * (plan.outputs + 1))),
        last.linear ? square : at(last.second).load(shape).timesPlus(e, square),
      );
    }
  });
  return sum;
}

function clear(w: Writer, plan: Plan, rows: Address, t: Int): void {
  w.code.turns(plan.outputs ** 2, plan.row, (row) => {
    w.code.store(rows.plus(t).plus(row), constant(w, 0));
  });
}

/**
 * Cross-entropy of softmax, complete and without cancellation: with m the
 * largest logit, ln Σ eᶻ − m = log1p(rest) from the other logits, and 1 − p of
 * the likeliest class is rest/(1 + rest).
 */
function softmaxLoss(
  w: Writer,
  plan: Plan,
  { t, sample, weight, ignored }: Spot,
  { errors, dots, hessian }: OutputErrors,
): Lanes {
  const { code, shape } = w;
  const { outputs, row } = plan;
  const last = plan.layers[plan.layers.length - 1];
  const zero = constant(w, 0);
  const one = constant(w, 1);

  /** The rows of class k, at these samples. */
  function classes(
    body: (at: Place, k: Int) => void,
  ): void {
    code.turns(outputs, row, (k) => {
      body(along(code.keep(k.plus(t))), k);
    });
  }

  const max = code.keep(new Address(last.values, t).load(shape));
  classes((at) => code.set(max, max.atLeast(at(last.values).load(shape))));
  const rest = code.zero(shape);
  const ties = code.keep(constant(w, -1));
  const floor = constant(w, exponentFloor(w));
  classes((at) => {
    const below = code.keep(at(last.values).load(shape).minus(max));
    const top = code.keep(below.equals(zero));
    const E = code.keep(exponential(w, below.atLeast(floor)));
    code.store(at(plan.work), E);
    code.set(rest, rest.plus(E.andNot(top)));
    code.set(ties, ties.plus(one.and(top)));
  });
  code.set(rest, rest.plus(ties));
  const logSum = code.keep(logarithmOnePlus(w, rest));
  const total = code.zero(shape);
  const ℓ = code.zero(shape);
  const target = (k: Int) => new Address(plan.targets, sample).plus(k);
  classes((at, k) => {
    const share = code.keep(target(k).load(shape));
    const distance = logSum.minus(at(last.values).load(shape).minus(max));
    code.set(total, total.plus(share));
    code.set(
      ℓ,
      ℓ.plus(share.times(distance).andNot(share.equals(zero))),
    );
  });
  if (!errors) return ℓ;
  const inverse = code.keep(one.over(rest.plus(one)));
  const others = plan.work + outputs * row;
  classes((at, k) => {
    const p = code.keep(at(plan.work).load(shape).times(inverse));
    const top = at(last.values).load(shape).equals(max);
    const q = code.keep(top.choose(rest.times(inverse), one.minus(p)));
    const share = code.keep(target(k).load(shape));
    code.store(at(plan.work), p);
    code.store(at(others), q);
    const e = total.minus(share).times(p).minus(share.times(q));
    code.store(at(last.errors), e.times(weight).andNot(ignored));
  });
  const factor = code.keep(total.times(weight).andNot(ignored));
  if (dots) {
    // relative to the likeliest class, whose own term is then exactly zero
    const top = code.keep(new Address(last.dots, t).load(shape));
    classes((at) => {
      const isTop = at(last.values).load(shape).equals(max);
      code.set(top, isTop.choose(at(last.dots).load(shape), top));
    });
    const mean = code.zero(shape);
    classes((at) => {
      const dot = at(last.dots).load(shape).minus(top);
      code.set(mean, at(plan.work).load(shape).timesPlus(dot, mean));
    });
    classes((at) => {
      const dot = at(last.dots).load(shape).minus(top).minus(mean);
      code.store(
        at(last.errorDots),
        at(plan.work).load(shape).times(dot).times(factor),
      );
    });
  }
  if (hessian) {
    classes((at, i) => {
      const p = code.keep(
        at(plan.work).load(shape).times(factor).negated(),
      );
      const line = hessian.plus(t).plus(i.times(outputs));
      classes((other, j) => {
        code.store(line.plus(j), other(plan.work).load(shape).times(p));
      });
      code.store(line.plus(i), at(others).load(shape).times(p.negated()));
    });
  }
  return ℓ;
}
