import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { bindControls, controlHtml } from "../../lib/host/controls.ts";
import type { ControlSettings, InputView } from "../../lib/notebook/mod.ts";

function view(settings: ControlSettings, text: string): InputView {
  return {
    kind: "input",
    label: `A "label" <b>`,
    settings: () => settings,
    currentText: () => text,
    fromText: (text) => text,
  };
}

const kinds: readonly [ControlSettings, string][] = [
  [{ control: "range", min: 1, max: 9, step: 2 }, "3"],
  [{ control: "number" }, "0.1"],
  [{ control: "text" }, `"><script>`],
  [{ control: "toggle" }, "true"],
  [{ control: "choice", options: ["a", "<i>"] }, "<i>"],
  [{ control: "choices", options: ["a", `"b`] }, `"b`],
  [{ control: "file", accept: ".csv" }, "iris.csv"],
];

/** All kinds on one page, and what they send. */
function page() {
  const { document, Event } = parseHTML(
    `<!DOCTYPE html><html><body>${
      kinds.map(([settings, text], i) =>
        controlHtml(`"key ${i}"`, view(settings, text))
      ).join("")
    }</body>`,
  );
  const sent: [string, string][] = [];
  bindControls(document, (key, text) => sent.push([key, text]));
  return { document, Event, sent };
}

Deno.test("controlHtml escapes labels, values and options", () => {
  const { document } = page();
  assertEquals(document.querySelectorAll("script, b, i").length, 0);
  assertEquals(
    document.querySelector("input[type=text]")!.getAttribute("value"),
    `"><script>`,
  );
  assertEquals(
    [...document.querySelectorAll("[data-cell]")].map((control) =>
      control.getAttribute("data-cell")
    ),
    kinds.map((_, i) => `"key ${i}"`),
  );
});

Deno.test("controlHtml labels every control with an id of its own", () => {
  const { document } = page();
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  assertEquals(new Set(ids).size, ids.length);
  for (const input of document.querySelectorAll("input, select")) {
    const named = input.getAttribute("aria-label") !== null ||
      input.parentElement!.localName === "label" ||
      document.querySelector(`label[for=${input.id}]`) !== null;
    assert(named, input.outerHTML);
  }
});

Deno.test("controlHtml marks what is chosen", () => {
  const { document } = page();
  assertEquals(document.querySelector("option[selected]")!.textContent, "<i>");
  assertEquals(
    document.querySelector("fieldset [checked]")!.getAttribute("value"),
    `"b`,
  );
});

Deno.test("bindControls keeps slider and number box in step", () => {
  const { document, Event, sent } = page();
  const [slider, box] = document.querySelectorAll<HTMLInputElement>(
    "[data-control=range] input",
  );
  slider.value = "5";
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  assertEquals(box.value, "5");
  box.value = "100";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  assertEquals(slider.value, "100");
  assertEquals(sent, [[`"key 0"`, "5"], [`"key 0"`, "100"]]);
});

Deno.test("bindControls sends check boxes as lines", () => {
  const { document, Event, sent } = page();
  const boxes = document.querySelectorAll<HTMLInputElement>("fieldset input");
  for (const box of boxes) box.checked = true; // linkedom has attributes only
  boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
  assertEquals(sent, [[`"key 5"`, `a\n"b`]]);
});

Deno.test("bindControls sends a picked file as name and text", async () => {
  const { document, Event, sent } = page();
  const picker = document.querySelector<HTMLInputElement>("[type=file]")!;
  Object.defineProperty(picker, "files", {
    value: [new File(["a,b\n1,2"], "own.csv")],
  });
  picker.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(sent, [[`"key 6"`, `{"name":"own.csv","text":"a,b\\n1,2"}`]]);
  assertStringIncludes(document.body.innerHTML, "own.csv");
});

Deno.test("bindControls stands alone: its source can be sent elsewhere", () => {
  const { document, Event } = page();
  const sent: string[] = [];
  const copy = new Function(`return ${bindControls.toString()}`)();
  copy(document, (key: string, text: string) => sent.push(key, text));
  const select = document.querySelector("select")!;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  assertEquals(sent.length, 2);
});
