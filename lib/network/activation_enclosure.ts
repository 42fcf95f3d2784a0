import {
  type ActivationChoice,
  type ActivationData,
  isCustomActivation,
  normalizeActivation,
} from "./activation.ts";
import type {
  ActivationEnclosure,
  EnclosureDefinition,
} from "./enclosures/enclosure.ts";
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
  const { definition, alpha = NaN, coefficients = [] } = find(choice);
  return definition?.build({ alpha, coefficients });
}

/**
 * d, where f(cx) = cᵈ f(x) for every c > 0: known of the definition, exactly,
 * where `activationSymmetry` looks at values.
 */
export function exactDegree(choice: ActivationChoice): number | undefined {
  const { definition, coefficients = [] } = find(choice);
  return definition?.degree?.(coefficients);
}

function find(
  choice: ActivationChoice,
): Partial<Omit<ActivationData, "name">> & {
  readonly definition?: EnclosureDefinition | undefined;
} {
  if (isCustomActivation(choice)) return {};
  const data = normalizeActivation(choice) as string | ActivationData;
  return typeof data === "string"
    ? { definition: definitions.get(data) }
    : { ...data, definition: definitions.get(data.name) };
}
