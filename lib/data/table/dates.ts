/** A way to write dates. */
interface Dates {
  readonly pattern: RegExp;
  /** Where year, month and day stand among its groups. */
  readonly order: readonly [year: number, month: number, day: number];
  readonly note: string;
}

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const moment =
  /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?$/;

/** Of a day, with the hours of America or without. */
const hours = /^(\S+) (\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M)?$/i;

const digits = /^((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/** Whether eight digits are those of a day, as 20240131 is. */
export function isDay(cell: string): boolean {
  return digits.test(cell);
}

const kinds: readonly Dates[] = [
  { pattern: iso, order: [1, 2, 3], note: "" },
  { pattern: /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, order: [1, 2, 3], note: "" },
  { pattern: digits, order: [1, 2, 3], note: "yearmonthday" },
  { pattern: /^(\d{4})-(\d{2})()$/, order: [1, 2, 3], note: "year-month" },
  {
    pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/,
    order: [3, 2, 1],
    note: "day.month.year",
  },
  // where both fit, as in the country where most such files are made
  { pattern: slashed, order: [3, 1, 2], note: "month/day/year" },
  { pattern: slashed, order: [3, 2, 1], note: "day/month/year" },
];

const dayMilliseconds = 86_400_000;

/** Days since 1970 of cells that are dates, NaN where one is not. */
export interface DatesRead {
  readonly days: Float64Array;
  readonly found: number;
  readonly note: string;
}

/** Reads cells as dates in the way that fits most of them. */
export function readDates(cells: readonly string[]): DatesRead {
  let best: DatesRead = { days: new Float64Array(0), found: 0, note: "" };
  if (!cells.some((cell) => /^\d/.test(cell))) return best;
  for (const kind of kinds) {
    if (!cells.some((cell) => kind.pattern.test(dividedAt(cell).day))) continue;
    best = better(best, cells, (cell) => dayOf(cell, kind), kind.note);
  }
  if (cells.some((cell) => moment.test(cell))) {
    best = better(best, cells, momentOf, "");
  }
  return best;
}

function better(
  best: DatesRead,
  cells: readonly string[],
  read: (cell: string) => number,
  note: string,
): DatesRead {
  const days = Float64Array.from(cells, read);
  const found = days.reduce((sum, day) => sum + (day === day ? 1 : 0), 0);
  return found > best.found ? { days, found, note } : best;
}

function dayOf(cell: string, { pattern, order }: Dates): number {
  const { day: written, minutes } = dividedAt(cell);
  const groups = written.match(pattern);
  if (!groups) return NaN;
  const [year, month, day] = order.map((i) => Number(groups[i] || 1));
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  // no 31st of February
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.getTime() / dayMilliseconds + minutes / 1440
    : NaN;
}

/** A day, and the minutes after it began. */
function dividedAt(cell: string): { day: string; minutes: number } {
  const parts = cell.includes(":") ? cell.match(hours) : null;
  if (!parts) return { day: cell, minutes: 0 };
  const [, day, hour, minute, second = "0", half] = parts;
  const past = half === undefined
    ? Number(hour)
    : Number(hour) % 12 + (half.toUpperCase() === "PM" ? 12 : 0);
  return { day, minutes: 60 * past + Number(minute) + Number(second) / 60 };
}

/** Without a zone it is UTC: the numbers are the same wherever they are read. */
function momentOf(cell: string): number {
  if (iso.test(cell)) return Date.parse(cell) / dayMilliseconds;
  const zone = cell.match(moment)?.[3];
  if (zone === undefined && !moment.test(cell)) return NaN;
  const text = cell.replace(" ", "T").replace(/\s/, "");
  return Date.parse(zone === undefined ? `${text}Z` : text) / dayMilliseconds;
}
