/**
 * Looking through 100 000 runs in a browser: milliseconds of the page's main
 * thread for each frame, with style, layout and paint, while the axes zoom, while
 * they move and while a selection is drawn; and for showing the runs at first.
 * Frames are 16.7 ms apart at 60 a second.
 */
import type { Page } from "playwright-core";
import { withBrowser } from "../tests/machine/browser.ts";
import { openExplorer } from "../tests/machine/explorer.ts";
import { mainThread } from "./main_thread.ts";

const frames = 90;
const rounds = 3;

/** Gestures of so many frames, each with another place of the pointer. */
async function gesture(page: Page, kind: string): Promise<void> {
  await page.evaluate(async ({ kind, frames }) => {
    const ground = document.querySelector("[data-ground]")!;
    const { left, top } = ground.getBoundingClientRect();
    const at = (i: number) => ({
      bubbles: true,
      cancelable: true,
      clientX: left + 100 + i,
      clientY: top + 80 + i / 2,
    });
    const pointer = (type: string, i: number) =>
      new PointerEvent(type, {
        ...at(i),
        shiftKey: kind === "move",
        buttons: 1,
      });
    if (kind !== "zoom") ground.dispatchEvent(pointer("pointerdown", 0));
    for (let i = 1; i <= frames; i++) {
      const deltaY = i <= frames / 2 ? -20 : 20;
      ground.dispatchEvent(
        kind === "zoom"
          ? new WheelEvent("wheel", { ...at(0), ctrlKey: true, deltaY })
          : pointer("pointermove", i),
      );
      await new Promise(requestAnimationFrame);
    }
    if (kind !== "zoom") ground.dispatchEvent(pointer("pointerup", frames));
  }, { kind, frames });
}

await withBrowser(async (open) => {
  const table: Record<string, Record<string, number>> = {};
  for (const count of [2100, 100_000]) {
    const row: Record<string, number> = table[`${count} runs`] = {};
    const keep = (name: string, time: number) =>
      row[name] = Number(Math.min(row[name] ?? Infinity, time).toFixed(1));
    for (let round = 0; round < rounds; round++) {
      const page = await open("about:blank");
      const explorer = await openExplorer(page);
      await explorer.make(count);
      const worked = await mainThread(page);
      let before = await worked();
      await explorer.show();
      keep("first, ms", await worked() - before);
      for (const kind of ["zoom", "move", "select"]) {
        before = await worked();
        await gesture(page, kind);
        keep(`${kind}, ms a frame`, (await worked() - before) / frames);
      }
      await page.close();
    }
  }
  // deno-lint-ignore no-console
  console.table(table);
});
