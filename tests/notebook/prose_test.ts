import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import type { Cell } from "../../lib/cell/mod.ts";
import {
  answer,
  cell,
  html,
  isProse,
  md,
  number,
  openNotebook,
  type Prose,
  type ProseView,
  tex,
  text,
} from "../../lib/notebook/mod.ts";

function open() {
  return openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
}

/** The markup of a cell of prose at rest. */
async function markup(make: () => Cell<Prose>): Promise<string> {
  const graph = open();
  const prose = make();
  await graph.settled();
  if (prose.error) throw prose.error;
  assert(isProse(prose.value));
  return prose.value.html;
}

/** Elements and their attributes' names: what no value may change. */
function structure(html: string): string {
  const { document } = parseHTML(`<!DOCTYPE html><html><body>${html}</body>`);
  return [...document.body.querySelectorAll("*")]
    .map(({ localName, attributes }) =>
      `${localName}[${[...attributes].map(({ name }) => name)}]`
    ).join(" ");
}

Deno.test("tex gives MathML without fonts or styles, display style", async () => {
  const got = await markup(() => tex`\dot\theta = -\nabla L(\theta)`);
  assertMatch(got, /<math [^>]*display="block">/);
  assertStringIncludes(got, "<mi>θ</mi>");
  assertStringIncludes(got, '<mi mathvariant="normal">∇</mi>');
  assert(!/style=|<span class="katex-html"|<svg/.test(got));
});

Deno.test("tex reads backslashes as they are typed", async () => {
  const rows = await markup(() =>
    tex`\begin{matrix} a & \xi \\ \u{c} & d \end{matrix}`
  );
  assertEquals(rows.match(/<mtr>/g)?.length, 2);
  assertStringIncludes(rows, "<mi>ξ</mi>");
});

Deno.test("tex says what it cannot read, and the cell fails", async () => {
  const graph = open();
  const bad = tex`\frac{1}{${2}`;
  await graph.settled();
  assertEquals(bad.status, "failed");
  assertStringIncludes(bad.error!.message, "Cannot typeset the formula");
  assert(!/[\uE000-\uE003\uFFFC]/.test(bad.error!.message));
});

Deno.test("md has formulas between dollars, and leaves prices alone", async () => {
  const table: [() => Cell<Prose>, number, string][] = [
    [() => md`a $x^2$ b`, 1, "a "],
    [() => md`$$\int_0^1 f$$`, 1, 'display="block"'],
    [() => md`text $$\int_0^1 f$$ text`, 1, 'display="block"'],
    [
      () =>
        md`$x$, $y$ and $\alpha_
1$`,
      3,
      "<mi>α</mi>",
    ],
    [() => md`from $5 to $6, or 7 $ each, US$8-$9`, 0, "$5 to $6"],
    [() => md`\$x$ is no formula$`, 0, "$x$ is no formula$"],
    [() => md`code \`$x$\` stays`, 0, "<code>$x$</code>"],
    [
      () =>
        md`no $x

  y$ across paragraphs`,
      0,
      "$x",
    ],
    [() => md`**bold $a_1 * b_1 * c$ bold**`, 1, "<strong>bold "],
    [() => md`_$a$ \_ b_`, 1, "_ b</em>"],
    [() => answer`because $x = 1$`, 1, "<summary>Answer"],
    [
      () =>
        md`| a | b |
      |---|---|
      | $x$ | $y$ |`,
      2,
      "<table>",
    ],
  ];
  const line = await markup(() => md`in a line: $x$ ![$x$](a.png)`);
  assert(!line.includes("display="));
  assertStringIncludes(line, `alt="x"`);
  for (const [make, count, part] of table) {
    const got = await markup(make);
    assertEquals(got.match(/<math/g)?.length ?? 0, count, got);
    assertStringIncludes(got, part);
    assert(!/[\uE000-\uE003\uFFFC]/.test(got), got);
  }
});

Deno.test("values in formulas are live, and text", async () => {
  const graph = open();
  const x = number`x ${1}`;
  const name = text`name ${"\\frac{a}{b} </math><script>alert(1)</script>"}`;
  const inline = md`$\theta = ${x}$ of $\mathrm{${name}}$`;
  const display = tex`x^{${x}} + ${name}`;
  await graph.settled();
  for (const prose of [inline, display]) {
    const got = prose.value!.html;
    assertStringIncludes(got, "<mtext>1</mtext>");
    assertStringIncludes(got, "\\frac{a}{b} &#60;/math&#62;");
    assert(!/<script|<mfrac|annotation/.test(got));
  }
  x.set(2.5e-14);
  await graph.settled();
  assertStringIncludes(display.value!.html, "<mtext>2.5×10⁻¹⁴</mtext>");
});

Deno.test("prose shows a number short, and all of its digits on hover", async () => {
  const got = await markup(() =>
    md`${1 / 3} and ${0.25} [x](https://a.org "t ${1 / 3}")`
  );
  assertStringIncludes(
    got,
    `<span title="0.3333333333333333">0.3333</span> and 0.25`,
  );
  assertStringIncludes(got, `title="t 0.3333"`);
});

Deno.test("html puts values into text and quoted attributes", async () => {
  const got = await markup(() =>
    html`
      <!-- a comment -->
      <p class="${"big"} one" title='${"<"}"'>${"a & <b>"}</p>
      <svg viewBox="0 0 9 9">
        <circle r="${3}" style="fill: red" />
      </svg>
      <style>p { color: red }</style><br />
    `
  );
  assertStringIncludes(got, `<p class="big one" title='&#60;"'>a &#38; &#60;b`);
  assertStringIncludes(got, `<circle r="3" style="fill: red" />`);
  const third = await markup(() => html`<p title="a > ${1 / 3}">${1 / 3}</p>`);
  assertStringIncludes(third, `<p title="a > 0.3333"><span`);
});

