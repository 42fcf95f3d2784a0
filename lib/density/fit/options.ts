import {
  type OptimizerChoice,
  optimizerChoice,
  type Slots,
} from "../../optimize/mod.ts";
import {
  abortSignal,
  anyOf,
  countFrom,
  finiteFrom,
  flag,
  holding,
  listOf,
  number,
  numberFrom,
  numbers,
  oneOf,
  type OptionTable,
  record,
} from "../../options/mod.ts";
import type { GeneratorState } from "../../random/mod.ts";
import type { Precision } from "../../linalg/mod.ts";
import {
  type DensityLog,
  type DensityLogger,
  loggerChoice,
} from "./loggers.ts";
import { type GradientTransform, transformChoice } from "./transforms.ts";

/** How to fit a density. */
export interface FitDensityOptions {
  /** Passes over the training part, those of a resumed run included; 100. */
  readonly epochs?: number;
  /** Samples of one update; 100. The last of an epoch may have fewer. */
  readonly batchSize?: number;
  /** Default "adam". */
  readonly method?: OptimizerChoice;
  /** Default: that of the method (adam: 0.001). */
  readonly learningRate?: number;
  /** Default "relative"; see {@linkcode densityGradient}. */
  readonly gradient?: "relative" | "ordinary";
  /**
   * "likelihood" (default), or "scoreMatching", for up to 16 features; see
   * {@linkcode scoreMatching}.
   */
  readonly loss?: "likelihood" | "scoreMatching";
  /**
   * As the authors' code has it: the gradient, as {@linkcode densityGradient}
   * says, and the corrections of adam count epochs in place of updates.
   */
  readonly asPublished?: boolean | "notebook";
  /** Applied to each gradient, in order; none by default. */
  readonly transforms?: readonly GradientTransform[];
  /** Of the order of samples; 0. */
  readonly seed?: number;
  /** Whether each epoch has an order of its own; true. */
  readonly shuffle?: boolean;
  /** Epochs from one entry of the log to the next; 1. */
  readonly logEvery?: number;
  /** Default: logLikelihood, terms, seconds, parameterMean. */
  readonly loggers?: readonly DensityLogger[];
  /**
   * Epochs without a better validation likelihood after which to stop; 30.
   * Without a validation part all epochs are done.
   */
  readonly lookAhead?: number;
  /** Of products of matrices; "float64". */
  readonly precision?: Precision;
  /** Wall-clock limit of this run; 600. */
  readonly maxSeconds?: number;
  /** Ends with "aborted" after the update under way. */
  readonly signal?: AbortSignal;
  /**
   * The state of an earlier run, which this one continues, bit for bit as if it
   * had not stopped; the flow that is given says only what the state does not.
   */
  readonly resumeFrom?: DensityFitState;
}

/** What {@linkcode fitDensity} takes beside flow and data. */
export const fitDensityOptions: OptionTable<FitDensityOptions> = {
  epochs: countFrom(0),
  batchSize: countFrom(1),
  method: optimizerChoice,
  learningRate: finiteFrom(0),
  gradient: oneOf("relative", "ordinary"),
  loss: oneOf("likelihood", "scoreMatching"),
  asPublished: anyOf(flag, oneOf("notebook")),
  transforms: listOf(transformChoice),
  seed: number,
  shuffle: flag,
  logEvery: countFrom(1),
  loggers: listOf(loggerChoice),
  lookAhead: countFrom(1),
  precision: oneOf("float64", "float32"),
  maxSeconds: numberFrom(0),
  signal: abortSignal,
  resumeFrom: holding("a state of a fit", {
    epoch: number,
    update: number,
    taken: number,
    random: record,
    parameters: numbers,
    slots: record,
    log: record,
    seconds: number,
  }),
};

/** All that a run needs to go on, as plain data. */
export interface DensityFitState {
  /** Epochs done. */
  readonly epoch: number;
  /** Updates done. */
  readonly update: number;
  /** Updates done of the epoch under way. */
  readonly taken: number;
  /** The generator before it ordered the samples of that epoch. */
  readonly random: GeneratorState;
  /** All weights and biases. */
  readonly parameters: Float64Array;
  /** What the optimizer carries. */
  readonly slots: Slots;
  /** The epoch with the best validation likelihood, where there is one. */
  readonly best?: {
    readonly epoch: number;
    readonly logLikelihood: number;
    readonly parameters: Float64Array;
  };
  /** The log. */
  readonly log: DensityLog;
  /** Seconds so far. */
  readonly seconds: number;
}
