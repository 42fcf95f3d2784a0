import { exactly, type Interval, scale } from "../../interval/mod.ts";
import type { ActivationEnclosure, ActivationRanges } from "./enclosure.ts";

/** One function left of 0, one right of it, and a kink between them. */
export function piecewise(
  left: (x: Interval) => ActivationRanges,
  right: (x: Interval) => ActivationRanges,
): ActivationEnclosure {
  return (x) => x.lo > 0 ? right(x) : x.hi < 0 ? left(x) : undefined;
}

/** x → slope · x. */
export function line(slope: number): (x: Interval) => ActivationRanges {
  return (x) => ({
    f: slope === 1 ? x : slope === 0 ? exactly(0) : scale(x, slope),
    first: exactly(slope),
    second: exactly(0),
  });
}
