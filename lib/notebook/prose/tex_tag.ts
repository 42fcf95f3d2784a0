import type { Cell } from "../../cell/mod.ts";
import { typeset } from "./formulas.ts";
import { defineProse, markHoles, type Prose, typed } from "./prose.ts";

/**
 * A formula on a line of its own: tex`\dot\theta = -\nabla L(\theta)`. Values
 * in it are live, and always text: tex`L = ${fit.at((fit) => fit.loss)}`.
 *
 * @example Usage
 * ```ts
 * import { range, tex } from "@thalweg/thalweg";
 *
 * const rate = range`Rate ${{ min: 0, max: 1, value: 0.1 }}`;
 * tex`\theta \leftarrow \theta - ${rate} \nabla L`;
 * ```
 */
export function tex(
  strings: TemplateStringsArray,
  ...parts: readonly unknown[]
): Cell<Prose> {
  return defineProse("tex", strings, parts, async () => {
    const formula = { tex: markHoles(typed(strings)), display: true };
    const [html] = await typeset([formula]);
    return html;
  });
}
