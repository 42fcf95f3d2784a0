import type { Network } from "../../network/mod.ts";
import { aNetwork, checkArguments } from "../../options/mod.ts";
import { type LayerCode, layersOf, numbersOf } from "./layers.ts";

/**
 * A network as Python of PyTorch: `model`, an nn.Sequential in double precision,
 * into which the state_dict that `parametersTo(net, θ, "pt")` writes fits; with
 * its weights, where θ is given.
 *
 * @throws {TypeError} If an argument is of another type, or an activation is
 * functions of your own.
 * @throws {RangeError} If θ does not have p entries, or one is not finite.
 *
 * @example Usage
 * ```ts
 * import { assertStringIncludes } from "@std/assert";
 * import { network, torchCode } from "@thalweg/thalweg";
 *
 * const net = network({
 *   inputs: 2,
 *   layers: [{ width: 5, activation: "tanh" }, { width: 1 }],
 * });
 * assertStringIncludes(torchCode(net), "nn.Linear(2, 5),\n    nn.Tanh(),");
 * ```
 */
export function torchCode(net: Network, θ?: ArrayLike<number>): string {
  checkArguments("write the network as code", { network: net }, {
    network: aNetwork,
  });
  const layers = layersOf(net);
  const classes = layers.map(activationClass).join("");
  const modules = layers.map((layer) => {
    const { width, fanIn, bias, isIdentity } = layer;
    const linear = `nn.Linear(${fanIn}, ${width}${bias ? "" : ", bias=False"})`;
    const lines = isIdentity ? [linear] : [linear, activationModule(layer)];
    return lines.map((line) => `    ${line},\n`).join("");
  });
  return `"""${net.text}: inputs (samples, ${net.inputs}), outputs (samples, ${net.outputs})."""
import torch
from torch import nn
${/\berfc?\(/.test(classes) ? "from torch import erf, erfc\n" : ""}
${classes.replaceAll(/\bm\./g, "torch.")}
model = nn.Sequential(
${modules.join("")}).double()
${θ === undefined ? "" : weightsCode(net, θ)}`;
}

function activationModule({ number, activation }: LayerCode): string {
  if (activation === "softmax") return "nn.Softmax(dim=-1)";
  return "torch" in activation && activation.torch !== undefined
    ? activation.torch
    : `Activation${number}()`;
}

/** A module for what PyTorch has none of, or for neurons that differ. */
function activationClass(layer: LayerCode): string {
  const { activation, number } = layer;
  if (layer.isIdentity || !activationModule(layer).startsWith("Activation")) {
    return "";
  }
  const each = [activation].flat() as { python: string }[];
  const body = Array.isArray(activation)
    ? `        each = [
${
      each.map(({ python }) => `            lambda x: ${python},\n`).join("")
    }        ]
        return torch.stack([f(x[..., i]) for i, f in enumerate(each)], dim=-1)`
    : `        return ${each[0].python}`;
  return `
class Activation${number}(nn.Module):
    def forward(self, x):
${body}

`;
}

function weightsCode(net: Network, θ: ArrayLike<number>): string {
  const layers = numbersOf(net, θ);
  const linear =
    "[module for module in model if isinstance(module, nn.Linear)]";
  const copies = layers.flatMap(({ weights, bias }, i) => [
    `    linear[${i}].weight.copy_(torch.tensor(${weights}, dtype=torch.double))\n`,
    ...bias === undefined ? [] : [
      `    linear[${i}].bias.copy_(torch.tensor(${bias}, dtype=torch.double))\n`,
    ],
  ]);
  return `
linear = ${linear}
with torch.no_grad():
${copies.join("")}`;
}
