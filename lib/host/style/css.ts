/** Marks a section of a style sheet, which `deno fmt` then formats. */
export const css: (text: TemplateStringsArray) => string = String.raw;
