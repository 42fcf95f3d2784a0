/**
 * The flagship notebook in a browser: milliseconds from the slider's move to
 * the first new picture and to the last one, and how many of them the page's
 * main thread was at work, which is what other work on the machine leaves as
 * it is.
 */
import type { Page } from "playwright-core";
import { rest, withBrowser, withServer } from "../tests/machine/browser.ts";
import { mainThread } from "./main_thread.ts";

/** Each once anew, then among those whose results are kept. */
const widths = [6, 7, 8, 9, ...Array.from({ length: 20 }, (_, k) => 5 + k % 5)];
const fresh = 4;

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
      }, 50);
    });
  }, width);
}

await withServer("notebooks", (address) =>
  withBrowser(async (open) => {
    const page = await open(`${address}notebooks/teacher_student`);
    await rest(page);
    const worked = await mainThread(page);
    const rows = [];
    for (const width of widths) {
      const before = await worked();
      const [first, last] = await move(page, width);
      rows.push({ first, last, work: await worked() - before });
    }
    const table = Object.fromEntries(
      Object.entries({
        "trained anew": rows.slice(0, fresh),
        "kept results": rows.slice(fresh),
      }).map(([name, rows]) => [name, {
        "first picture": summary(rows.map(({ first }) => first)),
        "last picture": summary(rows.map(({ last }) => last)),
        "work": summary(rows.map(({ work }) => work)),
      }]),
    );
    // deno-lint-ignore no-console
    console.table(table);
  }));

/** The median, and the least. */
function summary(values: readonly number[]): string {
  const sorted = values.map(Math.round).sort((a, b) => a - b);
  return `${sorted[sorted.length >> 1]} (${sorted[0]})`;
}
