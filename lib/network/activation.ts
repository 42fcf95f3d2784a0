import {
  anyOf,
  callable,
  list,
  nested,
  number,
  type Option,
  type OptionTable,
  required,
  shown,
  suggestion,
  text,
} from "../options/mod.ts";
import type { Activation } from "./activations/definition.ts";
import { activations } from "./activations/list.ts";

/** An activation by name, with parameters, as plain data. */
export interface ActivationData {
  /** A name of the list, as in "leakyRelu". */
  readonly name: string;
  /** Slope or scale of leakyRelu, elu, smoothLeakyRelu. */
  readonly alpha?: number;
  /** Coefficients c₀, c₁, … of polynomial. */
  readonly coefficients?: readonly number[];
}

/** What a layer accepts: a name, a name with parameters, or own functions. */
export type ActivationChoice = string | ActivationData | Activation;

/** What an activation given as data holds. */
const dataOptions: OptionTable<ActivationData> = {
  name: required(text),
  alpha: number,
  coefficients: list,
};

/** What an activation of the user's own functions holds. */
const functionOptions: OptionTable<Activation> = {
  f: required(callable),
  derivative: required(callable),
  secondDerivative: required(callable),
};

/** What a layer takes as an activation. */
export const activationChoice: Option = anyOf(
  text,
  nested((value) => "f" in (value as object) ? functionOptions : dataOptions),
);

const definitions = new Map(activations.map((a) => [a.name, a]));

/** Names of all activations that a network's text may hold, softmax included. */
export const activationNames: readonly string[] = [
  ...definitions.keys(),
  "softmax",
];

/** What was expected for a name that is none: the one that was meant, or all. */
export function expectedActivation(got: string, expected: string): string {
  const words = suggestion(got, activationNames, expected);
  return words === expected
    ? `${expected}: ${activationNames.join(", ")}`
    : words;
}

/** Whether the choice is a user's own functions, which cannot travel as data. */
export function isCustomActivation(
  choice: ActivationChoice,
): choice is Activation {
  return typeof choice === "object" && "f" in choice;
}

/**
 * The choice in one standard form: a bare name where there are no parameters,
 * else the name with all of them ("leakyRelu" has alpha 0.01, "elu" 1,
 * "smoothLeakyRelu" 0.01 by default). Own functions stay as they are.
 *
 * @throws {RangeError} If the name is unknown or a parameter does not fit.
 */
export function normalizeActivation(
  choice: ActivationChoice,
): ActivationChoice {
  if (isCustomActivation(choice)) return choice;
  const data = typeof choice === "string" ? readActivation(choice) : choice;
  if (data.name === "softmax") return "softmax";
  const definition = definitions.get(data.name);
  if (!definition) {
    throw new RangeError(
      `Cannot use the activation: ${shown(data.name)}, expected ` +
        expectedActivation(data.name, "a known name"),
    );
  }
  if (definition.alpha !== undefined) {
    const { alpha = definition.alpha } = data;
    requireFinite(data.name, "alpha", [alpha]);
    return { name: data.name, alpha };
  }
  if (definition.coefficients) {
    const coefficients = [...data.coefficients ?? []];
    requireFinite(data.name, "coefficients", coefficients);
    return { name: data.name, coefficients };
  }
  if (data.alpha !== undefined || data.coefficients !== undefined) {
    throw new RangeError(
      `Cannot use the activation: ${data.name} with parameters, expected none`,
    );
  }
  return data.name;
}

/**
 * The functions of an activation given as a name ("tanh"), as text with
 * parameters ("leakyRelu(0.1)"), as data or as own functions.
 *
 * @throws {RangeError} If the name is unknown, or names softmax, which is no
 * function of one number.
 */
export function resolveActivation(choice: ActivationChoice): Activation {
  const normal = normalizeActivation(choice);
  if (typeof normal === "object" && "f" in normal) return normal;
  const { name, alpha = NaN, coefficients = [] } = typeof normal === "string"
    ? { name: normal }
    : normal;
  const definition = definitions.get(name);
  if (!definition) {
    throw new RangeError(
      `Cannot use the activation: ${name}, expected a function of one number`,
    );
  }
  return definition.build({ alpha, coefficients });
}

/**
 * The text form: "tanh", "leakyRelu(0.1)", "polynomial(0, 1, 0.5)"; a default
 * alpha is left out. Own functions, which no text can hold, read "custom".
 */
export function activationText(choice: ActivationChoice): string {
  const normal = normalizeActivation(choice);
  if (typeof normal === "string") return normal;
  if ("f" in normal) return "custom";
  if (normal.coefficients) {
    return `${normal.name}(${normal.coefficients.join(", ")})`;
  }
  return normal.alpha === definitions.get(normal.name)?.alpha
    ? normal.name
    : `${normal.name}(${normal.alpha})`;
}

/**
 * Puts numbers in the place where the activation takes them; `undefined` if it
 * takes another count of numbers.
 */
export function activationWith(
  name: string,
  numbers: readonly number[],
): ActivationData | undefined {
  const definition = definitions.get(name);
  if (definition?.coefficients) {
    return numbers.length > 0 ? { name, coefficients: numbers } : undefined;
  }
  if (numbers.length === 0) return { name };
  return numbers.length === 1 && definition?.alpha !== undefined
    ? { name, alpha: numbers[0] }
    : undefined;
}

/** Reads "name" or "name(number, …)". */
function readActivation(text: string): ActivationData {
  const match = /^\s*(\w+)\s*(?:\(([^)]*)\)\s*)?$/.exec(text);
  if (!match) return { name: text };
  const [, name, list] = match;
  if (list === undefined) return { name };
  const data = activationWith(
    name,
    list.split(",").map((part) => part.trim() === "" ? NaN : Number(part)),
  );
  if (!data && activationNames.includes(name)) {
    throw new RangeError(
      `Cannot use the activation: ${shown(text)}, expected ` +
        activationUsage(name),
    );
  }
  return data ?? { name };
}

/** How the activation is written, for messages: `"elu" or "elu(number)"`. */
export function activationUsage(name: string): string {
  const definition = definitions.get(name);
  if (definition?.coefficients) return `"${name}(number, …)"`;
  return definition?.alpha === undefined
    ? `"${name}" without numbers`
    : `"${name}" or "${name}(number)"`;
}

function requireFinite(
  name: string,
  parameter: string,
  values: readonly number[],
) {
  if (values.length > 0 && values.every(Number.isFinite)) return;
  throw new RangeError(
    `Cannot use the activation: ${name} with ${parameter} ` +
      `${values.length > 0 ? values.join(", ") : "missing"}, expected ` +
      `finite numbers`,
  );
}
