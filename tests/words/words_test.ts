import { assert, assertEquals } from "@std/assert";
import { statusSentences } from "../../lib/status.ts";
import { sentences } from "./collect.ts";

// what was read, and judged: the file says how
const table = await Deno.readTextFile(new URL("judged.txt", import.meta.url));
const [, refusals, others, endings] = table.split(/^## .*$/m).map((section) =>
  section.split("\n").filter((line) => line !== "")
);
const reasons = others.map((line) => line.split(" | "));

Deno.test("every sentence that the library can say was read and judged", async () => {
  const said = new Set((await sentences()).map(({ text }) => text));
  const judged = [...refusals, ...reasons.map(([text]) => text), ...endings];
  assertEquals(
    [...said].filter((text) => !judged.includes(text)),
    [],
    "not in tests/words/judged.txt: read them as who meets them would",
  );
  assertEquals(judged.filter((text) => !said.has(text)), [], "not said");
  assertEquals(new Set(judged).size, judged.length);
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
