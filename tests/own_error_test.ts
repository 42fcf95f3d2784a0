import { assert, assertEquals } from "@std/assert";
import { isOwnError } from "./own_error.ts";

/** Faults of a program, which V8 puts into words of its own. */
const faults: Record<string, () => unknown> = {
  "a property of undefined": () => (undefined as unknown as { x: 1 }).x,
  "a property set on null": () => (null as unknown as { x: 1 }).x = 1,
  "a destructured null": () => {
    const { x } = null as unknown as { x: 1 };
    return x;
  },
  "a binding before its time": () => {
    const read = () => late;
    read();
    const late = 1;
    return late;
  },
  "entries of null": () => Object.entries(null as unknown as object),
  "a sum of two kinds": () => (1n as unknown as number) + 1,
  "a symbol as a number": () => +(Symbol() as unknown as number),
  "an object as a number": () => Number(Object.create(null)),
  "a frozen list": () => (Object.freeze([1]) as number[]).push(2),
  "a frozen record": () => (Object.freeze({ x: 1 }) as { x: number }).x = 2,
  "a property that stays": () => delete (Object.freeze({ x: 1 }) as never)["x"],
  "a property defined twice": () => {
    const fixed = Object.defineProperty({}, "x", { value: 1 });
    Object.defineProperty(fixed, "x", { value: 2 });
  },
  "a property of a number": () => {
    "use strict";
    (5 as unknown as { x: number }).x = 1;
  },
  "in without an object": () => "x" in (5 as unknown as object),
  "a detached buffer": () => {
    const buffer = new ArrayBuffer(8);
    structuredClone(buffer, { transfer: [buffer] });
    buffer.slice(0);
  },
  "frozen elements": () => Object.freeze(new Float64Array(1)),
  "a fraction as a BigInt": () => BigInt(1.5),
  "a word as a BigInt": () => BigInt("x"),
  "endless recursion": () => {
    const f = (): number => 1 + f();
    return f();
  },
  "a list of negative length": () => new Array(-1),
  "an array of endless length": () => new Float64Array(2 ** 53),
  "a method that is none": () => (5 as unknown as { x(): void }).x(),
  "JSON that is none": () => JSON.parse("{"),
  "an expression that is none": () => new RegExp("(".repeat(1)),
  "an error of another kind": () => {
    throw new Error("Cannot do this: it is of no kind, expected one");
  },
  "a text": () => {
    throw "Cannot do this: it is a text, expected an error";
  },
};

for (const [what, fault] of Object.entries(faults)) {
  Deno.test(`the message about ${what} is not ours`, () => {
    let caught: unknown;
    try {
      fault();
    } catch (error) {
      caught = error;
    }
    assert(caught !== undefined, "nothing was thrown");
    assertEquals(isOwnError(caught), false, String(caught));
  });
}

Deno.test("messages as they stand in the library are ours", async () => {
  const words = new Set<string>();
  const look = async (folder: URL): Promise<void> => {
    for await (const { name, isDirectory } of Deno.readDir(folder)) {
      if (isDirectory) await look(new URL(`${name}/`, folder));
      else if (name.endsWith(".ts")) {
        const text = await Deno.readTextFile(new URL(name, folder));
        for (const [, message] of text.matchAll(/["`](Cannot [^"`\n]+)/g)) {
          words.add(message);
        }
      }
    }
  };
  await look(new URL("../lib/", import.meta.url));
  assert(words.size > 100);
  for (const message of words) {
    assert(isOwnError(new RangeError(message)), message);
  }
});
