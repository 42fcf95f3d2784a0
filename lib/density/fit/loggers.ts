import {
  anyOf,
  callable,
  type Option,
  shown,
  text,
} from "../../options/mod.ts";
import type { InvertibleNetwork } from "../invertible_network.ts";
import type { LogLikelihoodTerms } from "../likelihood.ts";

/** What a logger sees at the end of an epoch. */
export interface DensityEpoch {
  /** Epochs done; 0 before the first. */
  readonly epoch: number;
  /** The flow; its arrays are reused: copy what is kept. */
  readonly flow: InvertibleNetwork;
  /** Seconds since the fit began, those of the runs it resumes included. */
  readonly seconds: number;
  /** The terms of the mean log-likelihood of the training part. */
  readonly training: () => LogLikelihoodTerms;
  /** The mean log-likelihood of the validation part, where there is one. */
  readonly validation: number | undefined;
}

/** Numbers by name. */
export type LoggedNumbers = Readonly<Record<string, number>>;

/** A logger of the library: its values in the log have these names. */
export type DensityLoggerName =
  /** training, and validation where there is one. */
  | "logLikelihood"
  /** base, activations, weights: see {@linkcode logLikelihoodTerms}. */
  | "terms"
  /** seconds. */
  | "seconds"
  /** parameterMean: the mean of all weights and biases. */
  | "parameterMean";

/** A logger by name, or the user's own. */
export type DensityLogger =
  | DensityLoggerName
  | ((epoch: DensityEpoch) => LoggedNumbers);

/** What options take as a logger. */
export const loggerChoice: Option = anyOf(callable, text);

const named: Readonly<
  Record<DensityLoggerName, (epoch: DensityEpoch) => LoggedNumbers>
> = {
  logLikelihood: ({ training, validation }) => {
    const { base, activations, weights } = training();
    return {
      training: base + activations + weights,
      ...validation !== undefined && { validation },
    };
  },
  terms: ({ training }) => ({ ...training() }),
  seconds: ({ seconds }) => ({ seconds }),
  parameterMean: ({ flow: { layers } }) => {
    let sum = 0;
    let count = 0;
    for (const { weights, bias } of layers) {
      for (let i = 0; i < weights.length; i++) sum += weights[i];
      for (let i = 0; i < bias.length; i++) sum += bias[i];
      count += weights.length + bias.length;
    }
    return { parameterMean: sum / count };
  },
};

/** The names of the library's loggers. */
export const loggerNames: readonly DensityLoggerName[] = Object.keys(
  named,
) as DensityLoggerName[];

/**
 * One logger of several.
 *
 * @throws {RangeError} If a name is unknown.
 */
export function joinLoggers(
  loggers: readonly DensityLogger[],
): (epoch: DensityEpoch) => LoggedNumbers {
  const functions = loggers.map((logger) => {
    if (typeof logger === "function") return logger;
    if (Object.hasOwn(named, logger)) return named[logger];
    throw new RangeError(
      `Cannot fit the density: logger ${shown(logger)}, expected ` +
        `one of ${loggerNames.join(", ")}, or a function`,
    );
  });
  return (epoch) =>
    Object.assign({}, ...functions.map((logger) => logger(epoch)));
}

/** What loggers told, epoch by epoch. */
export interface DensityLog {
  /** Epochs done at each entry, 0 the first. */
  readonly epochs: readonly number[];
  /** By name, one number for each entry; NaN where a logger said nothing. */
  readonly values: Readonly<Record<string, readonly number[]>>;
}

/** The log with an entry more. */
export function withEntry(
  { epochs, values }: DensityLog,
  epoch: number,
  entry: LoggedNumbers,
): DensityLog {
  const names = new Set([...Object.keys(values), ...Object.keys(entry)]);
  const before = epochs.map(() => NaN);
  return {
    epochs: [...epochs, epoch],
    values: Object.fromEntries(
      Array.from(names, (name) => [
        name,
        [...values[name] ?? before, entry[name] ?? NaN],
      ]),
    ),
  };
}
