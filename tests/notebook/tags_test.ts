import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { parseHTML } from "linkedom";
import type { Cell } from "../../lib/cell/mod.ts";
import type { Network } from "../../lib/network/mod.ts";
import {
  cell,
  choice,
  choices,
  file,
  type FileValue,
  type InputView,
  md,
  mlp,
  notebookGraph,
  number,
  onDemand,
  openNotebook,
  point,
  range,
  seed,
  table,
  text,
  toggle,
} from "../../lib/notebook/mod.ts";

const files: Record<string, string> = { "data/a.csv": "x\n1\n" };

/** A fresh notebook for each test. */
function open(duplicates: "refuse" | "redefine" = "refuse") {
  return openNotebook({
    duplicates,
    readBytes: (path) => Promise.resolve(new TextEncoder().encode(files[path])),
  });
}

Deno.test("mlp of plain holes is a network, of a cell a cell", async () => {
  const graph = open();
  const plain: Network = mlp`2 → ${3} ${"tanh"} → 1`;
  assertEquals(plain.parameterCount, 13);
  const width = range`Width ${{ min: 0, max: 9, value: 4 }}`;
  const reactive: Cell<Network> = mlp`2 → ${width} tanh → 1`;
  await graph.settled();
  assertEquals(reactive.value?.parameterCount, 17);
  width.set(5);
  await graph.settled();
  assertEquals(reactive.value?.parameterCount, 21);
  width.set(0);
  await graph.settled();
  assertStringIncludes(reactive.error!.message, `found "0"`);
});

Deno.test("a network with a name and plain holes is read, and replaces the cell of that name", async () => {
  const graph = open("redefine");
  const width = range`Width ${{ min: 1, max: 9, value: 4 }}`;
  const student = mlp`student = 2 → ${width} tanh → 1`;
  const count = cell`count ${student} ${(net) => net.parameterCount}`;
  await graph.settled();
  assertEquals(count.value, 17);
  const plain: Network = mlp`student = 2 → 4 tanh → ${2} tanh → 1`;
  assertEquals(plain.text, "2 → 4 tanh → 2 tanh → 1");
  await graph.settled();
  assertEquals(count.value, plain.parameterCount);
  assertEquals(mlp`another = 2 → 3 tanh → 1`.parameterCount, 13);
  assertEquals(graph.cells.length, 3);
});

Deno.test("a hole that may be a cell or a number gives the union", () => {
  open();
  const either = 3 as number | Cell<number>;
  const net = mlp`2 → ${either} tanh → 1`;
  // @ts-expect-error: it may be a cell
  const plain: Network = net;
  // @ts-expect-error: it may be plain
  const reactive: Cell<Network> = net;
  assert(plain === (reactive as unknown));
});

Deno.test("a list in a hole gives an activation per neuron", () => {
  open();
  const net = mlp`2 → ${["relu", "tanh"]} → 1`;
  assertEquals(net.layers[0]!.width, 2);
});

Deno.test("the last function gets the values in order, typed", async () => {
  const graph = open();
  const a = range`a ${{ value: 3 }}`;
  const joined: Cell<string> = cell`join ${a} ${"fixed"} ${(x, y, run) => {
    const n: number = x;
    const s: string = y;
    assertInstanceOf(run.signal, AbortSignal);
    return s + n;
  }}`;
  // @ts-expect-error: a is a number
  cell`wrong ${a} ${(x: string) => x}`;
  await graph.settled();
  assertEquals(joined.value, "fixed3");
});

Deno.test("a cell without a function holds its value, or follows a cell", async () => {
  const graph = open();
  const net: Cell<Network> = cell`student ${mlp`2 → 5 tanh → 1`}`;
  const alias: Cell<Network> = cell`alias ${net}`;
  await graph.settled();
  assertEquals(alias.value?.text, "2 → 5 tanh → 1");
});

Deno.test("promises and generators settle to their values", async () => {
  const graph = open();
  const later: Cell<number> = cell`later ${() => Promise.resolve(1)}`;
  const last: Cell<number> = cell`stream ${function* () {
    yield 1;
    yield 2;
  }}`;
  await graph.settled();
  assertEquals([later.value, last.value], [1, 2]);
});

