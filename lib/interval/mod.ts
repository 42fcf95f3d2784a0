/**
 * Interval arithmetic with outward rounding: enclosures of what real numbers and
 * elementary functions can be, whatever the rounding of floating point does.
 *
 * @module
 */
export { above, below, farAbove, farBelow } from "./rounding.ts";
export {
  add,
  between,
  clamp,
  contains,
  divide,
  exactly,
  type Interval,
  isBounded,
  multiply,
  negate,
  scale,
  sqrt,
  square,
  subtract,
  unknown,
} from "./interval.ts";
export {
  acos,
  asin,
  centeredNormalCdf,
  erf,
  erfc,
  exp,
  expm1,
  log,
  log1p,
  normalCdf,
  normalDensity,
  pi,
} from "./elementary.ts";
export {
  addProduct,
  areBounded,
  at,
  boxAround,
  exactVector,
  type Intervals,
  put,
  putProduct,
  zeros,
} from "./intervals.ts";
export {
  addBallProduct,
  addScaledRow,
  type Balls,
  ballsAround,
  closeSums,
  intervalsAround,
  putBallProduct,
  putTerm,
  roundingFactor,
  sumBound,
  type Terms,
  termsOf,
  zeroBalls,
} from "./balls.ts";
export { EnclosureError } from "./enclosure_error.ts";
