import {
  anyOf,
  nested,
  number,
  type Option,
  required,
  shown,
  suggestion,
  text,
} from "../options/mod.ts";
import type { Base } from "./bases/definition.ts";
import { bases } from "./bases/list.ts";

/** The name of a base density. */
export type BaseName = "normal" | "logistic" | "laplace" | "studentT";

/** A base density as data: each latent coordinate is drawn from it. */
export interface BaseData {
  /** Which. */
  readonly name: BaseName;
  /** Degrees of freedom of studentT, 5 by default. */
  readonly degrees?: number;
}

/** What options take as a base density. */
export type BaseChoice = BaseName | BaseData;

/** The same, for checks. */
export const baseChoice: Option = anyOf(
  text,
  nested({ name: required(text), degrees: number }),
);

const definitions = new Map(bases.map((each) => [each.name, each]));

/** The names of all base densities. */
export const baseNames: readonly BaseName[] = bases.map(({ name }) =>
  name as BaseName
);

/**
 * The choice in its standard form.
 *
 * @throws {RangeError} If the name is unknown or the degrees do not fit.
 */
export function normalizeBase(choice: BaseChoice): BaseData {
  const { name, degrees }: BaseData = typeof choice === "string"
    ? { name: choice }
    : choice;
  const definition = definitions.get(name);
  if (definition === undefined) {
    throw new RangeError(
      `Cannot build the invertible network: base ${shown(name)}, expected ${
        suggestion(name, baseNames, `one of ${baseNames.join(", ")}`)
      }`,
    );
  }
  if (definition.degrees === undefined) {
    if (degrees === undefined) return { name };
    throw new RangeError(
      `Cannot build the invertible network: base ${name} with degrees ${degrees}, expected none`,
    );
  }
  const chosen = degrees ?? definition.degrees;
  if (!(chosen > 0 && chosen < Infinity)) {
    throw new RangeError(
      `Cannot build the invertible network: base ${name} with degrees ${chosen}, expected a positive number`,
    );
  }
  return { name, degrees: chosen };
}

/** The functions of a base density in standard form. */
export function resolveBase({ name, degrees = NaN }: BaseData): Base {
  return definitions.get(name)!.build(degrees);
}
