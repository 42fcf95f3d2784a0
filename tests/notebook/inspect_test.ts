import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { parseHTML } from "linkedom";
import { teacherStudent } from "../../lib/data/mod.ts";
import { inspect, mlp, openNotebook, range } from "../../lib/notebook/mod.ts";

function open(value: unknown) {
  const html = inspect(value);
  const { document } = parseHTML(`<!DOCTYPE html><html><body>${html}</body>`);
  return { html, document, text: document.body.textContent! };
}

Deno.test("the inspector shows all digits of numbers, in objects and typed arrays", () => {
  const numbers = [1 / 3, -1.2345678901234567e-14, 5e-324, -0, NaN, Infinity];
  for (
    const value of [
      numbers,
      Float64Array.from(numbers),
      { numbers: Float64Array.from(numbers) },
      new Map([["numbers", numbers]]),
      new Set(numbers),
    ]
  ) {
    const { text } = open(value);
    for (const number of numbers) {
      // a Set knows no negative zero
      const zero = Object.is(number, -0) && !(value instanceof Set);
      assertStringIncludes(text, zero ? "-0" : String(number));
    }
  }
  assertStringIncludes(open(Float32Array.of(0.1)).text, "0.10000000149011612");
  assertStringIncludes(open(BigInt64Array.of(-9n)).text, "-9n");
});

Deno.test("the inspector says of every kind of value what it is", () => {
  const table: [unknown, RegExp][] = [
    [undefined, /^undefined$/],
    [null, /^null$/],
    [true, /^true$/],
    [12n, /^12n$/],
    ["a", /^"a"$/],
    [Symbol("s"), /^Symbol\(s\)$/],
    [function named() {}, /^function named$/],
    [new Date(0), /^Date 1970-01-01T00:00:00.000Z$/],
    [new Date(NaN), /^Date invalid$/],
    [/a+/g, /^RegExp \/a\+\/g$/],
    [new RangeError("no"), /^RangeError "no"$/],
    [new ArrayBuffer(8), /^ArrayBuffer of 8 bytes$/],
    [new DataView(new ArrayBuffer(8)), /^DataView of 8 bytes$/],
    [
      new (class Point {
        x = 1;
      })(),
      /^Point xx 1$/,
    ],
    [
      Object.create(null, { a: { value: 1, enumerable: true } }),
      /^Object aa 1/,
    ],
    [[], /^Array 0 × \[\]$/],
    [{}, /^Object $/],
    [{
      get bad() {
        throw new Error("never");
      },
    }, /Error "never"/],
    [{
      samples: 3,
      get inputs() {
        throw new Error("never");
      },
    }, /"never"/],
    [new Map([[{ a: 1 }, 2]]), /^Map 1 entrya 2$/],
    [mlp`2 → 3 tanh → 1`, /2 → 3 tanh → 1/],
    [teacherStudent({ teacher: mlp`2 → 1`, samples: 3, seed: 1 }), /3 samples/],
  ];
  for (const [value, pattern] of table) {
    const { text } = open(value);
    assert(pattern.test(text), `${text} for ${pattern}`);
  }
});

Deno.test("the inspector comes to an end: circles, depths, lengths", () => {
  const circle: Record<string, unknown> = { twin: [] };
  circle.self = circle;
  assertStringIncludes(open(circle).text, "the same as above");
  const twice = { a: [1], b: [1] };
  assertEquals(open({ ...twice, c: twice.a }).text.match(/above/), null);

  let deep: unknown = "bottom";
  for (let i = 0; i < 100; i++) deep = { deep };
  assert(!open(deep).text.includes("bottom"));

  const { document, text } = open(new Float64Array(1e6));
  assertEquals(document.querySelectorAll("li").length, 101);
  assertStringIncludes(text, "and 999900 more");
  const wide = Array.from({ length: 100 }, () => new Float64Array(100));
  const { html } = open(wide);
  assert(html.length < 2e5, `${html.length} characters`);
  // in files all of it is written
  const brief = inspect(wide, true, "brief");
  assert(brief.length < 1e4, `${brief.length} characters`);
});

Deno.test("the inspector shows a cell by its title, and runs nothing", () => {
  openNotebook({
    duplicates: "refuse",
    readBytes: () => Promise.reject(new Error("no files")),
  });
  assertEquals(
    open({ width: range`Hidden neurons ${{}}` }).text,
    `Object widthwidth Cell "Hidden neurons"`,
  );
});

Deno.test("nothing in a value becomes markup in the inspector", () => {
  const hostile = `</summary><img src=x onerror="alert(1)"><script>1</script>`;
  class Named {}
  Object.defineProperty(Named, "name", { value: hostile });
  const values = [
    hostile,
    { [hostile]: hostile },
    [hostile],
    new Map([[hostile, hostile]]),
    new Error(hostile),
    Symbol(hostile),
    new Named(),
    Object.defineProperty(() => {}, "name", { value: hostile }),
    { layers: [], parameterCount: 0, text: hostile },
    { layers: [], parameterCount: 0, text: [hostile] },
    { kind: "prose", html: hostile },
  ];
  for (const value of values) {
    const { document } = open(value);
    assertEquals(document.querySelectorAll("img, script").length, 0);
  }
});
