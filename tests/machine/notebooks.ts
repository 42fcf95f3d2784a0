import { assertStringIncludes } from "@std/assert";
import { listSources } from "../../lib/host/commands/ipynb.ts";

/** A notebook of the project, as hosts are tested with it. */
export interface TestedNotebook {
  /** "notebooks/solvers.ts" */
  readonly source: string;
  /** Figures that it shows at least. */
  readonly figures: number;
  /** What it takes as one live file at most, in bytes. */
  readonly bytes: number;
  /** Layout-shift score of a first opening, at most. */
  readonly shift: number;
  /** Whether it starts jobs, whose results are kept, or computes in place. */
  readonly startsJobs: boolean;
  /** What it says of the clock. */
  readonly timed: RegExp;
  /**
   * Its text, .ts or .ipynb, with what takes long made short: here hosts are
   * tested, tests/host tries the notebooks as they are.
   */
  readonly shorten: (text: string) => string;
}

/** What holds for a notebook that is not like most. */
const special: Record<
  string,
  {
    readonly figures?: number;
    readonly bytes?: number;
    readonly shift?: number;
    readonly timed?: RegExp;
    readonly startsJobs?: boolean;
    readonly shorter?: readonly (readonly [string, string])[];
  }
> = {
  // recorded runs, 0.2 MB
  "notebooks/double_descent.ts": { bytes: 2.2e6, startsJobs: false },
  "notebooks/infinite_data.ts": { figures: 3 },
  // recorded runs, 0.1 MB
  "notebooks/sweep.ts": { bytes: 2.2e6 },
  // A surface that turns brings three, 0.55 MB; digits and recorded runs 0.5 MB.
  "notebooks/landscape.ts": { bytes: 2.5e6 },
  "notebooks/linear_autoencoder.ts": {
    figures: 3,
    shorter: [["  value: 150,", "  value: 30,"]],
  },
  // readers of files of many kinds; measured: 2.038 MB
  "notebooks/own_data.ts": { bytes: 2.06e6 },
  // measured: 3.040 MB
  "notebooks/multiply_by_one.ts": {
    bytes: 3.06e6,
    startsJobs: false,
    shorter: [["  value: 600,", "  value: 200,"]],
  },
  // players come into the cells of its table with their sounds: 0.062 was seen
  "notebooks/two_voices.ts": { shift: 0.1 },
  "notebooks/relative_gradient.ts": {
    bytes: 2.5e6,
    shorter: [["max: 60, value: 12 }", "max: 60, value: 3 }"]],
    timed: /exponent of the relative[^;]*; [^.]*\.\d times/,
  },
  "notebooks/fixed_points.ts": {
    figures: 2,
    shorter: [["value: 10_000 }", "value: 1000 }"], [
      "max: 50, value: 12 }",
      "max: 50, value: 2 }",
    ]],
  },
};

/** Every notebook there is. */
export const notebooks: readonly TestedNotebook[] =
  (await listSources("notebooks")).map((source) => {
    const {
      figures = 4,
      bytes = 2e6,
      shift = 0.05,
      timed = /[\d.]+ seconds/,
      startsJobs = true,
      shorter = [],
    } = special[source] ?? {};
    return {
      source,
      figures,
      bytes,
      shift,
      timed,
      startsJobs,
      shorten: (text) =>
        shorter.reduce((text, [long, short]) => {
          assertStringIncludes(text, long);
          return text.replace(long, short);
        }, text),
    };
  });

/** A file beside a notebook with the short form of it, until `use` ends. */
export async function withShortNotebook<T>(
  { source, shorten }: TestedNotebook,
  use: (source: string) => Promise<T>,
): Promise<T> {
  const text = await Deno.readTextFile(source);
  const short = shorten(text);
  if (short === text) return await use(source);
  const copy = source.replace(/\w+\.ts$/, ".short_$&");
  await Deno.writeTextFile(copy, short);
  try {
    return await use(copy);
  } finally {
    await Deno.remove(copy);
  }
}
