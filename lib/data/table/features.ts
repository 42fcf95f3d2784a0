import { checkArguments, text } from "../../options/mod.ts";
import { counted } from "../../counted.ts";
import { aTable, type Column, type Table, tableColumn } from "./table.ts";

/** One input of a network, over all rows of the table. */
export interface Feature {
  /** The column's name, "column = value" where it is one value of a text. */
  readonly name: string;
  /** NaN where it is missing. */
  readonly values: Float64Array;
}

/** A column that lacks more of its cells is no input unless asked for. */
const mostMissing = 0.4;
/** A text of more values is no input unless asked for, … */
const fewValues = 20;
/** … and one of still more none at all: each is an input of its own. */
const mostValues = 200;

/** Columns that can be inputs, and why others are not. */
export interface Usable {
  /** Columns that can be inputs. */
  readonly names: readonly string[];
  /** Why others are not: sentences. */
  readonly notes: readonly string[];
}

/**
 * The columns that make sensible inputs for a target: not the target, no index,
 * not constant, not mostly missing, no text of many values.
 *
 * @throws {TypeError} If an argument is of another type.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import { readTable, usableInputs } from "@thalweg/thalweg";
 *
 * const rows = readTable("length,name,kind\n1,a,x\n2,b,y\n3,c,x\n");
 * assert(usableInputs(rows, "kind").names.includes("length"));
 * ```
 */
export function usableInputs(table: Table, target: string): Usable {
  checkArguments("look for inputs", { table, target }, {
    table: aTable,
    target: text,
  });
  const names: string[] = [];
  const notes: string[] = [];
  for (const column of table.columns) {
    if (column.name === target) continue;
    const why = whyNot(column, table.rows);
    if (why === undefined) names.push(column.name);
    else notes.push(`Column "${column.name}" is no input: ${why}.`);
  }
  return { names, notes };
}

function whyNot(column: Column, rows: number): string | undefined {
  if (column.kind === "number" && column.isIndex) return "it counts the rows";
  if (column.missing > mostMissing * rows) {
    return `${column.missing} of ${rows} cells are missing`;
  }
  const values = valuesOf(column);
  if (values.size < 2) return "it is constant";
  if (column.kind === "text" && values.size > fewValues) {
    return `it is text of ${values.size} different values`;
  }
}

/** The different values of a column, missing ones aside. */
export function valuesOf({ values }: Column): Set<string | number> {
  const found = new Set<string | number>(values);
  found.delete("");
  found.delete(NaN);
  return found;
}

/** The inputs that columns make: numbers as they are, text one-hot. */
export function featuresOf(
  table: Table,
  inputs: readonly string[],
  target: string,
): Feature[] {
  const named = new Set([target]);
  const columns = new Map(table.columns.map((each) => [each.name, each]));
  return inputs.flatMap((name) => {
    if (named.has(name)) {
      throw new RangeError(
        `Cannot use column "${name}" as an input: it is named twice among inputs and target, expected once`,
      );
    }
    named.add(name);
    const column = columns.get(name) ?? tableColumn(table, name);
    return column.kind === "text"
      ? oneHot(name, column.values)
      : [{ name, values: column.values }];
  });
}

function oneHot(name: string, cells: readonly string[]): Feature[] {
  const values = [...new Set(cells)].filter((cell) => cell !== "").sort();
  if (values.length > mostValues) {
    throw new RangeError(
      `Cannot use column "${name}" as an input: it is text of ${
        counted(values.length, "different value")
      }, expected ${mostValues} at most, each of which is an input`,
    );
  }
  return values.map((value) => ({
    name: `${name} = ${value}`,
    values: Float64Array.from(
      cells,
      (cell) => cell === "" ? NaN : cell === value ? 1 : 0,
    ),
  }));
}
