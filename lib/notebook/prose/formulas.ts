import { markHole } from "./prose.ts";

/** A formula in TeX, in a line of text or on a line of its own. */
export interface Formula {
  readonly tex: string;
  readonly display: boolean;
}

/** KaTeX refuses private-use characters; inside \text it takes this one. */
const mark = "\uFFFC";

/**
 * Formulas as MathML, which browsers draw without fonts or styles of ours, and
 * screen readers read. Holes become text in the formula: a value is never TeX.
 *
 * @throws {SyntaxError} If KaTeX cannot read a formula; the message points at it.
 */
export async function typeset(
  formulas: readonly Formula[],
): Promise<readonly string[]> {
  const { default: katex } = await import("katex");
  return formulas.map(({ tex, display }) => {
    const marked = tex.replace(
      /\uE000(\d+)\uE001/g,
      `{\\text{${mark}$1${mark}}}`,
    );
    try {
      const math = katex.renderToString(marked, {
        output: "mathml",
        displayMode: display,
        strict: false,
      });
      const html = math
        // the TeX once more, in which a value's markup would end the formula
        .replace(/<annotation[\s\S]*?<\/annotation>/, "")
        .replace(
          new RegExp(`${mark}(\\d+)${mark}`, "g"),
          (_, i) => markHole(Number(i)),
        );
      return display ? `<div class="formula">${html}</div>` : html;
    } catch (error) {
      const { message } = error as Error;
      throw new SyntaxError(
        `Cannot typeset the formula: ${message.replaceAll(mark, "")}`,
      );
    }
  });
}