Deno.test("identity is the tag and the words, numbers left out", async () => {
  const graph = open("redefine");
  const table: [() => Cell<unknown>, string, string][] = [
    [
      () => cell`Train for 5 steps ${() => 1}`,
      "cell Train for steps",
      "Train for 5 steps",
    ],
    [
      () => cell`fit = Train for 7 steps ${() => 1}`,
      "cell fit",
      "Train for 7 steps",
    ],
    [
      () => range`Hidden neurons ${{}}`,
      "range Hidden neurons",
      "Hidden neurons",
    ],
  ];
  for (const [make, identity, title] of table) {
    const made = make();
    assertEquals([made.identity, made.title], [identity, title]);
  }
  const width = range`width ${{ value: 5 }}`;
  const shown = cell`Train ${width} neurons ${(w) => w}`;
  await graph.settled();
  assertEquals(shown.title, "Train 5 neurons");
  assertEquals(shown.identity, "cell Train neurons");
  assertEquals(cell`${width} ${(w) => w}`.identity, undefined);
});

Deno.test("two equal identities are refused in a page and name both", () => {
  open();
  cell`student ${1}`;
  const error = assertThrows(() => cell`student ${2}`);
  assertStringIncludes(error.message, "student");
});

Deno.test("editing an architecture's text and running it again reruns dependents", async () => {
  const graph = open("redefine");
  const student = cell`student ${mlp`2 → 5 tanh → 1`}`;
  const count = cell`count ${student} ${(net) => net.parameterCount}`;
  await graph.settled();
  assertEquals(count.value, 21);
  cell`student ${mlp`2 → 7 relu → 1`}`;
  await graph.settled();
  assertEquals(count.value, 29);
});

Deno.test("inputs hold what is set, refuse what does not fit, and heal", async () => {
  const graph = open();
  const options = choice`Set ${["one", "two"]}`;
  const menu = options.at((name) => name === "one" ? ["a", "b"] : ["b", "c"]);
  const inputs: [Cell<unknown>, unknown, string, unknown, string][] = [
    // cell, first value, text to set, its value, unfit text
    [range`R ${{ min: 1, max: 9 }}`, 1, "7", 7, "99"],
    [range`S ${{ min: 1, max: 9, step: 0.5 }}`, 1, "7.25", 7.25, "seven"],
    [range`W ${{ min: 1, max: 9 }}`, 1, "2", 2, "2.5"],
    [number`N ${2}`, 2, "-1000", -1000, "much"],
    [number`M ${2}`, 2, "0", 0, ""],
    [toggle`T`, false, "true", true, "yes"],
    [choice`C ${["x", "y"]}`, "x", "y", "y", "z"],
    [choice`D ${[1, 2]} ${{ value: 2 }}`, 2, "1", 1, "3"],
    [seed`E ${2}`, 2, "4294967295", 4294967295, "4294967296"],
    [seed`F`, 0, "7", 7, "1.5"],
    [point`P ${[0.5, -2]}`, [0.5, -2], "7 -0.25", [7, -0.25], "1,two"],
    [point`Q`, [0, 0], "0.001 2", [0.001, 2], "1,2,3"],
    [range`L ${{ min: 1e-5, max: 1, scale: "log" }}`, 1e-5, "0.3", 0.3, "0"],
  ];
  const box = text`Text ${"old"}`;
  const dependent = choice`Menu ${menu}`;
  const many = choices`Many ${menu}`;
  await graph.settled();
  for (const [input, first, good, value, bad] of inputs) {
    const view = input.view as InputView;
    assertEquals(input.value, first);
    input.set(view.fromText(bad));
    await graph.settled();
    assertEquals(input.status, "failed", `${input.title} takes "${bad}"`);
    assertStringIncludes(input.error!.message, `Cannot set "${input.title}"`);
    assertStringIncludes(input.error!.message, bad);
    input.set(view.fromText(good));
    await graph.settled();
    assertEquals(input.value, value);
    assertEquals(view.currentText(), good);
  }
  box.set("new");
  dependent.set("b");
  await graph.settled();
  assertEquals([box.value, dependent.value], ["new", "b"]);
  assertEquals(many.value, ["a", "b"]);
  options.set("two");
  await graph.settled();
  assertEquals(dependent.value, "b", "kept while the menu still has it");
  assertEquals(many.value, ["b", "c"]);
  options.set("one");
  dependent.set("a");
  await graph.settled();
  options.set("two");
  await graph.settled();
  assertEquals(dependent.value, "b", "back to the first option");
});

