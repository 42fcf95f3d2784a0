/**
 * The flagship notebook in a browser: milliseconds from the slider's move to
 * the first new picture and to the last one.
 */
import type { Page } from "playwright-core";
import { rest, withBrowser, withServer } from "../tests/machine/browser.ts";

/** Each once anew, then among those whose results are kept. */
const widths = [6, 7, 8, 9, ...Array.from({ length: 20 }, (_, k) => 5 + k % 5)];

/** Moves the slider and waits until no picture has changed for half a second. */
function move(page: Page, width: number): Promise<[number, number]> {
  return page.evaluate((width) => {
    const slider = document.querySelector<HTMLInputElement>(
      '[data-identity="range Student width"] input[type=range]',
    )!;
    const times: number[] = [];
    const began = performance.now();
    const observer = new MutationObserver(() =>
      // when the frame that shows it is drawn
      requestAnimationFrame(() => times.push(performance.now() - began))
    );
    for (const picture of document.querySelectorAll(".block.figure .picture")) {
      observer.observe(picture, { childList: true });
    }
    slider.value = String(width);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    return new Promise<[number, number]>((resolve) => {
      const look = setInterval(() => {
        const running = document.getElementById("page")!.dataset.state ===
          "running";
        const quiet = performance.now() - began - (times.at(-1) ?? Infinity);
        if (running || !(quiet > 500)) return;
        clearInterval(look);
        observer.disconnect();
        resolve([times[0], times.at(-1)!]);
      }, 20);
    });
  }, width);
}

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[values.length >> 1];

await withServer("notebooks", (address) =>
  withBrowser(async (open) => {
    const page = await open(`${address}notebooks/teacher_student`);
    await rest(page);
    const seen = new Set<number>([5]);
    const rows: { kept: boolean; times: [number, number] }[] = [];
    for (const width of widths) {
      rows.push({ kept: seen.has(width), times: await move(page, width) });
      seen.add(width);
    }
    for (const kept of [false, true]) {
      const some = rows.filter((row) => row.kept === kept);
      const [first, last] = [0, 1].map((k) =>
        some.map(({ times }) => times[k])
      );
      // deno-lint-ignore no-console
      console.log(
        `${kept ? "kept results" : "trained anew"}: first picture ${
          median(first).toFixed(0)
        } ms (least ${Math.min(...first).toFixed(0)}), last ${
          median(last).toFixed(0)
        } ms (least ${Math.min(...last).toFixed(0)})`,
      );
    }
  }));
