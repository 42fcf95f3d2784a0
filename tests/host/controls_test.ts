import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import {
  type ControlKit,
  controlKit,
} from "../../lib/host/controls/control_kit.ts";
import { controlHtml } from "../../lib/host/controls/control_html.ts";
import { handleKit } from "../../lib/host/controls/handle_kit.ts";
import type { ControlSettings, InputView } from "../../lib/notebook/mod.ts";

function view(settings: ControlSettings, text: string): InputView {
  return {
    kind: "input",
    label: `A "label" <b>`,
    settings: () => settings,
    currentText: () => text,
    chosen: () => false,
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
  [{ control: "seed" }, "7"],
  [
    { control: "range", min: 1, max: 10, step: 1, stops: [1, 2, 5, 10] },
    "5",
  ],
  [
    { control: "scrubber", min: 0, max: 9, step: 0, stops: [0, 1.23456, 9] },
    "1.23456",
  ],
  [
    {
      control: "table",
      columns: [{ name: "x<", kind: "number" }, { name: "y", kind: "text" }],
    },
    `[["1","a"],["2","\\"><b>"]]`,
  ],
  [{ control: "point" }, "0.5 -2"],
  [
    {
      control: "scrubber",
      min: 0,
      max: 9,
      step: 0,
      stops: [0, 1.5, 9],
      names: ["t = 0", `<i>"half"`, "iteration 1"],
    },
    "9",
  ],
];

/** All kinds on one page, and what they send. */
function page(kit: ControlKit = controlKit()) {
  const { document, Event } = parseHTML(
    `<!DOCTYPE html><html><body>${
      kinds.map(([settings, text], i) =>
        controlHtml(`"key ${i}"`, view(settings, text))
      ).join("")
    }</body>`,
  );
  const sent: [string, string][] = [];
  kit.bind(document, (key, text) => sent.push([key, text]));
  const control = (i: number) =>
    document.querySelectorAll(".thalweg-control")[i];
  const change = (input: Element, value: string) => {
    (input as HTMLInputElement).value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const click = (button: Element) =>
    button.dispatchEvent(new Event("click", { bubbles: true }));
  // What is not in linkedom: nothing has the focus.
  Object.assign(globalThis, { document: { activeElement: null } });
  return { document, Event, sent, control, change, click, kit };
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

Deno.test("a slider of named values says the name of the chosen one, in place of a number", () => {
  const { control, change, sent, kit } = page();
  const named = control(12);
  const [slider, ...others] = named.querySelectorAll("input");
  const said = () => [
    named.querySelector("output")!.textContent,
    slider.getAttribute("aria-valuetext"),
  ];
  assertEquals(others, []);
  assertEquals(said(), ["iteration 1", "iteration 1"]);
  change(slider, "1");
  assertEquals(said(), [`<i>"half"`, `<i>"half"`]);
  kit.sync(named, "0");
  assertEquals(said(), ["t = 0", "t = 0"]);
  assertEquals(sent, [[`"key 12"`, "1.5"]]);
});

Deno.test("controlHtml marks what is chosen", () => {
  const { document } = page();
  assertEquals(document.querySelector("option[selected]")!.textContent, "<i>");
  assertEquals(
    document.querySelector("fieldset [checked]")!.getAttribute("value"),
    `"b`,
  );
});

Deno.test("the control kit keeps slider and number box in step", () => {
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

Deno.test("the control kit sends check boxes as lines", () => {
  const { document, Event, sent } = page();
  const boxes = document.querySelectorAll<HTMLInputElement>("fieldset input");
  for (const box of boxes) box.checked = true; // linkedom has attributes only
  boxes[0].dispatchEvent(new Event("input", { bubbles: true }));
  assertEquals(sent, [[`"key 5"`, `a\n"b`]]);
});

Deno.test("the control kit sends a picked file as its name and its bytes in base64", async () => {
  const { document, Event, sent } = page();
  const picker = document.querySelector<HTMLInputElement>("[type=file]")!;
  Object.defineProperty(picker, "files", {
    value: [new File(["a,b\n1,2", Uint8Array.of(0, 255)], "own.csv")],
  });
  picker.dispatchEvent(new Event("input", { bubbles: true }));
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(sent, [[
    `"key 6"`,
    `{"name":"own.csv","base64":"${btoa("a,b\n1,2\0ÿ")}"}`,
  ]]);
  assertStringIncludes(document.body.innerHTML, "own.csv");
});

Deno.test("a slider of listed values sends the value and keeps its box in step", () => {
  const { control, change, sent, kit } = page();
  const [slider, box] = control(8).querySelectorAll("input");
  assertEquals(
    ["min", "max", "value", "aria-valuetext"]
      .map((name) => slider.getAttribute(name)),
    ["0", "3", "2", "5"],
  );
  change(slider, "3");
  assertEquals(box.value, "10");
  change(box, "1.9");
  assertEquals([slider.value, slider.getAttribute("aria-valuetext")], [
    "1",
    "1.9",
  ]);
  kit.sync(control(8), "1");
  assertEquals([slider.value, box.value], ["0", "1"]);
  assertEquals(sent, [[`"key 8"`, "10"], [`"key 8"`, "1.9"]]);
});

Deno.test("a scrubber of recorded values shows them short, and sends all digits", () => {
  const { control, change, sent, kit } = page();
  const [box, slider] = control(9).querySelectorAll("input");
  assertEquals([box.value, box.title, slider.value], ["1.235", "1.23456", "1"]);
  change(slider, "2");
  kit.sync(control(9), "1.23456");
  assertEquals([box.value, box.title], ["1.235", "1.23456"]);
  change(slider, "1");
  assertEquals(sent.map(([, text]) => text), ["9", "1.23456"]);
});

Deno.test("a throw of the dice is an integer of six digits at most, and seldom twice the same", () => {
  const { control, click, sent } = page();
  const button = control(7).querySelector("[data-dice]")!;
  for (let i = 0; i < 20; i++) click(button);
  const thrown = sent.map(([key, text]) => {
    assertEquals(key, `"key 7"`);
    assert(/^\d{1,6}$/.test(text), text);
    return text;
  });
  assert(new Set(thrown).size > 15);
  assertEquals(control(7).querySelector("input")!.value, thrown.at(-1));
});

Deno.test("a table sends its rows, adds and removes them, and numbers them", () => {
  const { control, change, click, sent, kit } = page();
  const table = control(10);
  const labels = () =>
    [...table.querySelectorAll("tbody input")]
      .map((input) => input.getAttribute("aria-label"));
  const last = () => JSON.parse(sent.at(-1)![1]);
  assertEquals(labels(), ["x<, row 1", "y, row 1", "x<, row 2", "y, row 2"]);
  change(table.querySelectorAll("tbody input")[2], "abc");
  assertEquals(last(), [["1", "a"], ["abc", `"><b>`]]);
  click(table.querySelector("[data-add]")!);
  assertEquals(last(), [["1", "a"], ["abc", `"><b>`], ["", ""]]);
  assertEquals(labels().slice(4), ["x<, row 3", "y, row 3"]);
  click(table.querySelector("tbody [data-remove]")!);
  assertEquals(last(), [["abc", `"><b>`], ["", ""]]);
  assertEquals(labels(), ["x<, row 1", "y, row 1", "x<, row 2", "y, row 2"]);
  kit.sync(table, `[["4","c"]]`);
  assertEquals(labels().length, 2);
  assertEquals(
    [...table.querySelectorAll("tbody input")].map((input) =>
      (input as HTMLInputElement).value
    ),
    ["4", "c"],
  );
  assertEquals(sent.length, 3);
});

Deno.test("sync brings every kind of control to any text of its kind", () => {
  const { document, control, kit } = page();
  const texts = [
    "9",
    "-2",
    "new",
    "false",
    "a",
    "a",
    "other.csv",
    "12",
    "10",
    "9",
    `[["3","z"],["4","w"],["5","v"]]`,
    "7 8",
  ];
  texts.forEach((text, i) => {
    // linkedom's menus cannot be set; those of pages are in tests/machine
    if (!control(i).querySelector("select")) kit.sync(control(i), text);
  });
  const values = [...document.querySelectorAll("tbody input")]
    .map((input) => (input as HTMLInputElement).value);
  assertEquals(values, ["3", "z", "4", "w", "5", "v"]);
  assertEquals(control(0).querySelectorAll("input")[1].value, "9");
  assertEquals(control(1).querySelector("input")!.value, "-2");
  assertEquals(control(2).querySelector("input")!.value, "new");
  assertEquals(control(3).querySelector("input")!.checked, false);
  assertEquals(control(7).querySelector("input")!.value, "12");
  assertEquals(
    [...control(11).querySelectorAll("input")].map(({ value }) => value),
    ["7", "8"],
  );
  assertEquals(
    [...control(5).querySelectorAll("input")].map(({ checked }) => checked),
    [true, false],
  );
});

Deno.test("the control kit stands alone: its source can be sent elsewhere", () => {
  const copy: ControlKit = new Function(
    `return (${controlKit})((${handleKit})())`,
  )();
  const { document, Event, sent } = page(copy);
  const select = document.querySelector("select")!;
  select.dispatchEvent(new Event("input", { bubbles: true }));
  assertEquals(sent.length, 1);
});
