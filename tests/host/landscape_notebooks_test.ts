import { assert, assertEquals, assertMatch } from "@std/assert";
import { render } from "./render.ts";

/** A page's words, and its figures' titles. */
async function read(notebook: string, ...set: string[]) {
  const { code, document } = await render(`notebooks/${notebook}.ts`, ...set);
  assertEquals(code, 0);
  assertEquals(document.querySelectorAll(".problem").length, 0);
  return {
    words: document.body.textContent!.replace(/\s+/g, " "),
    titles: [...document.querySelectorAll("figcaption, figure h3")]
      .map((title) => title.textContent!),
    document,
  };
}

/** A number as pages write it: "1.2×10⁻³". */
function numberIn(words: string, pattern: RegExp): number {
  const found = words.match(pattern);
  assert(found, `${pattern} in ${words.slice(0, 2000)}`);
  const superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return Number(
    found[1].replace("×10", "e").replaceAll(/[−⁻]/g, "-")
      .replaceAll(
        /[⁰¹²³⁴⁵⁶⁷⁸⁹]/g,
        (digit) => String(superscripts.indexOf(digit)),
      ),
  );
}

const number = "(−?\\d+(?:\\.\\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)";

Deno.test("landscape shows its planes from above and as surfaces, and a profile below its plane", async () => {
  const { words, document } = await read("landscape");
  assert(document.querySelectorAll("[data-mesh]").length > 0);
  const plane = numberIn(words, RegExp(`loss on the plane is ${number}`));
  const profile = numberIn(words, RegExp(`on the profile it is ${number}`));
  assert(profile < plane / 10, `${profile} and ${plane}`);
  // where the point is, the flow starts; it comes down to what training found
  const start = numberIn(words, RegExp(`where the loss is ${number}`));
  const end = numberIn(words, RegExp(`comes down to ${number}`));
  assert(end < start / 100, `${start} to ${end}`);
});

Deno.test("symmetry: a split changes no loss, is a saddle, and matching takes the barrier away", async () => {
  const { words } = await read("symmetry");
  const differs = numberIn(words, RegExp(`it differs by ${number}`));
  assert(differs < 1e-16, `${differs}`);
  const lowest = numberIn(words, RegExp(`lowest eigenvalue is ${number}`));
  assert(lowest < -1e-5, `${lowest}`);
  assertMatch(words, /The least barrier of all 384 orders and flips/);
  const before = numberIn(words, RegExp(`the barrier is ${number}`));
  const after = numberIn(words, RegExp(`after it ${number}`));
  assert(before > 0.1 && after < 1e-20, `${before} to ${after}`);
});

Deno.test("channels: the detector names the pair and where its loss leads", async () => {
  const { words } = await read("channels");
  assertMatch(words, /Neurons 0 and 1 of layer 1 are in a channel/);
  const loss = numberIn(words, RegExp(`The loss is ${number} where`));
  const limit = numberIn(words, RegExp(`the channel leads to ${number}`));
  assert(limit < loss && limit > 0.9 * loss, `${loss} to ${limit}`);
  const other = await read("channels", "Seed of the start=0");
  assertMatch(other.words, /No channel: the point is a strict minimum/);
});

Deno.test("atlas counts what it found, and shows how one gets there", async () => {
  const { words, document } = await read("atlas", "Starts=40");
  const [, starts, minima, saddles] = words
    .match(/From (\d+) starts: (\d+) minima and (\d+) saddles/)!;
  assertEquals(starts, "40");
  assert(Number(minima) >= 2 && Number(saddles) >= 1);
  const graph = [...document.querySelectorAll("figure")]
    .find((figure) => /Ways down from saddles/.test(figure.textContent!))!;
  // each figure is there at two widths
  const points = graph.querySelector("svg")!
    .querySelectorAll("[data-choice]").length;
  assertEquals(points, Number(minima) + Number(saddles));
});
