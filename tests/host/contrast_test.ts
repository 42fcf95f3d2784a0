import { assert, assertEquals } from "@std/assert";
import { fileStyle } from "../../lib/host/style/file_style.ts";
import { pageStyle } from "../../lib/host/style/page_style.ts";

/** Colors by name, as the two schemes have them. */
function readColors(style: string): Map<string, readonly [string, string]> {
  const pattern = /--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g;
  return new Map(
    [...style.matchAll(pattern)].map(([, name, light, dark]) =>
      [name, [light, dark]] as const
    ),
  );
}

/** WCAG 2.2, relative luminance of an sRGB color. */
function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

Deno.test("contrast: black on white is 21, and equal colors 1", () => {
  assertEquals(contrast("#000000", "#ffffff"), 21);
  assertEquals(contrast("#3355bb", "#3355bb"), 1);
});

/** Least contrast (WCAG 1.4.3 and 1.4.11), what stands out, and from what. */
const needed: readonly [number, string, string][] = [
  ...["ink", "muted", "accent", "problem"].flatMap((text) =>
    ["surface", "panel"].map((ground): [number, string, string] => [
      4.5,
      text,
      ground,
    ])
  ),
  [4.5, "ink", "problem-ground"],
  [4.5, "muted", "problem-ground"],
  [3, "problem", "problem-ground"],
  [3, "edge", "surface"],
  [3, "edge", "panel"],
];

for (
  const [where, style] of [["page", pageStyle], ["rendered file", fileStyle]]
) {
  const colors = readColors(style);
  for (const [scheme, name] of ["light", "dark"].entries()) {
    Deno.test(`texts and edges of a ${where} stand out, ${name}`, () => {
      assert(colors.size >= 8);
      for (const [least, text, ground] of needed) {
        const [a, b] = [colors.get(text), colors.get(ground)];
        const found = contrast(a![scheme], b![scheme]);
        assert(
          found >= least,
          `${text} on ${ground}: ${found.toFixed(2)}, expected ${least}`,
        );
      }
    });
  }
}
