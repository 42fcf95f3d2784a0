import {
  checkArguments,
  checkOptions,
  holding,
  listOnlyOf,
  number,
  type OptionTable,
  record,
  sizeFrom,
  text,
} from "../../options/mod.ts";
import { aChoice, type FigureChoice } from "../choose.ts";
import { type Figure, makeFigure } from "../figure.ts";
import type { SVGSVGElement as LiveSvg } from "../surface/live_types.ts";
import { type ExploredRun, OUTCOMES, runsOf } from "./columns.ts";
import type { Moment } from "./moment.ts";
import { drawPicture } from "./picture.ts";
import { planOf } from "./plan.ts";
import { EVERYTHING, select } from "./selection.ts";
import { enter, stageOf } from "./stage.ts";
import { domainOf } from "./view.ts";

/** What {@linkcode sweepExplorer} can be told besides the runs. */
export interface SweepExplorerOptions {
  /** What runs from left to right: a name in `run`, or what became of the runs. */
  readonly x?: string;
  /** What runs upward. Default "loss". */
  readonly y?: string;
  /** How many runs there will be, while they still come. */
  readonly of?: number;
  /** What a click on a run sets: an input, to the run's `index`. */
  readonly choose?: FigureChoice;
  /** Shown above the picture. */
  readonly title?: string;
}

/** What {@linkcode sweepExplorer} takes beside the runs. */
export const sweepExplorerOptions: OptionTable<SweepExplorerOptions> = {
  x: text,
  y: text,
  of: sizeFrom(0),
  choose: aChoice,
  title: text,
};

const someRuns = listOnlyOf(
  holding("a run", { index: number, run: record }),
  "a list of runs, each with index and run",
);

/**
 * The runs of a sweep to look through: each as a dot between two axes, beside
 * them how many ended with which verdict, below them how what distinguishes
 * runs, and what became of them, is distributed. In a page, what is drawn over
 * with the mouse (dots or bars) or switched off (verdicts) selects runs, and all
 * parts show the selected ones; the axes zoom and move; the values of a run are
 * read under the pointer or with arrow keys, and a click or Enter hands its
 * index to `choose`. Elsewhere it is a picture of all runs.
 *
 * It takes what a sweep has so far: axes widen rarely as runs come, and what is
 * selected stays selected. Runs with the same value are spread a little. On
 * logarithmic axes zeros lie at 10⁻³⁴; a run that failed has no loss and no dot.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { sweepExplorer } from "@thalweg/thalweg";
 *
 * const figure = sweepExplorer([
 *   { index: 0, run: { width: 2, seed: 1 }, loss: 1e-3, verdict: "saddle" },
 *   { index: 1, run: { width: 3, seed: 1 }, loss: 1e-9, verdict: "saddle" },
 * ], { x: "width" });
 * assertEquals(figure.rows()[1].loss, 1e-9);
 * ```
 */
export function sweepExplorer(
  results: readonly ExploredRun[],
  options: SweepExplorerOptions = {},
): Figure {
  const act = "explore the sweep";
  checkArguments(act, { results }, { results: someRuns });
  checkOptions(act, options, sweepExplorerOptions);
  const { choose, of } = options;
  const runs = runsOf(results);
  const yName = options.y ?? "loss";
  const xName = options.x ?? firstAxis(runs.varied);
  const atRest = (width: number): Moment => ({
    runs,
    plan: planOf(runs, width),
    xName,
    yName,
    x: domainOf(runs.column(xName)),
    y: domainOf(runs.column(yName)),
    domain: (name) => domainOf(runs.column(name)),
    selection: EVERYTHING,
    selected: select(runs, EVERYTHING),
    of,
  });
  return makeFigure({
    title: options.title ?? "The runs of the sweep",
    span: "full",
    height: (width) => planOf(runs, width).height,
    rows: () =>
      results.map(({ index, run, verdict, error, ...rest }) => ({
        index,
        ...run,
        ...Object.fromEntries(OUTCOMES.map((name) => [name, rest[name] ?? ""])),
        verdict: verdict ?? "",
        error: error ?? "",
      })),
    ...(choose ? { choose } : {}),
    draw({ document, width, container }) {
      const stage = stageOf(container);
      const moment = stage?.moment(atRest(width)) ?? atRest(width);
      return drawPicture(document, moment, {
        chosen: choose?.value,
        isFile: container === undefined,
      });
    },
    enliven: (svg) => {
      const live = svg as LiveSvg;
      enter(live, atRest(Number(live.getAttribute("width"))), choose?.value);
    },
  });
}

/** What varies, at best a number other than a seed. */
function firstAxis(varied: readonly string[]): string {
  return varied.find((name) => !/seed|problem/i.test(name)) ?? varied[0] ??
    "steps";
}
