import { valuesOf } from "./features.ts";
import { type Column, type Table, tableColumn } from "./table.ts";

/** What is to be predicted, over all rows of the table. */
export type Target =
  | {
    readonly kind: "classes";
    /** In their order. */
    readonly names: readonly string[];
    /** One per row, −1 where it is missing. */
    readonly labels: Int32Array;
  }
  | {
    readonly kind: "numbers";
    /** One per row, NaN where it is missing. */
    readonly values: Float64Array;
  };

/** What a target is taken for. */
export type Task = "classification" | "regression";

/** The target of a table: classes or numbers, see `TableToDatasetOptions.task`. */
export function targetOf(table: Table, name: string, task?: Task): Target {
  const column = tableColumn(table, name);
  if ((task ?? likelyTask(column)) === "classification") {
    return classesOf(column, table.rows, task !== undefined);
  }
  if (column.kind === "text") {
    const example = column.values.find((value) => value !== "") ?? "";
    throw new TypeError(
      `Cannot use column "${name}" as numbers: it holds text such as "${example}", expected numbers`,
    );
  }
  return { kind: "numbers", values: column.values };
}

/** The same with those classes alone that some rows have. */
export function ofRows(target: Target, rows: Int32Array): Target {
  if (target.kind === "numbers") return target;
  const { names, labels } = target;
  const counts = new Int32Array(names.length);
  for (const row of rows) counts[labels[row]]++;
  let next = 0;
  const renamed = counts.map((count) => count > 0 ? next++ : -1);
  return {
    kind: "classes",
    names: names.filter((_, label) => counts[label] > 0),
    labels: labels.map((label) => label < 0 ? -1 : renamed[label]),
  };
}

function likelyTask(column: Column): Task {
  if (column.kind === "text") return "classification";
  if (column.kind === "date") return "regression";
  const values = [...valuesOf(column)] as number[];
  const few = values.length <= 20 &&
    2 * values.length <= column.values.length - column.missing;
  return few && values.every(Number.isInteger)
    ? "classification"
    : "regression";
}

function classesOf(column: Column, rows: number, asked: boolean): Target {
  const { name, values } = column;
  const found = [...valuesOf(column)];
  if (found.length < 2) {
    throw new RangeError(
      `Cannot classify by column "${name}": it holds ${
        found.length === 0 ? "no value" : `only "${found[0]}"`
      }, expected two values or more`,
    );
  }
  const present = rows - column.missing;
  if (!asked && 2 * found.length > present && found.length > 20) {
    throw new RangeError(
      `Cannot classify by column "${name}": it holds ${found.length} different values in ${present} rows, expected each of them several times`,
    );
  }
  const sorted = column.kind === "text"
    ? (found as string[]).sort()
    : (found as number[]).sort((a, b) => a - b);
  const labelOf = new Map<string | number, number>(
    sorted.map((value, label) => [value, label]),
  );
  return {
    kind: "classes",
    names: sorted.map(String),
    labels: Int32Array.from<string | number>(
      values,
      (value) => labelOf.get(value) ?? -1,
    ),
  };
}
