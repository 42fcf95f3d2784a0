import type { Cell } from "../../cell/mod.ts";
import { formatNumber, lossCurve } from "../../figure/mod.ts";
import {
  checkArguments,
  checkOptions,
  type OptionTable,
  text,
} from "../../options/mod.ts";
import { trainingAt } from "../../train/mod.ts";
import type { TrainingResult, TrainingState } from "../../train/mod.ts";
import { scrubber } from "../inputs/scrubber.ts";
import { aCell, defineLayout, type Layout } from "../layout.ts";
import { derive, interactive, wordsOf } from "./derive.ts";

/** Options of {@linkcode historyScrubber}. */
export interface HistoryScrubberOptions {
  /** Tells it from others in the notebook. Default: no words. */
  readonly title?: string;
}

/** What {@linkcode historyScrubber} takes beside the training. */
export const historyScrubberOptions: OptionTable<HistoryScrubberOptions> = {
  title: text,
};

/** What {@linkcode historyScrubber} makes. */
export interface HistoryScrubber {
  /** The slider and the training curve. */
  readonly layout: Cell<Layout>;
  /** The time of a stored point of the training; may be set. */
  readonly time: Cell<number>;
  /** θ and loss at that time, exactly. */
  readonly state: Cell<TrainingState>;
}

/**
 * Leafs through a training while it runs and when it is done. A slider that
 * says the time or the iteration, a play button, arrow keys and a click or drag
 * on the loss curve choose one of its stored points, so that what is shown was really there:
 * nothing between two points is made up, see {@linkcode trainingAt}.
 *
 * Hand `time` to `run.gradient`, `run.hessianSpectrum`, `run.parameterSlices`
 * or `run.plane` as `at` to see them at the same moment, of `fit`, or of
 * `fit.live` while it trains:
 * cell`Spectrum ${fit.live} ${time} ${(fit, at, run) => run.hessianSpectrum(fit, { at })}`.
 *
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import {
 *   cell,
 *   historyScrubber,
 *   mlp,
 *   teacherStudent,
 * } from "@thalweg/thalweg";
 *
 * const net = mlp`2 → 3 tanh → 1`;
 * const data = teacherStudent({ teacher: net, samples: 50, seed: 1 });
 * const fit = cell`fit = Train ${net} ${(net, run) =>
 *   run.train(net, data, { seed: 2 })}`;
 * historyScrubber(fit); // leafs through its training
 * ```
 */
export function historyScrubber(
  fit: Cell<TrainingResult>,
  options: HistoryScrubberOptions = {},
): HistoryScrubber {
  checkArguments("make the history scrubber", { fit }, { fit: aCell });
  checkOptions("make the history scrubber", options, historyScrubberOptions);
  const { title = "" } = options;
  const moments = derive("moments", [fit.live], momentsOf);
  const times = derive(
    "times",
    [moments],
    (all) => all.map(({ time }) => time),
  );
  const names = derive(
    "names",
    [moments],
    (all) => all.map(({ name }) => name),
  );
  const time = scrubber(wordsOf(title, "Time"), { stops: times, names });
  const state = derive("state", [fit.live, time], trainingAt);
  const curve = derive(
    "Training curve",
    [fit.live, state],
    (fit, state) =>
      lossCurve(fit, {
        title: `At ${momentOf(fit, state)}: loss ${formatNumber(state.loss)}`,
        at: state.time,
        pick: { target: time, label: "Time", value: state.time, step: 0 },
      }),
    "shown",
  );
  const name = {
    identity: `historyScrubber ${title}`,
    title: title || "Training",
  };
  const layout = defineLayout(name, {
    mode: "column",
    columns: 0,
    parts: [time, curve],
  });
  return interactive({ layout, time, state });
}

/**
 * The times of the stored points and what they are called. Far out in the flow's
 * time another second is below the last digit.
 */
function momentsOf(
  { trajectory: { times }, refineStart, discrete }: TrainingResult,
): { readonly time: number; readonly name: string }[] {
  const start = times[Math.max(0, refineStart - 1)];
  return Array.from(times, (time, i) => ({
    time,
    name: refineStart > 0 && i < refineStart
      ? `${discrete ? "step" : "t ="} ${formatNumber(time)}`
      : `iteration ${Math.round(time - start)}`,
  })).filter(({ time }, i) => i === 0 || time > times[i - 1]);
}

/** A stored point's moment: a refinement's iterations are no time of the flow. */
function momentOf(
  { trajectory: { times }, refineStart, discrete }: TrainingResult,
  { time, index }: TrainingState,
): string {
  if (refineStart > 0 && index < refineStart) {
    return `${discrete ? "step" : "time"} ${formatNumber(time)}`;
  }
  const start = times[Math.max(0, refineStart - 1)];
  return `iteration ${Math.round(time - start)} of the refinement`;
}
