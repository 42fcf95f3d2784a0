type Value = string | number;
type Row = Readonly<Record<string, Value>>;

/** What is used of a mark of Plot. */
interface Mark {
  readonly ariaLabel?: string;
  initialize(): {
    readonly channels: Readonly<
      Record<string, { readonly value: unknown; readonly label?: unknown }>
    >;
  };
}

/** Channels that are no data of the picture. */
const silent = /^(?:title|href|ariaLabel|tip)$/;

/**
 * The values that marks of Observable Plot show, a row per datum: columns have
 * the names of the data's fields where Plot knows them.
 */
export function rowsOf(marks: readonly unknown[]): readonly Row[] {
  const parts = marks.flat(Infinity).filter(isMark).map(rowsOfMark)
    .filter(({ rows }) => rows.length > 0);
  if (parts.length < 2) return parts[0]?.rows ?? [];
  // a column for each, also where a mark has no value of that name
  const columns = new Set(parts.flatMap(({ rows }) => Object.keys(rows[0])));
  const blank = Object.fromEntries([...columns].map((name) => [name, ""]));
  return parts.flatMap(({ name, rows }, i) =>
    rows.map((row) => ({ mark: `${i + 1} ${name}`, ...blank, ...row }))
  );
}

function isMark(value: unknown): value is Mark {
  return typeof value === "object" && value !== null && "initialize" in value;
}

function rowsOfMark(mark: Mark): { readonly name: string; rows: Row[] } {
  const columns: [string, ArrayLike<unknown>][] = [];
  const channels = Object.entries(mark.initialize().channels);
  const places = channels.filter(([name]) => /^[xy]/.test(name)).sort();
  const others = channels.filter(([name]) => !/^[xy]/.test(name));
  for (const [name, channel] of [...places, ...others]) {
    const { value, label } = channel;
    if (silent.test(name) || typeof value !== "object" || value === null) {
      continue;
    }
    const wanted = typeof label === "string" ? label : name;
    const taken = columns.some(([column]) => column === wanted);
    columns.push([taken ? name : wanted, value as ArrayLike<unknown>]);
  }
  const length = Math.max(0, ...columns.map(([, { length }]) => length));
  return {
    name: mark.ariaLabel ?? "mark",
    rows: Array.from(
      { length },
      (_, i) =>
        Object.fromEntries(
          columns.map(([name, values]) => [name, plain(values[i])]),
        ),
    ),
  };
}

function plain(value: unknown): Value {
  if (typeof value === "number") return value;
  if (value instanceof Date) return value.toISOString();
  return value === null || value === undefined ? "" : String(value);
}
