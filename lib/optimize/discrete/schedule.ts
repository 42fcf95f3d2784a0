import {
  number,
  type Option,
  type OptionTable,
  required,
  shown,
  text,
  variants,
} from "../../options/mod.ts";
import { cos } from "../../special/mod.ts";

/** How the learning rate changes: a factor of it at step t = 0, 1, 2 … */
export type Schedule =
  /** 1. */
  | { readonly kind: "constant" }
  /** 1/(1 + γ t). */
  | { readonly kind: "inverse"; readonly γ: number }
  /** From 1 to `floor` (0) along half a cosine of that many steps; then there. */
  | {
    readonly kind: "cosine";
    readonly steps: number;
    readonly floor?: number;
  }
  /**
   * From `floor` (0.1) to 1 and back in straight lines, again and again
   * (Smith, Cyclical learning rates for training neural networks, 2017).
   */
  | {
    readonly kind: "cyclical";
    readonly period: number;
    readonly floor?: number;
  };

/** What each kind of schedule takes. */
export const scheduleOptions: {
  readonly [Kind in Schedule["kind"]]: OptionTable<
    Extract<Schedule, { readonly kind: Kind }>
  >;
} = {
  constant: { kind: text },
  inverse: { kind: text, γ: required(number) },
  cosine: { kind: text, steps: required(number), floor: number },
  cyclical: { kind: text, period: required(number), floor: number },
};

/** What an optimizer takes as a schedule. */
export const scheduleChoice: Option = variants(scheduleOptions);

/**
 * The factor of the learning rate as a function of the step.
 *
 * @throws {RangeError} If the kind is unknown or a number has no meaning.
 */
export function scheduleFactor(schedule: Schedule): (step: number) => number {
  switch (schedule.kind) {
    case "constant":
      return () => 1;
    case "inverse": {
      const { γ } = schedule;
      requireFrom("γ", γ, 0);
      return (t) => 1 / (1 + γ * t);
    }
    case "cosine": {
      const { steps, floor = 0 } = schedule;
      requireFrom("steps", steps, 1);
      requireFrom("floor", floor, 0);
      return (t) => {
        const part = Math.min(t / steps, 1);
        return floor + (1 - floor) * (1 + cos(Math.PI * part)) / 2;
      };
    }
    case "cyclical": {
      const { period, floor = 0.1 } = schedule;
      requireFrom("period", period, 1);
      requireFrom("floor", floor, 0);
      return (t) => {
        const part = (t % period) / period;
        return floor + (1 - floor) * (1 - Math.abs(2 * part - 1));
      };
    }
    default: {
      const { kind } = schedule as { kind: unknown };
      throw new RangeError(
        `Cannot schedule the learning rate: kind ${shown(kind)}, ` +
          `expected "constant", "inverse", "cosine" or "cyclical"`,
      );
    }
  }
}

function requireFrom(name: string, value: number, least: number): void {
  if (value >= least && value < Infinity) return;
  throw new RangeError(
    `Cannot schedule the learning rate: ${name} ${value}, expected a number ` +
      `from ${least} on`,
  );
}
