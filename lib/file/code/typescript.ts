import type { Network } from "../../network/mod.ts";
import { type LayerCode, layersOf, numbersOf } from "./layers.ts";

/**
 * A network with its weights as TypeScript that needs no library (but
 * `@stdlib/math-base-special-erfc` for gelu, normalCdf and sigmoid2): an export
 * `forward` of one sample's inputs, which gives its outputs.
 *
 * @throws {TypeError} If an argument is of another type, or an activation is
 * functions of your own.
 * @throws {RangeError} If θ does not have p entries, or one is not finite.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { initialize, mlp, typescriptCode } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const code = typescriptCode(net, initialize(net, { seed: 1 }));
 * assert(code.includes("Math.tanh"));
 * ```
 */
export function typescriptCode(net: Network, θ: ArrayLike<number>): string {
  const numbers = numbersOf(net, θ);
  const layers = layersOf(net).map((layer, i) => {
    const { weights, bias } = numbers[i];
    return `  {
    weights: ${weights},
    bias: ${bias ?? "undefined"},
    activation: ${activationCode(layer)},
  },
`;
  }).join("");
  return `/** ${net.text} */
${
    /\berfc\(/.test(layers)
      ? 'import erfc from "@stdlib/math-base-special-erfc";\n'
      : ""
  }
interface Layer {
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[] | undefined;
  /** Of all sums of the layer. */
  readonly activation: (sums: readonly number[]) => readonly number[];
}

const layers: readonly Layer[] = [
${layers}];

/** The ${net.outputs} outputs for ${net.inputs} inputs. */
export function forward(inputs: readonly number[]): readonly number[] {
  return layers.reduce((x, { weights, bias, activation }) =>
    activation(weights.map((row, i) =>
      row.reduce((sum, w, j) => sum + w * x[j], bias?.[i] ?? 0)
    )), inputs);
}
`;
}

function activationCode({ activation }: LayerCode): string {
  if (activation === "softmax") {
    return `(sums) => {
      const largest = Math.max(...sums);
      const e = sums.map((x) => Math.exp(x - largest));
      const total = e.reduce((sum, x) => sum + x, 0);
      return e.map((x) => x / total);
    }`;
  }
  if (!Array.isArray(activation)) {
    const { typescript } = activation as { typescript: string };
    return `(sums) => sums.map((x) => ${typescript})`;
  }
  const each = activation.map(({ typescript }) =>
    `        (x: number) => ${typescript},\n`
  );
  return `(sums) => {
      const each = [
${each.join("")}      ];
      return sums.map((x, i) => each[i](x));
    }`;
}
