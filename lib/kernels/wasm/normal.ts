import type { Lanes } from "../../emit/mod.ts";
import { exponential } from "./exponential.ts";
import { constant, polynomial, type Writer } from "./writer.ts";

/** erf(x/√2)/x in x², for |x| ≤ 1. */
const centerDouble = [
  0.7978845608028654,
  -0.13298076013381085,
  0.019947114020070045,
  -0.0023746564309360687,
  0.00023086937503311882,
  -1.888931158620769e-5,
  1.3319359759310462e-6,
  -8.244821502832163e-8,
  4.5408275171352e-9,
  -2.212865656551178e-10,
  8.148653954853255e-12,
];
const centerSingle = [
  0.7978845238685608,
  -0.13297921419143677,
  0.019934603944420815,
  -0.0023390385322272778,
  0.00018863474542740732,
];

/**
 * (x + 5) e^{x²/2} erfc(x/√2) in t = (x − 5)/(x + 5), for 0 ≤ x ≤ 38 (13 in
 * float32). The form is that of Shepherd and Laframboise, Mathematics of
 * Computation 36, 1981; interpolated at Chebyshev nodes.
 */
const tailDouble = [
  1.538386099500126,
  -1.3307650057801135,
  0.9906112319399525,
  -0.6270663133426077,
  0.3300407323407883,
  -0.13823727741265904,
  0.04159013359935507,
  -0.005986753540620854,
  -0.001595738792363611,
  0.0010897981281242609,
  -0.00011875148508067348,
  -9.952563244041286e-5,
  3.3362538954651236e-5,
  7.961856813038942e-6,
  -5.538793108737405e-6,
  -6.734273148924302e-7,
  8.666269604551357e-7,
  8.491897379772176e-8,
  -1.3209903743368288e-7,
  -1.8980310443951413e-8,
  1.532603961847211e-8,
  3.643432711366826e-9,
  -2.713088642619696e-10,
];
const tailSingle = [
  1.5383862257003784,
  -1.3307628631591797,
  0.9906061887741089,
  -0.627134382724762,
  0.33005377650260925,
  -0.13765785098075867,
  0.04211057722568512,
  -0.0072833518497645855,
  -0.003995091654360294,
];

/**
 * Where h²/2 below reaches `exponentFloor` and the density is exactly 0, as any
 * power of x may multiply it.
 */
const endDouble = 37.66;
const endSingle = 13.27;

/** Functions of the standard normal distribution at x, from one exponential. */
export interface Normal {
  /** |x|, but no more than where the density is 0. */
  readonly size: Lanes;
  /** φ(x). */
  density(): Lanes;
  /** Φ(x). */
  distribution(): Lanes;
  /** 2Φ(x) − 1 = erf(x/√2). */
  centered(): Lanes;
}

/** Φ and φ; relative accuracy in both tails. */
export function normal(w: Writer, x: Lanes): Normal {
  const { code, shape } = w;
  const double = shape.bytes === 8;
  const one = constant(w, 1);
  const size = code.keep(
    x.abs().atMost(constant(w, double ? endDouble : endSingle)),
  );
  const inverse = code.keep(one.over(size.plus(constant(w, 5))));
  const t = code.keep(size.minus(constant(w, 5)).times(inverse));
  // x² = h² + (x − h)(x + h), h² exact: the rounding of x² would cost x² ulps
  const low = double ? 27 : 12;
  const h = code.keep(size.shiftRight(low).shiftLeft(low));
  const half = constant(w, 0.5);
  const rest = code.keep(size.minus(h).times(size.plus(h)).times(half));
  // e^−rest, for rest to 2e-5; in float32 to 0.05
  const correction = polynomial(
    w,
    double ? [1, -1, 0.5, -1 / 6] : [1, -1, 0.5, -1 / 6, 1 / 24],
    rest,
  );
  const u = code.keep(
    exponential(w, h.times(h).times(half).negated()).times(correction),
  );
  // erfc(|x|/√2), twice the tail
  const twice = code.keep(
    u.times(inverse).times(
      polynomial(w, double ? tailDouble : tailSingle, t),
    ),
  );
  return {
    size,
    density: () => u.times(constant(w, 1 / Math.sqrt(2 * Math.PI))),
    distribution: () => {
      const tail = code.keep(twice.times(half));
      return x.lessThan(constant(w, 0)).choose(tail, one.minus(tail));
    },
    centered: () => {
      const square = code.keep(size.times(size));
      const center = size.times(
        polynomial(w, double ? centerDouble : centerSingle, square),
      );
      const magnitude = size.lessThan(one).choose(center, one.minus(twice));
      return magnitude.or(x.and(constant(w, -0)));
    },
  };
}
