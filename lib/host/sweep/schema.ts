import type { Option, OptionTable } from "../../options/mod.ts";
import { sweepDescription } from "../../sweep/mod.ts";

/** A JSON Schema, as far as it is needed here. */
type Schema = { readonly [word: string]: unknown };

/**
 * The JSON Schema (2020-12) of a sweep's description, from the tables that check
 * it: editors complete names and mark what is wrong. Where a value decides what
 * else is there the schema allows all of it; `sweep plan` is stricter.
 */
export function sweepSchema(): Schema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A sweep of Thalweg: many trainings",
    ...ofTable(sweepDescription, ["$schema"]),
  };
}

function ofTable(table: OptionTable, also: readonly string[] = []): Schema {
  const entries = Object.entries(table)
    // a description is data: what is a function or a signal cannot stand in it
    .filter(([, option]) => examples.some(({ value }) => option.isType(value)));
  return {
    type: "object",
    properties: Object.fromEntries([
      ...also.map((name) => [name, { type: "string" }]),
      ...entries.map(([name, option]) => [name, ofOption(option)]),
    ]),
    required: entries.filter(([, option]) => option.required)
      .map(([name]) => name),
    additionalProperties: false,
  };
}

/** What JSON can hold. */
const examples = [
  { type: "number", value: 1 },
  { type: "string", value: "" },
  { type: "boolean", value: true },
  { type: "array", value: [] },
  { type: "object", value: {} },
] as const;

function ofOption(option: Option): Schema {
  const { expected: description, choices, entries } = option;
  if (choices) return { description, anyOf: choices.map(ofOption) };
  const words = description.match(/"[^"]*"/g)?.map((word) => JSON.parse(word));
  if (words && words.every((word) => option.isType(word))) {
    return { description, enum: words };
  }
  // a table that names whatever it is given: the names are the user's
  const free = option.table?.({ anything: [] })?.anything;
  if (free) {
    return {
      description,
      type: "object",
      additionalProperties: ofOption(free),
    };
  }
  const tables = [{}, { data: {} }, { objective: {} }]
    .map((value) => option.table?.(value))
    .filter((table) => table !== undefined);
  const different = [...new Set(tables)];
  if (different.length > 1) {
    return { description, anyOf: different.map((table) => ofTable(table)) };
  }
  if (different.length === 1 && Object.keys(different[0]).length > 0) {
    return { description, ...ofTable(different[0]) };
  }
  const types = examples.filter(({ value }) => option.isType(value))
    .map(({ type }) => type)
    // to JavaScript a list is an object as well
    .filter((type, _, all) => type !== "array" || !all.includes("object"));
  return {
    description,
    type: types.length === 1 ? types[0] : types,
    ...(entries && { items: ofOption(entries) }),
  };
}
