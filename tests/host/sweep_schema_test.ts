import { assert, assertEquals } from "@std/assert";
import { sweepSchema } from "../../lib/host/sweep/schema.ts";

const file = new URL("../../docs/sweep.schema.json", import.meta.url);

Deno.test("docs/sweep.schema.json is the schema of descriptions", async () => {
  const text = `${JSON.stringify(sweepSchema(), undefined, 2)}\n`;
  if (Deno.env.has("UPDATE_SNAPSHOTS")) await Deno.writeTextFile(file, text);
  assertEquals(await Deno.readTextFile(file), text);
});

/** Checks a value against the words of JSON Schema that ours uses. */
function fits(schema: Record<string, unknown>, value: unknown): boolean {
  const {
    type,
    properties,
    required,
    items,
    enum: words,
    anyOf,
    additionalProperties: others,
  } = schema as Record<string, never>;
  if (anyOf) return (anyOf as never[]).some((each) => fits(each, value));
  if (words) return (words as unknown[]).includes(value);
  const kind = Array.isArray(value) ? "array" : typeof value;
  if (type && ![type].flat().includes(kind as never)) return false;
  if (kind === "array") {
    return !items || (value as unknown[]).every((each) => fits(items, each));
  }
  if (kind !== "object") return true;
  const given = value as Record<string, unknown>;
  if (others) return Object.values(given).every((each) => fits(others, each));
  if (!properties) return true;
  return (required as string[]).every((name) => name in given) &&
    Object.entries(given).every(([name, each]) =>
      Object.hasOwn(properties, name) && fits(properties[name], each)
    );
}

const teacher = { student: "2 → 2 tanh → 1", teacher: "2 → 1", samples: 5 };
const cases: readonly (readonly [string, unknown, boolean])[] = [
  ["a small sweep", { problems: [teacher], seeds: [1] }, true],
  ["one that names its schema", {
    $schema: "sweep.schema.json",
    problems: [teacher],
    seeds: { count: 3 },
    dataSeeds: "seeds",
    options: { flow: { solver: "rodas5p" }, refine: false },
    vary: { "discrete.learningRate": [0.1] },
  }, true],
  ["data of one's own", {
    problems: [{ student: "2 → 1", data: { inputs: [[1, 2]], targets: [1] } }],
    seeds: [1],
  }, true],
  ["nothing", {}, false],
  ["a misspelled name", { probelms: [teacher], seeds: [1] }, false],
  ["one within", { problems: [{ ...teacher, sampels: 5 }], seeds: [1] }, false],
  ["no teacher", { problems: [{ student: "2 → 1" }], seeds: [1] }, false],
  ["a text for a number", {
    problems: [{ ...teacher, samples: "5" }],
    seeds: [1],
  }, false],
  [
    "an unknown word",
    { problems: [teacher], seeds: [1], dataSeeds: "all" },
    false,
  ],
];

for (const [what, description, good] of cases) {
  Deno.test(`the schema of descriptions ${good ? "takes" : "refuses"} ${what}`, () => {
    assert(fits(sweepSchema(), description) === good);
  });
}
