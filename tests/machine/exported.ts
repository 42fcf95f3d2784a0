import {
  assert,
  assertEquals,
  assertLess,
  assertLessOrEqual,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { exportNotebook } from "../../lib/host/commands/export.ts";
import { closeWorkers } from "../../lib/job/mod.ts";
import type { Page } from "playwright-core";
import { layoutShift, rest, withBrowser } from "./browser.ts";
import { embeddedIds } from "../../lib/host/page/embedded.ts";
import { heightAt, type Rooms } from "../../lib/host/room.ts";
import { readRooms } from "../../lib/host/server/notebook_files.ts";
import { seedOfToday } from "../soak/soak.ts";
import { findFaults } from "./faults.ts";
import {
  notebooks,
  type TestedNotebook,
  withShortNotebook,
} from "./notebooks.ts";

const turn = seedOfToday();

/** Files among which the notebooks are dealt, so that they run side by side. */
const parts = 3;

/** Tests every third notebook, from one of the first three on, as a live file. */
export function testExports(first: 0 | 1 | 2): void {
  Deno.test("exported notebooks are live when opened from disk", async (t) => {
    const folder = await Deno.makeTempDir();
    await withBrowser(async (open) => {
      for (const [n, notebook] of notebooks.entries()) {
        if (n % parts !== first) continue;
        await t.step(
          notebook.source,
          () => isLive(open, folder, notebook, n),
        );
      }
    });
  });
}

async function isLive(
  open: (url: string, options: object) => Promise<Page>,
  folder: string,
  notebook: TestedNotebook,
  n: number,
): Promise<void> {
  const { source, figures, bytes, shift, startsJobs } = notebook;
  const { html, ok } = await withShortNotebook(notebook, exportNotebook);
  closeWorkers();
  assert(ok);
  assertLess(new Blob([html]).size, bytes);
  assertEquals(
    spansOf(await recordedRooms(source)),
    spansOf(roomsIn(html)),
    "the rooms beside its picture are others: deno task thumbnails",
  );
  const file = `${folder}/${source.replace(/^.*\//, "")}.html`;
  await Deno.writeTextFile(file, html);
  const page = await open(`file://${file}`, { offline: true });
  await rest(page);
  const state = () => page.locator("#page").getAttribute("data-state");
  assertEquals(await state(), "done");
  const { score, moves } = await layoutShift(page);
  assertLessOrEqual(score, shift, JSON.stringify(moves.slice(0, 8)));
  assertEquals(moves.filter(({ by }) => by > 4), []);
  assert(page.workers().length > 0, "no worker");
  const pictures = () =>
    page.locator(".picture").evaluateAll((pictures) =>
      pictures.map(({ innerHTML }) => innerHTML).filter((svg) => svg !== "")
    );
  const before = await pictures();
  assert(before.length >= figures, `${before.length} pictures`);
  await page.locator("input[type=range]").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(100);
  await rest(page);
  assertEquals(await state(), "done");
  assertNotEquals(await pictures(), before);
  // What a job computed once is kept, from one opening to the next; not always
  // where the page is left in the moment that it was computed.
  const times = () => page.locator(".run .time").allInnerTexts();
  for (let turn = 0; turn < 3; turn++) {
    await page.reload();
    await rest(page);
    if (!startsJobs || `${await times()}`.includes("from cache")) break;
  }
  if (startsJobs) assertStringIncludes(`${await times()}`, "from cache");
  // Every notebook in both themes and at both widths; which go together takes
  // turns, from day to day.
  const [light, dark] = ["light", "dark"] as const;
  for (const isWide of [true, false]) {
    const colorScheme = ((n + turn) % 2 === 0) === isWide ? light : dark;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: isWide ? 1280 : 390, height: 844 });
    await rest(page);
    let faults = await findFaults(page);
    if (faults.length > 0) {
      // what came into view meanwhile ran, and what it replaces was faint
      await rest(page);
      faults = await findFaults(page);
    }
    assertEquals(faults, []);
  }
  await page.context().close();
}

/** The room that figures take in a live file. */
function roomsIn(html: string): Rooms {
  const [, rooms] = html.match(
    new RegExp(`id="${embeddedIds.rooms}">(.*?)</script>`, "s"),
  )!;
  return JSON.parse(rooms);
}

/** What the notebook brings for pages that are served. */
async function recordedRooms(source: string): Promise<Rooms> {
  const [, folder, name] = source.match(/^(.*)\/(\w+)\.ts$/)!;
  return await readRooms(folder, name);
}

/** Of figures: their span, and their heights in a column and in a row. */
function spansOf(rooms: Rooms): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    Object.entries(rooms).flatMap(([key, room]) =>
      room === null || !("span" in room)
        ? []
        : [[key, [room.span, heightAt(room, 460), heightAt(room, 960)]]]
    ),
  );
}
