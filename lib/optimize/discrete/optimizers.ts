import {
  anyOf,
  defined,
  number,
  type Option,
  type OptionTable,
  text,
  variants,
} from "../../options/mod.ts";
import { adam, type AdamHyperparameters } from "./adam.ts";
import { adamW, type AdamWHyperparameters } from "./adam_w.ts";
import { gradientDescent } from "./gradient_descent.ts";
import { momentum, type MomentumHyperparameters } from "./momentum.ts";
import { nesterov } from "./nesterov.ts";
import type { Optimizer, Slots, Update } from "./optimizer.ts";
import { rmsProp, type RmsPropHyperparameters } from "./rms_prop.ts";

/** The name of a discrete optimizer. */
export type OptimizerName =
  | "gradientDescent"
  | "momentum"
  | "nesterov"
  | "rmsProp"
  | "adam"
  | "adamW";

/** The discrete optimizers that options name. */
export const optimizers: {
  readonly gradientDescent: Optimizer<Record<never, never>>;
  readonly momentum: Optimizer<MomentumHyperparameters>;
  readonly nesterov: Optimizer<MomentumHyperparameters>;
  readonly rmsProp: Optimizer<RmsPropHyperparameters>;
  readonly adam: Optimizer<AdamHyperparameters>;
  readonly adamW: Optimizer<AdamWHyperparameters>;
} = { gradientDescent, momentum, nesterov, rmsProp, adam, adamW };

/** A discrete optimizer by name, or as data with hyperparameters. */
export type OptimizerChoice =
  | OptimizerName
  | { readonly name: "gradientDescent" }
  | { readonly name: "momentum" | "nesterov" }
    & Partial<
      MomentumHyperparameters
    >
  | { readonly name: "rmsProp" } & Partial<RmsPropHyperparameters>
  | { readonly name: "adam" } & Partial<AdamHyperparameters>
  | { readonly name: "adamW" } & Partial<AdamWHyperparameters>;

/** What each optimizer takes as data: its name and its hyperparameters. */
export const optimizerOptions: Readonly<Record<string, OptionTable>> = Object
  .fromEntries(
    Object.entries(optimizers).map(([name, { defaults }]) => {
      const numbers = Object.keys(defaults).map((key) => [key, number]);
      return [name, { name: text, ...Object.fromEntries(numbers) }];
    }),
  );

/** What options take as an optimizer. */
export const optimizerChoice: Option = anyOf(
  text,
  variants(optimizerOptions, "name"),
);

/** A discrete optimizer with its hyperparameters filled in. */
export interface ChosenOptimizer {
  readonly choice: Exclude<OptimizerChoice, string>;
  readonly learningRate: number;
  init(parameterCount: number): Slots;
  update(update: Update, slots: Slots): void;
}

/**
 * The optimizer of that name, with its hyperparameters.
 *
 * @throws {RangeError} If there is none, or a hyperparameter is not in its range.
 */
export function chooseOptimizer(choice: OptimizerChoice): ChosenOptimizer {
  const { name, ...rest } = typeof choice === "string"
    ? { name: choice }
    : choice;
  const given: Readonly<Record<string, number | undefined>> = defined(rest);
  if (!Object.hasOwn(optimizers, name)) {
    throw new RangeError(
      `Cannot optimize with ${name}, expected one of ${
        Object.keys(optimizers).join(", ")
      }`,
    );
  }
  const optimizer = optimizers[name] as Optimizer<object>;
  for (const [key, value] of Object.entries(given)) {
    const isShare = key.startsWith("β"); // what is kept of the past
    if (value! >= 0 && value! < (isShare ? 1 : Infinity)) continue;
    throw new RangeError(
      `Cannot optimize with ${name} and ${key} ${value}, expected a ` +
        (isShare ? "number from 0 on below 1" : "finite number from 0 on"),
    );
  }
  const hyperparameters = { ...optimizer.defaults, ...given };
  return {
    choice: { name, ...hyperparameters },
    learningRate: optimizer.learningRate,
    init: (p) => optimizer.init(p),
    update: (update, slots) => optimizer.update(update, slots, hyperparameters),
  };
}