Deno.test("prose has its words as a title, HTML its text", async () => {
  const graph = open();
  const made: [Cell<Prose>, string][] = [
    [md`# One ${2} $x$`, "# One 2 $x$"],
    [tex`a = ${2}`, "a = 2"],
    [html`<p title="${"<i>"}">One ${2} <b>three</b></p>`, "One 2 three"],
  ];
  await graph.settled();
  for (const [{ title }, words] of made) assertEquals(title, words);
});

Deno.test("html puts prose of other tags in as it is, and only that", async () => {
  const graph = open();
  const fake = cell`fake ${{ kind: "prose", html: "<img src=x>" }}`;
  const real = tex`x`;
  const both = html`<div title="${real}">${real} ${fake}</div>`;
  const inMd = md`see ${real}`;
  await graph.settled();
  const { html: got } = both.value!;
  assertEquals(got.match(/<math/g)?.length, 1);
  assert(!got.includes("<img"));
  assert(!isProse(fake.value));
  assertEquals(inMd.value!.html.match(/<math/g)?.length, 1);
});

Deno.test("html refuses a value wherever it could break out", async () => {
  const table: [() => Cell<Prose>, RegExp][] = [
    [() => html`<p class=${1}>`, /in class= without quotes/],
    [() => html`<p ${1}>`, /as an attribute/],
    [() => html`<p ${"on"}click="x">`, /as an attribute/],
    [() => html`<${"img"} src="x">`, /Cannot read the markup at "<…/],
    [() => html`<p onclick="${1}">`, /in onclick=/],
    [() => html`<p style="color: ${1}">`, /in style=/],
    [() => html`<a href="${"javascript:alert(1)"}">`, /in href=/],
    [() => html`<img src="${1}">`, /in src=/],
    [() => html`<iframe srcdoc="${1}">`, /in srcdoc=/],
    [() => html`<p id="${1}">`, /in id=/],
    [() => html`<p data-cell="${1}">`, /in data-cell=/],
    [() => html`<animate to="${1}">`, /in to=/],
    [() => html`<script>${1}</script>`, /inside <script>/],
    [() => html`<SCRIPT>a("</p>${1}")</SCRIPT>`, /inside <SCRIPT>/],
    [() => html`<style>${1}</style>`, /inside <style>/],
    [() => html`<style>${1}`, /inside <style>/],
    [() => html`<!-- ${1} -->`, /in a comment/],
    [() => html`<!--> ${1} -->`, /Cannot read the markup/],
    [() => html`a < ${1}`, /Cannot read the markup/],
    [() => html`<p title="${1}>`, /Cannot read the markup/],
    [() => html`<p "x">${1}</p>`, /Cannot read the markup/],
  ];
  for (const [make, message] of table) {
    const graph = open();
    const prose = make();
    await graph.settled();
    assertEquals(prose.status, "failed", message.source);
    assertMatch(prose.error!.message, message);
    assertEquals(prose.error!.name, "SyntaxError");
  }
});

const payloads = [
  "<img src=x onerror=alert(1)>",
  `"><script>alert(1)</script>`,
  `' onmouseover='alert(1)`,
  "</math></p><svg onload=alert(1)>",
  "&lt;img src=x&gt;",
  "$x$ **b** [a](javascript:1) ![a](x)",
  "\uE0000\uE001 \uE0020\uE003 \uFFFC0\uFFFC",
  "-->",
];

Deno.test("no value changes the structure of any prose", async () => {
  const proses: ((value: unknown) => Cell<Prose>)[] = [
    (v) => md`a ${v} [l](https://a.org "${v}") \`${v}\` $x_{${v}}$ | ${v}`,
    (v) =>
      md`# ${v}
- ${v}
${v}`,
    (v) => answer`${v} ![${v}](a.png)`,
    (v) => tex`\sum_{${v}} ${v}`,
    (v) =>
      html`
        <p class="${v}"
          title='${v}'>${v}<b>${v}</b></p>${v}
      `,
  ];
  const expected: string[] = [];
  for (const make of proses) {
    expected.push(structure(await markup(() => make("plain"))));
    assert(expected.at(-1)!.split(" ").length > 1);
  }
  const check = async (value: string) => {
    for (const [i, make] of proses.entries()) {
      const got = await markup(() => make(value));
      assertEquals(structure(got), expected[i], value);
    }
  };
  for (const payload of payloads) await check(payload);
  const pieces = fc.constantFrom(
    ..."<>\"'&=/-! \uE000\uE0010aon$\\{}`".split(""),
  );
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: pieces, maxLength: 20 }), check),
    { numRuns: 60 },
  );
});

Deno.test("a draft of prose is the prose but for its values, and fails of the same", async () => {
  const graph = open();
  const loss = cell`loss ${1 / 3}`;
  const prose = md`
# Rest

At **${loss}** with $\\theta = ${loss}$ and ${"<b>"}.

${loss}
`;
  const draft = async ({ view }: Cell<Prose>) =>
    await (view as ProseView).draft();
  const early = await draft(prose);
  assert(isProse(early));
  await graph.settled();
  const words = (html: string) =>
    html.replace(/<details.*<\/details>|<p><span.*<\/p>/s, "")
      .replace(/<[^>]*>/g, "").replace(/\s*0\.\d+/g, "#");
  assertEquals(words(early.html), words(prose.value!.html));
  assertStringIncludes(early.html, 'class="badge"');
  const wrong = md`$\\frac{$ and ${loss}`;
  await graph.settled();
  await assertRejects(() => draft(wrong), SyntaxError, wrong.error!.message);
});
