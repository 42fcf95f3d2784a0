import { activationText } from "./activation.ts";
import type { NetworkSpecification } from "./network.ts";

/**
 * The text form of a network: "2 → 5 tanh → 1". Identity is left unsaid, since
 * it is the default; `parseNetwork` reads the text back.
 */
export function networkText(specification: NetworkSpecification): string {
  const layers = specification.layers.map((layer) => {
    const { width, activation = "identity", bias = true } = layer;
    const noBias = bias ? "" : " no bias";
    if (Array.isArray(activation)) {
      return `[${activation.map(activationText).join(", ")}]${noBias}`;
    }
    const text = activationText(activation as string);
    return `${width}${text === "identity" ? "" : ` ${text}`}${noBias}`;
  });
  return [specification.inputs, ...layers].join(" → ");
}
