import type { Cell } from "../../cell/mod.ts";
import { defineInput } from "./input.ts";
import { checkTag } from "../template.ts";

/**
 * A point of a plane, x and y: point`Where to look ${[0.5, -0.2]}`. Its two
 * numbers can be typed; in a figure it is a dot to drag, or to move with arrow
 * keys: contours(plane, { handle: { target: where, label: "where to look" } }).
 * The figure follows by itself: its cell need not depend on the point. Any two
 * finite numbers fit.
 *
 * @example Usage
 * ```ts
 * import { cell, point } from "@thalweg/thalweg";
 *
 * const start = point`Start ${[0.5, 1.5]}`; // or a dot to drag in a figure
 * cell`Its sum ${start} ${([x, y]) => x + y}`;
 * ```
 */
export function point(
  strings: readonly string[],
  value: readonly [number, number] = [0, 0],
): Cell<readonly [number, number]> {
  checkTag("point", strings);
  return defineInput<readonly [number, number]>({
    tag: "point",
    strings,
    initial: () => checkPair(value),
    check: checkPair,
    settings: () => ({ control: "point" }),
    toText: (value) => Array.isArray(value) ? value.join(" ") : String(value),
    fromText: (text) => {
      const pair = text.trim().split(/[\s,]+/).map(Number);
      return pair.every(Number.isFinite) ? pair : `"${text}"`;
    },
  });
}

function checkPair(value: unknown): readonly [number, number] {
  if (Array.isArray(value) && value.length === 2) {
    const [x, y] = value;
    if (Number.isFinite(x) && Number.isFinite(y)) return [x, y];
  }
  throw new RangeError(`${String(value)}, expected two finite numbers`);
}
