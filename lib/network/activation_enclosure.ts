import {
  type ActivationChoice,
  isCustomActivation,
  normalizeActivation,
} from "./activation.ts";
import type { ActivationEnclosure } from "./enclosures/enclosure.ts";
import { enclosures } from "./enclosures/list.ts";

const definitions = new Map(enclosures.map((e) => [e.name, e]));

/**
 * The interval extension of an activation; undefined for own functions, of which
 * nothing is known between the points where they are asked, and for softmax.
 *
 * @throws {RangeError} If the name is unknown.
 */
export function activationEnclosure(
  choice: ActivationChoice,
): ActivationEnclosure | undefined {
  if (isCustomActivation(choice)) return undefined;
  const data = normalizeActivation(choice);
  const { name, alpha = NaN, coefficients = [] } = typeof data === "string"
    ? { name: data }
    : data as Exclude<typeof data, { f: unknown }>;
  return definitions.get(name)?.build({ alpha, coefficients });
}
