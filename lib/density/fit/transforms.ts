import {
  anyOf,
  callable,
  list,
  number,
  type Option,
  type OptionTable,
  required,
  shown,
  text,
  variants,
} from "../../options/mod.ts";
import type {
  InvertibleLayer,
  InvertibleNetwork,
} from "../invertible_network.ts";

/** What is done to a gradient before the optimizer sees it, as plain data. */
export type GradientTransformData =
  /** Scaled down to a Euclidean norm of at most this. */
  | { readonly kind: "clip"; readonly norm: number }
  /** Times a factor, one for all layers or one for each. */
  | {
    readonly kind: "scale";
    readonly factor: number | readonly number[];
  }
  /** λ times the parameters added. */
  | { readonly kind: "decay"; readonly λ: number }
  /** Biases keep their values. */
  | { readonly kind: "freezeBiases" };

/** A transform as data, or the user's own, which changes what it is handed. */
export type GradientTransform =
  | GradientTransformData
  | ((gradient: readonly InvertibleLayer[], flow: InvertibleNetwork) => void);

/** What each kind takes. */
export const transformOptions: {
  readonly [Kind in GradientTransformData["kind"]]: OptionTable<
    Extract<GradientTransformData, { readonly kind: Kind }>
  >;
} = {
  clip: { kind: text, norm: required(number) },
  scale: { kind: text, factor: required(anyOf(number, list)) },
  decay: { kind: text, λ: required(number) },
  freezeBiases: { kind: text },
};

/** What options take as a transform. */
export const transformChoice: Option = anyOf(
  callable,
  variants(transformOptions),
);

type Apply = (
  gradient: readonly InvertibleLayer[],
  flow: InvertibleNetwork,
) => void;

/**
 * The function of a transform; those of a list are applied in order.
 *
 * @throws {RangeError} If the kind is unknown or a number has no meaning.
 */
export function transformOf(transform: GradientTransform): Apply {
  if (typeof transform === "function") return transform;
  switch (transform.kind) {
    case "clip": {
      const { norm } = transform;
      requireFrom("norm", norm);
      return (gradient) => {
        const length = normOf(gradient);
        if (length > norm) scale(gradient, () => norm / length);
      };
    }
    case "scale": {
      const { factor } = transform;
      for (const each of [factor].flat()) requireFrom("factor", each);
      return (gradient) =>
        scale(
          gradient,
          (k) => typeof factor === "number" ? factor : factor[k] ?? 1,
        );
    }
    case "decay": {
      const { λ } = transform;
      requireFrom("λ", λ);
      return (gradient, { layers }) =>
        gradient.forEach(({ weights, bias }, k) => {
          addScaled(weights, λ, layers[k].weights);
          addScaled(bias, λ, layers[k].bias);
        });
    }
    case "freezeBiases":
      return (gradient) => gradient.forEach(({ bias }) => bias.fill(0));
    default: {
      const { kind } = transform as { kind: unknown };
      throw new RangeError(
        `Cannot fit the density: transform ${shown(kind)}, expected ` +
          `one of ${Object.keys(transformOptions).join(", ")}`,
      );
    }
  }
}

function requireFrom(name: string, value: number): void {
  if (value >= 0 && value < Infinity) return;
  throw new RangeError(
    `Cannot fit the density: ${name} of a transform is ${value}, expected a ` +
      `number from 0 on`,
  );
}

function normOf(gradient: readonly InvertibleLayer[]): number {
  let sum = 0;
  for (const { weights, bias } of gradient) {
    for (let i = 0; i < weights.length; i++) sum += weights[i] * weights[i];
    for (let i = 0; i < bias.length; i++) sum += bias[i] * bias[i];
  }
  return Math.sqrt(sum);
}

function scale(
  gradient: readonly InvertibleLayer[],
  factor: (layer: number) => number,
): void {
  gradient.forEach(({ weights, bias }, k) => {
    const s = factor(k);
    for (let i = 0; i < weights.length; i++) weights[i] *= s;
    for (let i = 0; i < bias.length; i++) bias[i] *= s;
  });
}

function addScaled(to: Float64Array, s: number, from: Float64Array): void {
  for (let i = 0; i < to.length; i++) to[i] += s * from[i];
}
