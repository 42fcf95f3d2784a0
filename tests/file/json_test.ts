import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { decodeJson, encodeJson } from "../../lib/file/mod.ts";
import { anyResult, assertIdentical, hardResult } from "./results.ts";

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

Deno.test("decodeJson gives back what encodeJson got, to the last bit", () => {
  assertIdentical(decodeJson(encodeJson(hardResult)), hardResult);
});

Deno.test("decodeJson gives back any plain data with typed arrays", () => {
  fc.assert(fc.property(anyResult, (result) => {
    assertIdentical(decodeJson(encodeJson(result)), result);
  }));
});

Deno.test("encodeJson writes typed arrays so that people can read them", () => {
  const result = { loss: 0.1, parameters: new Float64Array([0.1, NaN, -0]) };
  assertEquals(
    new TextDecoder().decode(encodeJson(result)),
    '{"format":"thalweg result","version":1,"result":' +
      '{"loss":0.1,"parameters":{"$float64":[0.1,"NaN","-0"]}}}',
  );
});

Deno.test("encodeJson leaves out properties that are undefined", () => {
  assertEquals(decodeJson(encodeJson({ a: undefined, b: 1 })), { b: 1 });
});

const cyclic: { child: { parent?: unknown } } = { child: {} };
cyclic.child.parent = cyclic;
const unsaved: Record<string, [unknown, string]> = {
  "a function": [
    { network: { layers: [{ activation: Math.tanh }] } },
    "network.layers.0.activation is a function, expected plain data",
  ],
  "a class": [{ when: new Date(0) }, "when is a Date"],
  "a map": [new Map(), "it is a Map"],
  "a bigint": [{ n: 1n }, "n is a bigint"],
  "undefined in a list": [{ a: [1, undefined] }, "a.1 is undefined"],
  "a hole in a list": [{ a: new Array(1) }, "a.0 is undefined"],
  "an array of bigints": [new BigInt64Array(1), "it is a BigInt64Array"],
  "a cycle": [cyclic, "child.parent refers back to what holds it"],
};
for (const [what, [result, message]] of Object.entries(unsaved)) {
  Deno.test(`encodeJson refuses ${what} and says where`, () => {
    assertThrows(
      () => encodeJson(result),
      TypeError,
      `Cannot save the result: ${message}`,
    );
  });
}

Deno.test("encodeJson takes one array that stands in two places", () => {
  const shared = new Float64Array([1]);
  const result = { a: shared, b: { c: shared } };
  assertIdentical(decodeJson(encodeJson(result)), result);
});

function envelope(result: string): string {
  return `{"format":"thalweg result","version":1,"result":${result}}`;
}

/** JSON that holds itself so often. */
function nested(levels: number): string {
  return "[".repeat(levels) + "]".repeat(levels);
}

Deno.test("results are nested 200 deep, and no deeper, to and fro", () => {
  let result: unknown = 1;
  for (let level = 0; level < 200; level++) result = { a: result };
  assertIdentical(decodeJson(encodeJson(result)), result);
  const error = assertThrows(() => encodeJson([result]), TypeError);
  assertEquals(/nested .*, expected 200 levels/.test(error.message), true);
  assertEquals(error.message.length < 200, true);
});

const foreign: Record<string, [string, string]> = {
  "nesting without end": [envelope(nested(50_000)), "expected 200 levels"],
  "nesting as a number": [
    envelope(`{"$number":${nested(50_000)}}`),
    "found a list, expected a number",
  ],
  "nesting in an array": [
    envelope(`{"$float64":[${nested(50_000)}]}`),
    "found a list, expected a number",
  ],
  "nesting as a format": [
    `{"format":${nested(50_000)},"result":1}`,
    "the format is a list",
  ],
  "nesting as a version": [
    envelope("1").replace(":1,", `:${nested(50_000)},`),
    "version a list",
  ],
  "a long word": [
    envelope(`{"$number":"${"x".repeat(50_000)}"}`),
    "xxx…, expected a number",
  ],
  "half a file": [envelope("[1, 2]").slice(0, -3), "expected JSON"],
  "an empty file": ["", "expected JSON"],
  "other JSON": ['{"a":1}', "the format is not named"],
  "a list": ["[1]", "the format is not named"],
  "null": ["null", "the format is not named"],
  "another format": ['{"format":"x"}', 'the format is "x", expected "thalweg'],
  "no result": ['{"format":"thalweg result","version":1}', "the format is"],
  "a later version": [
    '{"format":"thalweg result","version":2,"result":1}',
    "the format has version 2, expected 1",
  ],
  "an unknown mark": [envelope('{"$float16":[1]}'), 'the mark "$float16"'],
  "a mark without a list": [envelope('{"$int8":1}'), 'the mark "$int8"'],
  "a mark beside keys": [
    envelope('{"$float64":[1],"a":1}'),
    '"$float64" stands beside other keys',
  ],
  "text in an array": [envelope('{"$float64":["1"]}'), 'found "1", expected'],
  "null in an array": [envelope('{"$float64":[null]}'), "found null"],
  "no number": [envelope('{"$number":"toString"}'), 'found "toString"'],
  "an integer out of range": [
    envelope('{"$uint8":[256]}'),
    "found 256 in an array, expected one of type uint8",
  ],
  "a fraction among integers": [
    envelope('{"$int32":[0.5]}'),
    "found 0.5 in an array, expected one of type int32",
  ],
};
for (const [what, [text, message]] of Object.entries(foreign)) {
  Deno.test(`decodeJson refuses ${what}`, () => {
    const error = assertThrows(
      () => decodeJson(bytes(text)),
      SyntaxError,
      message,
    );
    assertEquals(error.message.startsWith("Cannot read the result: "), true);
  });
}