Deno.test("what is chosen is kept as a text that says all of it, until it is reset", async () => {
  const graph = open();
  const rows = [{ x: 1, name: "a" }];
  const inputs: [Cell<unknown>, unknown][] = [
    [range`Range ${{ value: 2, step: 0.5 }}`, 7.25],
    [range`Logarithmic ${{ min: 0.1, max: 10, scale: "log" }}`, 1 / 3],
    [number`Number ${1}`, -1e-300],
    [seed`Seed ${1}`, 123456],
    [point`Point ${[1, 2]}`, [1 / 3, -1e-9]],
    [text`Text ${"old"}`, 'a=b&c#d, \n"ü"'],
    [toggle`Toggle`, true],
    [choice`Choice ${["a", "b"]}`, "b"],
    [choice`Sizes ${[1, 2]}`, 2],
    [choices`Choices ${["a", "b", "c"]}`, ["a", "c"]],
    [choices`Numbers ${[1, 2, 3]}`, [2]],
    [table`Table ${rows}`, [{ x: 2.5, name: '"b", [c]' }, {
      x: -1,
      name: "",
    }]],
  ];
  await graph.settled();
  for (const [input, value] of inputs) {
    const view = input.view as InputView;
    const first = input.value;
    assertEquals([view.chosen(), view.keptText!()], [false, undefined]);
    input.set(value);
    await graph.settled();
    const kept = view.keptText!()!;
    assertEquals([view.chosen(), input.value], [true, value], input.title);
    input.reset();
    await graph.settled();
    assertEquals([view.chosen(), input.value], [false, first]);
    input.set(view.fromText(kept));
    await graph.settled();
    assertEquals(input.value, value, input.title);
    assertEquals(view.keptText!(), kept);
  }
});

Deno.test("a text chosen before a menu has its options stands for one of them", async () => {
  const graph = open();
  const sizes = cell`sizes ${() => [1, 2, 3]}`;
  const one = choice`One ${sizes}`;
  const many = choices`Many ${sizes}`;
  for (const [input, kept] of [[one, "3"], [many, "1\n3"]] as const) {
    input.set((input.view as InputView).fromText(kept) as never);
  }
  await graph.settled();
  assertEquals([one.value, many.value], [3, [1, 3]]);
});

Deno.test("a logarithmic range goes through even steps from end to end", () => {
  open();
  for (const [min, max] of [[1e-5, 1], [0.3, 7], [1, 1.01], [1e-300, 1e300]]) {
    open();
    const input = range`Range ${{ min, max, scale: "log" }}`;
    const settings = (input.view as InputView).settings();
    assert(settings.control === "range");
    const { stops = [] } = settings;
    assertEquals([stops[0], stops.at(-1)], [min, max]);
    for (let k = 1; k < stops.length; k++) {
      const step = Math.log10(stops[k] / stops[k - 1]);
      assert(step > 0 && step < 0.06, `${stops[k - 1]} ${stops[k]}`);
    }
  }
  assertThrows(
    () => range`Bad ${{ max: 1, scale: "log" }}`,
    RangeError,
    `Cannot make the range "Bad": min 0, expected more than 0`,
  );
});

Deno.test("a table gives rows of numbers and texts, and says which entry is wrong", async () => {
  const graph = open();
  const points: Cell<readonly { readonly x: number; readonly name: string }[]> =
    table`Points ${[{ x: 1, name: "a" }, { x: 2, name: "b" }]}`;
  const view = points.view as InputView;
  await graph.settled();
  assertEquals(view.currentText(), '[["1","a"],["2","b"]]');
  const unfit: [unknown, string][] = [
    [[["1", "a"], ["one", "b"]], '"one" in row 2, x, expected a number'],
    [[["", "a"]], '"" in row 1, x, expected a number'],
    [[["Infinity", "a"]], '"Infinity" in row 1, x'],
    [[{ x: 1 }], "undefined in row 1, name, expected a text"],
    [[null], "undefined in row 1, x"],
    ["rows", '"rows", expected a list of rows'],
  ];
  for (const [value, message] of unfit) {
    points.set(value as never);
    await graph.settled();
    assertStringIncludes(points.error!.message, `Cannot set "Points": `);
    assertStringIncludes(points.error!.message, message);
  }
  points.set(view.fromText("[[") as never);
  await graph.settled();
  assertEquals(points.status, "failed");
  points.set([]);
  await graph.settled();
  assertEquals([points.value, view.currentText()], [[], "[]"]);
  assertThrows(() => table`Empty ${[]}`, RangeError, "no rows");
});

Deno.test("onDemand is the same cell as cell, and runs when asked", async () => {
  const graph = open("redefine");
  const first = cell`scan ${() => 1}`;
  const again = onDemand`scan ${() => 2}`;
  const typed: Cell<number> = again;
  assert(typed === (first as Cell<number>));
  await graph.settled();
  assertEquals([again.status, again.value], ["stale", undefined]);
  again.demand();
  await graph.settled();
  assertEquals(again.value, 2);
});

