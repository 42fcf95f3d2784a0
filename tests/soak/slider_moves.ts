import type { Page } from "playwright-core";
import { randomGenerator } from "../../lib/random/mod.ts";
import { memory, rest, withBrowser, withServer } from "../machine/browser.ts";
import { pick } from "./mutate.ts";
import type { Outcome, Soak } from "./soak.ts";

/** The sliders that are moved, between what, in which steps: small networks. */
const sliders = {
  "range Teacher width": [1, 4, 1],
  "range Student width": [1, 6, 1],
  "range Samples": [10, 200, 10],
} as const;
const start = "#Teacher+width=2&Student+width=3&Samples=50";

/** Between two moves, in ms: a quick drag, a slow one, a look at the result. */
const paces = [0, 8, 16, 40, 100, 400];
/** Moves of one slider in a row, at one pace. */
const drag = 10;

/** Memory may grow by so much, from when the page is warm to the end. */
const growth = 1.2;
/** What is kept of the results of a page, with nothing of it in a document. */
const nodesMore = 500;

interface Move {
  readonly identity: string;
  readonly value: number;
  readonly wait: number;
}

function* anyMoves(seed: number, count: number): Generator<Move> {
  const random = randomGenerator(seed);
  const identities = Object.keys(sliders) as (keyof typeof sliders)[];
  for (let done = 0; done < count; done += drag) {
    const identity = pick(random, identities);
    const wait = pick(random, paces);
    const [least, most, step] = sliders[identity];
    for (let k = 0; k < Math.min(drag, count - done); k++) {
      const value = least + step * random.integer((most - least) / step + 1);
      yield { identity, value, wait };
    }
  }
}

/** Moves sliders as a hand does; resolves when all were moved. */
function moveAll(page: Page, moves: readonly Move[]): Promise<void> {
  return page.evaluate(async (moves) => {
    for (const { identity, value, wait } of moves) {
      const slider = document.querySelector<HTMLInputElement>(
        `[data-identity="${identity}"] input[type=range]`,
      )!;
      slider.value = String(value);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      slider.dispatchEvent(new Event("change", { bubbles: true }));
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }, moves);
}

/** Nodes that stand in the document. */
function attached(page: Page): Promise<number> {
  return page.evaluate(() => {
    const walker = document.createTreeWalker(document);
    let count = 1;
    while (walker.nextNode()) count++;
    return count;
  });
}

/** Moves the sliders of the flagship notebook, and watches its memory. */
export async function moveSliders(
  count: number,
  seed: number,
): Promise<Outcome> {
  const failures: string[] = [];
  let measured = "";
  const moves = [...anyMoves(seed, count)];
  await withServer("notebooks", (address) =>
    withBrowser(async (open) => {
      const page = await open(`${address}notebooks/teacher_student${start}`);
      await rest(page);
      const look = async () => {
        await rest(page);
        const found = await memory(page);
        return { ...found, detached: found.nodes - await attached(page) };
      };
      // warm: every picture was drawn, code is compiled
      const parts = [0, 0.1, 0.55, 1].map((share) => Math.round(share * count));
      const seen = [];
      for (let k = 1; k < parts.length; k++) {
        await moveAll(page, moves.slice(parts[k - 1], parts[k]));
        seen.push(await look());
      }
      const [early, middle, late] = seen;
      const heaps = seen.map(({ megabytes }) => megabytes.toFixed(1));
      const loose = seen.map(({ detached }) => detached);
      measured = `heap ${heaps.join(", ")} MB; detached nodes ${
        loose.join(", ")
      }; workers ${late.workers}`;
      for (const [when, found] of Object.entries({ middle, late })) {
        if (found.megabytes > growth * early.megabytes) {
          failures.push(`the heap grew: ${measured}, ${when}, seed ${seed}`);
        }
        if (found.detached > early.detached + nodesMore) {
          failures.push(`nodes were left: ${measured}, ${when}, seed ${seed}`);
        }
      }
      if (late.workers > early.workers) {
        failures.push(`workers were left: ${measured}, seed ${seed}`);
      }
      const state = await page.locator("#page").getAttribute("data-state");
      if (state !== "done") failures.push(`the page is ${state}, seed ${seed}`);
      const last = new Map(moves.map((move) => [move.identity, move.value]));
      for (const [identity, value] of last) {
        const shown = await page.locator(
          `[data-identity="${identity}"] input[type=range]`,
        ).inputValue();
        if (Number(shown) !== value) {
          failures.push(`${identity} is ${shown}, not ${value}, seed ${seed}`);
        }
      }
    })).catch((error) => failures.push(`${error}, seed ${seed}`));
  return { count, failures, measured };
}

/** Three thousand moves in one page. */
export const sliderSoak: Soak = {
  name: "slider moves",
  unit: "moves",
  whole: 3000,
  part: 3000,
  run: moveSliders,
};
