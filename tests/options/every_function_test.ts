import { assert, assertEquals, assertRejects } from "@std/assert";
import type { Option, OptionTable } from "../../lib/options/mod.ts";
import { jobKinds } from "../../lib/job/kinds.ts";
import { described, fit, run } from "./described.ts";

/** All options of a table, nested ones as the path of names to them. */
function* pathsOf(
  table: OptionTable,
  path: readonly string[] = [],
): Generator<readonly [readonly string[], Option]> {
  for (const [name, option] of Object.entries(table)) {
    yield [[...path, name], option];
    for (const { table: within } of [option, ...option.choices ?? []]) {
      const inner = within?.({});
      if (inner) yield* pathsOf(inner, [...path, name]);
    }
  }
}

/** { a: { b: value } } for the path a, b. */
function at(path: readonly string[], value: unknown): Record<string, unknown> {
  const [name, ...rest] = path;
  return { [name]: rest.length === 0 ? value : at(rest, value) };
}

async function refusal(call: () => unknown): Promise<string> {
  const error = await assertRejects(async () => await call(), Error);
  assert(error instanceof TypeError || error instanceof RangeError, `${error}`);
  return error.message;
}

/** One of these is no value of whatever kind. */
const strangers = [true, "seven", null];

for (const { name, act, table, within, by, fitting, call } of described) {
  const place = within === undefined ? "" : `${within}.`;

  Deno.test(`${name} takes what its description names`, async () => {
    const known = Object.keys(table).filter((key) => !(key in fitting));
    await call({
      ...Object.fromEntries(known.map((key) => [key, undefined])),
      ...fitting,
    });
  });

  Deno.test(`${name} refuses unknown names, at every depth`, async () => {
    const which = by === undefined ? {} : { [by]: fitting[by] };
    for (const [path] of pathsOf(table)) {
      const last = path.at(-1)!;
      if (last === by) continue;
      const wrong = path.with(-1, last + last.at(-1));
      assertEquals(
        await refusal(() => call({ ...which, ...at(wrong, 1) })),
        `Cannot ${act}: unknown option "${place}${
          wrong.join(".")
        }", did you mean ` +
          `"${place}${path.join(".")}"?`,
      );
    }
    const names = Object.keys(table);
    assertEquals(
      await refusal(() => call({ ...which, qqqqqqqqqqqqqqqqqqqqqqqqqqqq: 1 })),
      `Cannot ${act}: unknown option "${place}qqqqqqqqqqqqqqqqqqqqqqqqqqqq", expected ` +
        (names.length > 1 ? "one of " : "") + names.join(", "),
    );
  });

  Deno.test(`${name} refuses values of another kind, at every depth`, async () => {
    for (const [path, { expected, isType }] of pathsOf(table)) {
      const wrong = strangers.find((value) => !isType(value));
      if (path.at(-1) === by || wrong === undefined) continue;
      assertEquals(
        await refusal(() => call({ ...fitting, ...at(path, wrong) })),
        `Cannot ${act}: ${place}${path.join(".")} is ${
          JSON.stringify(wrong)
        }, ` +
          `expected ${expected}`,
      );
    }
  });

  Deno.test(`${name} refuses what holds no options`, async () => {
    for (const wrong of [null, 3, "fast", [NaN], new Map()]) {
      const message = await refusal(() => call(wrong));
      const begin = `Cannot ${act}${within ? "" : ": options are"}`;
      assert(message.startsWith(begin), message);
    }
  });
}

for (const { name, methodsTake = {} } of Object.values(jobKinds)) {
  // take no training, and have rows above
  if (name === "train" || name === "fitDensity") continue;
  for (const method of Object.keys(methodsTake)) {
    Deno.test(`run.${method} refuses unknown names`, async () => {
      const call = run[method as keyof typeof run] as (
        ...given: unknown[]
      ) => unknown;
      const message = await refusal(() => call(fit, { qqqqqqqqqqqqqqqqq: 1 }));
      assert(message.includes('unknown option "qqqqqqqqqqqqqqqqq"'), message);
    });
  }
}