Deno.test("a file is read through the host", async () => {
  const graph = open();
  const source = file`Data ${"data/a.csv"}`;
  await graph.settled();
  const bytes = new TextEncoder().encode("x\n1\n");
  assertEquals(source.value, { name: "a.csv", bytes, text: "x\n1\n" });
  const view = source.view as InputView;
  source.set(
    view.fromText(
      JSON.stringify({ name: "b.npy", base64: btoa("\x93NUMPY\0ÿ") }),
    ) as FileValue,
  );
  await graph.settled();
  assertEquals(view.currentText(), "b.npy");
  assertEquals([...source.value!.bytes], [147, 78, 85, 77, 80, 89, 0, 255]);
  source.set({ name: "c.csv", text: "µ" } as never); // by hand, without types
  await graph.settled();
  assertEquals(source.value!.bytes, Uint8Array.of(0xc2, 0xb5));
});

Deno.test("a badge alone in its paragraph opens to its numbers, elsewhere it is a word", async () => {
  const graph = open();
  const badge = {
    kind: "badge",
    mark: "●",
    label: "strict minimum",
    sentence: "All is well.",
    rows: [["‖∇L‖∞", "0"], ["index", "1"]],
  };
  const prose = md`
  ${badge}

  In words: ${badge} at **${3}**.

  ${"no badge"}
  `;
  const bare = md`
  ${{ ...badge, rows: [] }}
  `;
  await graph.settled();
  const { html } = prose.value!;
  assertStringIncludes(
    html,
    `<details class="badge"><summary><span class="mark">●</span> ` +
      `<strong>strict minimum</strong> ` +
      `<span class="sentence">All is well.</span></summary>`,
  );
  assertStringIncludes(
    html,
    `<tr><th scope="row">‖∇L‖∞</th><td>0</td></tr>`,
  );
  assertEquals(html.match(/<details/g)!.length, 1);
  assertStringIncludes(
    html,
    "In words: ● strict minimum at <strong>3</strong>",
  );
  assertStringIncludes(html, "<p>no badge</p>");
  assertStringIncludes(bare.value!.html, `<p class="badge">`);
  assert(!/[\uE000\uE001]/.test(html));
});

Deno.test("no part of a badge becomes markup", async () => {
  const graph = open();
  const hostile = `<img src=x onerror=alert(1)>"'&\uE0000\uE001`;
  const prose = md`
  ${{
    kind: "badge",
    mark: hostile,
    label: hostile,
    sentence: hostile,
    rows: [[hostile, hostile]],
  }}
  `;
  await graph.settled();
  const { document } = parseHTML(prose.value!.html);
  assertEquals(document.querySelectorAll("img, script").length, 0);
  assertEquals(document.querySelector("strong")!.textContent, hostile);
  assertEquals(document.querySelector("td")!.textContent, hostile);
});

Deno.test("values in prose never become markup", async () => {
  const graph = open();
  const hostile = `<img src=x onerror=alert(1)> **b** [x](javascript:1)`;
  const payload = text`Payload ${hostile}`;
  const prose = md`
    # Title
    A **bold** word, ${payload}, <b>raw</b>, [in](https://example.org/${payload}),
    [out](javascript:alert(1)) and [fine](https://example.org).
  `;
  await graph.settled();
  const { html } = prose.value!;
  assertStringIncludes(html, "<h1>Title</h1>");
  assertStringIncludes(html, "<strong>bold</strong>");
  assertStringIncludes(html, `<a href="https://example.org">fine</a>`);
  assert(!/<img|<b>|<strong>b<|href="javascript|example.org\/&#60;/.test(html));
  assertEquals(html.match(/<a /g)?.length, 1);
});

Deno.test("prose follows the values in it", async () => {
  const graph = open();
  const x = number`x ${1}`;
  const prose = md`x is ${x} and twice ${x.at((x) => 2e-14 * x)}`;
  await graph.settled();
  assertStringIncludes(prose.value!.html, "x is 1 and twice 2×10⁻¹⁴");
  x.set(3);
  await graph.settled();
  assertStringIncludes(prose.value!.html, "x is 3");
});

Deno.test("a script that only builds networks has an empty notebook", () => {
  const graph = open();
  mlp`1 → 1`;
  assertEquals(graph.cells.length, 0);
  assertEquals(notebookGraph(), graph);
});
