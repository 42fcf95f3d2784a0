import { isNumber } from "./column.ts";
import { counted } from "../../counted.ts";
import type { Row } from "./rows.ts";

/** Names of columns and the rows below them. */
export interface Headed {
  readonly names: readonly string[];
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

/** Rows that are looked at. */
const sample = 200;

const total =
  /^(grand |sub)?(totals?|sums?|averages?|means?|all|(ins)?gesamt|summe|mittelwert|totale|moyenne|somme|promedio|suma)$/i;

/**
 * Divides rows into names and values.
 *
 * @param comment The last comment above: some programs write the names there.
 */
export function readHeader(
  all: readonly Row[],
  isMissing: (cell: string) => boolean,
  options: { header?: boolean; comment: Row | undefined },
): Headed {
  const again = options.header === false ? [] : repeats(all);
  if (again.length === 0) return divide(all, isMissing, options);
  const left = new Set(again);
  const rows = all.filter((row) => !left.has(row));
  const headed = divide(rows, isMissing, { ...options, header: true });
  return {
    ...headed,
    notes: [
      ...headed.notes,
      `${counted(again.length, "line")} that ${
        again.length === 1 ? "repeats" : "repeat"
      } the names left out, such as line ${again[0].line}.`,
    ],
  };
}

/** Rows that say the names again: words where, but for them, numbers stand. */
function repeats([first, ...body]: readonly Row[]): readonly Row[] {
  const isAgain = ({ fields }: Row) =>
    fields.every((field, i) => field === first.fields[i]);
  const again = body.filter(isAgain);
  if (again.length === 0) return again;
  const others = body.filter((row) => !isAgain(row)).slice(0, sample);
  const overNumbers = first.fields.some((name, i) =>
    name !== "" && !isNumber(name) && others.length > 0 &&
    others.every(({ fields }) => isNumber(fields[i]))
  );
  return overNumbers ? again : [];
}

function divide(
  rows: readonly Row[],
  isMissing: (cell: string) => boolean,
  { header, comment }: { header?: boolean; comment: Row | undefined },
): Headed {
  const width = rows[0].fields.length;
  const present = header ?? (rows.length < 2 || hasHeader(rows, isMissing));
  if (present) {
    const { names, notes } = nameColumns(rows[0].fields);
    return withoutOthers(names, rows.slice(1), isMissing, notes);
  }
  if (header === undefined && comment?.fields.length === width) {
    const { names, notes } = nameColumns(comment.fields);
    return withoutOthers(names, rows, isMissing, [
      `Names are those of the comment on line ${comment.line}.`,
      ...notes,
    ]);
  }
  const { names } = nameColumns(Array(width).fill(""));
  return withoutOthers(names, rows, isMissing, [
    header === undefined
      ? `No header: the first line holds values like those below it; columns are named "${
        names[0]
      }" and so on.`
      : `Columns are named "${names[0]}" and so on.`,
  ]);
}

/**
 * Whether the first row names columns: it holds text over numbers, or, where all
 * is text, something that does not occur below.
 */
function hasHeader(
  [first, ...rest]: readonly Row[],
  isMissing: (cell: string) => boolean,
): boolean {
  const body = rest.slice(0, sample);
  let likeBelow = 0;
  let unlike = 0;
  const numbers: number[] = [];
  first.fields.forEach((cell, i) => {
    const below = body.map(({ fields }) => fields[i]).filter((c) =>
      !isMissing(c)
    );
    if (below.length === 0) return;
    const share = below.filter(isNumber).length / below.length;
    if (share < 0.9) {
      if (!isMissing(cell) && below.includes(cell)) likeBelow++;
      else if (share > 0 || isNumber(cell)) return;
      else unlike++;
    } else if (isNumber(cell)) {
      numbers.push(Number(cell));
    } else if (!isMissing(cell)) unlike = Infinity;
  });
  if (unlike === Infinity) return true;
  // 1990, 1991, 1992 over numbers are names
  if (unlike > 0 && likeBelow === 0 && isProgression(numbers)) return true;
  if (numbers.length > 0) return false;
  return likeBelow === 0 || unlike > likeBelow;
}

function isProgression(numbers: readonly number[]): boolean {
  const step = numbers[1] - numbers[0];
  const areYears = numbers.every((x) => x % 1 === 0 && x > 1800 && x < 2200);
  return (numbers.length > 2 || areYears) && step !== 0 &&
    numbers.every((x, i) => x === numbers[0] + i * step);
}

/** Names that are there, and different. */
function nameColumns(
  given: readonly string[],
): { readonly names: readonly string[]; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const used = new Set<string>();
  const next = new Map<string, number>();
  const names = given.map((name, i) => {
    const wanted = name || `column ${i + 1}`;
    let unique = wanted;
    // goes on where the last of this name ended: there may be thousands
    let k = next.get(wanted) ?? 2;
    for (; used.has(unique); k++) unique = `${wanted} (${k})`;
    next.set(wanted, k);
    used.add(unique);
    if (unique !== wanted) {
      notes.push(
        `Column ${
          i + 1
        } is named "${wanted}" as an earlier one: here "${unique}".`,
      );
    }
    return unique;
  });
  const unnamed = given.flatMap((name, i) => name ? [] : [i + 1]);
  if (unnamed.length > 0 && unnamed.length < given.length) {
    notes.push(
      `${counted(unnamed.length, "column")} without a name: here "${
        names[unnamed[0] - 1]
      }"${unnamed.length > 1 ? " and so on" : ""}.`,
    );
  }
  return { names, notes };
}

/** Without a row of units below the names, and a row of totals at either end. */
function withoutOthers(
  names: readonly string[],
  rows: readonly Row[],
  isMissing: (cell: string) => boolean,
  notes: readonly string[],
): Headed {
  let kept = rows;
  const told = [...notes];
  if (isUnits(kept, isMissing)) {
    told.push(`Line ${kept[0].line} holds units and is left out.`);
    kept = kept.slice(1);
  }
  for (const at of [0, -1]) {
    const row = kept.at(at);
    const label = row?.fields.find((field) => field !== "");
    if (kept.length < 3 || label === undefined || !total.test(label)) continue;
    const column = row!.fields.indexOf(label);
    if (kept.filter(({ fields }) => fields[column] === label).length > 1) {
      continue;
    }
    told.push(`Line ${row!.line} ("${label}") is left out.`);
    kept = at === 0 ? kept.slice(1) : kept.slice(0, -1);
  }
  return { names, rows: kept, notes: told };
}

/** "<0.1" or "0.05*": a value, no unit. */
const nearly = /^[<>≤≥~≈=]\s*[\d.]|\d[*†‡]+$/;

/** Whether the first row has words where all below are numbers. */
function isUnits(
  [first, ...rest]: readonly Row[],
  isMissing: (cell: string) => boolean,
): boolean {
  if (first === undefined || rest.length < 2) return false;
  const body = rest.slice(0, sample);
  let words = 0;
  for (let i = 0; i < first.fields.length; i++) {
    const below = body.map(({ fields }) => fields[i]).filter((cell) =>
      !isMissing(cell)
    );
    if (below.length === 0 || !below.every(isNumber)) continue;
    if (isNumber(first.fields[i]) || nearly.test(first.fields[i])) return false;
    if (!isMissing(first.fields[i])) words++;
  }
  return words > 0;
}
