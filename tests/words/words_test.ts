import { assert, assertEquals } from "@std/assert";
import { statusSentences } from "../../lib/status.ts";
import { wordsOf, wordsSaid } from "./collect.ts";

// what was read, and judged: the file says how
const table = await Deno.readTextFile(new URL("judged.txt", import.meta.url));
const [, refusals, others, endings, parts, none] = table.split(/^## .*$/m).map((
  section,
) => section.split("\n").filter((line) => line !== ""));
const reasons = others.map((line) => line.split(" | "));

Deno.test("all that the library says in words was read and judged", async () => {
  const said = await wordsSaid();
  const whole = [...refusals, ...reasons.map(([text]) => text), ...endings];
  const judged = new Set([...whole, ...parts, ...none]);
  assertEquals(
    said.filter(({ text, isWhole }) =>
      isWhole ? !whole.includes(text) : !judged.has(text)
    ),
    [],
    "not in tests/words/judged.txt: read them as who meets them would",
  );
  const texts = new Set(said.map(({ text }) => text));
  assertEquals([...judged].filter((text) => !texts.has(text)), [], "not said");
  assertEquals(whole.length + parts.length + none.length, judged.size);
});

Deno.test("a text is found whole, however it is put together", () => {
  const found = wordsOf(
    "egg.ts",
    `
    const act = "boil the egg";
    function requireFrom(name: string, value: number, least: number) {
      if (value < least) {
        throw new RangeError(
          \`Cannot \${act}: \${name} is \${value}, \` +
            \`expected a number from \${least} on\`,
        );
      }
    }
    requireFrom("water", liters, 1);
    throw new Error(isHot ? "it is far too hot" : words);
    throw new Error(answer);
    const page = \`<p>Put an egg into it</p>\`;
  `,
  );
  assertEquals([...found].sort(), [
    "Cannot boil the egg: water is …, expected a number from … on",
    "Cannot boil the egg: … is …, expected a number from … on",
    "Put an egg into it",
    "boil the egg",
    "it is far too hot",
    "… that egg.ts passes on",
  ]);
});

Deno.test("refusals say what was found and what is expected, in one form", () => {
  for (const text of refusals) {
    const [found, expected] = text.split(", expected ");
    assert(expected?.length > 0 && found.length > 0, text);
    if (text.startsWith("Cannot ")) {
      assert(/^Cannot (?:\S+ .*|…)\S/.test(found), text);
    }
    assert(!/[.!]$/.test(text), `a full stop: ${text}`);
  }
  for (const [text, reason] of reasons) assert(reason?.length > 3, text);
});

Deno.test("how a computation ended is a sentence, with a cure where it failed", () => {
  for (const [status, text] of Object.entries(statusSentences)) {
    assert(/^[A-Z].*\.$/.test(text), text);
    const isFine = /^(?:running|completed|converged|aborted)$/.test(status);
    if (!isFine) assert(text.includes(";"), text);
  }
});
