import type { Axis } from "../axis.ts";
import { formatNumber } from "../format.ts";

/** A value of an axis, after its name: with all digits, or so many. */
export function readValue(
  axis: Pick<Axis, "name" | "read">,
  value: unknown,
  digits?: number,
): string {
  if (axis.read) return axis.read(value);
  const words = typeof value === "number" && digits !== undefined
    ? formatNumber(value, digits)
    : String(value);
  return `${axis.name} ${words}`.trim();
}
