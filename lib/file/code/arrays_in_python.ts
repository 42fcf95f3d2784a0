import type { Network } from "../../network/mod.ts";
import type { LayerCode } from "./layers.ts";
import { layersOf, numbersOf } from "./layers.ts";

/** What tells NumPy's code from JAX's, which are alike otherwise. */
export interface PythonLibrary {
  /** Its module's name in the code. */
  readonly module: string;
  /** Lines that import it. */
  readonly imports: string;
  /** Lines that make erf and erfc known. */
  readonly errorFunction: string;
}

/**
 * A network with its weights as Python of an array library: `parameters`, a list
 * of (weights, bias), and `forward(x, parameters)`.
 */
export function pythonCode(
  net: Network,
  θ: ArrayLike<number>,
  { module, imports, errorFunction }: PythonLibrary,
): string {
  const numbers = numbersOf(net, θ);
  const layers = layersOf(net);
  const body = layers.map((layer) =>
    activationFunction(layer, module).replaceAll(/\bm\./g, `${module}.`)
  ).join("");
  const pairs = numbers.map(({ weights, bias }) =>
    `(${module}.array(${weights}), ${
      bias === undefined ? "None" : `${module}.array(${bias})`
    }),\n`
  );
  const steps = layers.map(({ number, bias, isIdentity }) => {
    const sum = `x @ weights.T${bias ? " + bias" : ""}`;
    return `    weights, ${bias ? "bias" : "_"} = parameters[${number - 1}]
    x = ${isIdentity ? sum : `activation${number}(${sum})`}
`;
  });
  return `"""${net.text}: inputs (samples, ${net.inputs}), outputs (samples, ${net.outputs})."""
${imports}
${/\berfc?\(/.test(body) ? `${errorFunction}\n` : ""}
# weights (width, inputs) and bias of each layer
parameters = [
${pairs.join("")}]

${body}
def forward(x, parameters=parameters):
    x = ${module}.asarray(x, dtype=float)
${steps.join("")}    return x
`;
}

function activationFunction(
  { number, activation, isIdentity }: LayerCode,
  module: string,
): string {
  if (isIdentity) return "";
  const name = `\ndef activation${number}(x):\n`;
  if (activation === "softmax") {
    return `${name}    e = m.exp(x - m.max(x, axis=-1, keepdims=True))
    return e / m.sum(e, axis=-1, keepdims=True)

`;
  }
  if (!Array.isArray(activation)) {
    const { python } = activation as { python: string };
    return `${name}    return ${python}\n\n`;
  }
  return `${name}    each = [
${
    activation.map(({ python }) => `        lambda x: ${python},\n`).join("")
  }    ]
    return ${module}.stack([f(x[..., i]) for i, f in enumerate(each)], axis=-1)

`;
}
