import { assertEquals } from "@std/assert";
import { figureToSvg } from "../../lib/figure/mod.ts";
import { makeGallery } from "../figure/gallery.ts";
import { withBrowser } from "./browser.ts";

const widths = [300, 480, 900];

/** Which words of a picture leave it, lie on each other, or on a dot. */
interface Faults {
  readonly name: string;
  readonly faults: readonly string[];
}

Deno.test("words in figures stand inside, and on nothing else", async (t) => {
  const pictures: string[] = [];
  for (const [name, figure] of Object.entries(makeGallery())) {
    for (const width of widths) {
      const svg = await figureToSvg(figure, { width });
      pictures.push(
        `<div data-name="${name} at ${width}" style="width:${width}px">${svg}</div>`,
      );
    }
  }
  await withBrowser(async (open) => {
    const page = await open("about:blank");
    await page.setContent(`<!DOCTYPE html>${pictures.join("")}`);
    const found = await page.evaluate(findFaults);
    for (const { name, faults } of found) {
      await t.step(name, () => assertEquals(faults, []));
    }
  });
});

/** Runs in the page, which knows how wide words are. */
function findFaults(): Faults[] {
  return Array.from(
    document.querySelectorAll<HTMLElement>("[data-name]"),
    (place) => {
      const svg = place.querySelector("svg")!;
      const frame = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll("text")]
        .filter((text) => text.textContent!.trim() !== "")
        .map((text) => ({
          words: text.textContent!,
          box: text.getBoundingClientRect(),
        }));
      const faults: string[] = [];
      for (const { words, box } of texts) {
        const beyond = Math.max(
          frame.left - box.left,
          frame.top - box.top,
          box.right - frame.right,
          box.bottom - frame.bottom,
        );
        if (beyond > 1) {
          faults.push(`"${words}" leaves by ${beyond.toFixed(1)}`);
        }
      }
      texts.forEach((a, i) =>
        texts.slice(i + 1).forEach((b) => {
          const across = Math.min(a.box.right, b.box.right) -
            Math.max(a.box.left, b.box.left);
          const upward = Math.min(a.box.bottom, b.box.bottom) -
            Math.max(a.box.top, b.box.top);
          // lines of text touch, words on a line are as far apart as in a sentence
          if (across > -2 && upward > 4) {
            faults.push(`"${a.words}" lies on "${b.words}"`);
          }
        })
      );
      const isSpectrum = place.dataset.name!.startsWith("spectrum");
      for (const dot of svg.querySelectorAll("[aria-label=dot] > *")) {
        if (!isSpectrum) break; // others write over what is not read alone
        const { left, right, top, bottom } = dot.getBoundingClientRect();
        for (const { words, box } of texts) {
          // lines are less high than their boxes
          if (
            Math.min(right, box.right) - Math.max(left, box.left) > 0 &&
            Math.min(bottom, box.bottom - 2) - Math.max(top, box.top + 2) > 0 &&
            !words.startsWith("10") // a tick may stand beside the first dot
          ) faults.push(`"${words}" lies on a dot`);
        }
      }
      return { name: place.dataset.name!, faults };
    },
  );
}
