import { isFiniteVector } from "../../linalg/mod.ts";
import { chooseOptimizer, copySlots } from "../../optimize/mod.ts";
import { checkOptions } from "../../options/mod.ts";
import { type Status, statusSentence } from "../../status.ts";
import { type DensityEvaluation, evaluateDensity } from "../evaluate.ts";
import { flatten, layersOf } from "../flat.ts";
import {
  gradientOfPass,
  type GradientWork,
  newGradientWork,
} from "../gradient.ts";
import type { InvertibleNetwork } from "../invertible_network.ts";
import { logLikelihood, logLikelihoodTerms } from "../likelihood.ts";
import { functionsOf, newPass, type Pass } from "../pass.ts";
import { precondition } from "../precondition.ts";
import {
  checkSmooth,
  scoreMatchingInto,
} from "../score_matching/score_matching.ts";
import { batchesOf } from "./batches.ts";
import { type DensityData, readParts } from "./data.ts";
import { type DensityLog, joinLoggers, withEntry } from "./loggers.ts";
import {
  type DensityFitState,
  type FitDensityOptions,
  fitDensityOptions,
} from "./options.ts";
import { transformOf } from "./transforms.ts";
import { toEnd } from "../../steps.ts";

/** Where a fit ended. */
export interface DensityFit {
  /**
   * "completed": all epochs are done; "out-of-patience": the validation
   * likelihood has not grown for as long as lookAhead says.
   */
  readonly status: Status;
  /** The same in words, and of which epoch the flow is. */
  readonly sentence: string;
  /** That of the best validation likelihood, or without validation the last. */
  readonly flow: InvertibleNetwork;
  /** Epochs after which the flow was that. */
  readonly epoch: number;
  /** What loggers told. */
  readonly log: DensityLog;
  /** The flow on the validation part, where there is one; not while running. */
  readonly validation?: DensityEvaluation;
  /** The flow on the test part, where there is one; not while running. */
  readonly test?: DensityEvaluation;
  /** Seconds in all, those of resumed runs included. */
  readonly seconds: number;
  /** Updates in all. */
  readonly updates: number;
  /** What `resumeFrom` takes to go on from the last flow. */
  readonly state: DensityFitState;
}

/** One update. */
export interface DensityFitStep {
  /** Epochs done. */
  readonly epoch: number;
  /** Epochs there will be at most. */
  readonly epochs: number;
  /** Share of the epoch under way that is done. */
  readonly part: number;
  /** The result so far. */
  snapshot(): DensityFit;
}

/**
 * Fits to the end; see {@linkcode fitDensitySteps}.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { fitDensity, invertibleNetwork, toySet } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * const fit = fitDensity(flow, points, { epochs: 2, batchSize: 50, seed: 1 });
 * assertEquals(fit.status, "completed");
 * ```
 */
export function fitDensity(
  flow: InvertibleNetwork,
  data: DensityData,
  options: FitDensityOptions = {},
): DensityFit {
  return toEnd(fitDensitySteps(flow, data, options));
}

/**
 * Maximizes the likelihood of the training part, minibatch by minibatch along
 * the relative gradient, yielding each update. At the end of each epoch loggers
 * are called and the validation likelihood is computed: the flow of its best
 * epoch is the result. Where a gradient is not finite, the last parameters
 * before it are kept and the fit ends with "non-finite".
 *
 * @throws {RangeError} If data do not fit, or an option has no meaning.
 * @throws {TypeError} If an argument is of another type, or an option unknown.
 *
 * @example Usage
 * ```ts
 * import { assert } from "@std/assert";
 * import {
 *   fitDensitySteps,
 *   invertibleNetwork,
 *   toySet,
 * } from "@thalweg/thalweg";
 *
 * const flow = invertibleNetwork({ features: 2, layers: 2, seed: 1 });
 * const points = toySet("moons", { samples: 100, seed: 1 }).inputs;
 * for (const { epoch } of fitDensitySteps(flow, points, { epochs: 2 })) {
 *   assert(epoch <= 2); // between the steps a program may do something else
 * }
 * ```
 */
export function* fitDensitySteps(
  flow: InvertibleNetwork,
  data: DensityData,
  options: FitDensityOptions = {},
): Generator<DensityFitStep, DensityFit> {
  const act = "fit the density";
  checkOptions(act, options, fitDensityOptions);
  const { training, validation, test } = readParts(act, flow, data);
  const {
    epochs = 100,
    batchSize = 100,
    method = "adam",
    seed = 0,
    shuffle = true,
    asPublished = false,
    logEvery = 1,
    loggers = ["logLikelihood", "terms", "seconds", "parameterMean"],
    lookAhead = 30,
    maxSeconds = 600,
    signal,
    resumeFrom,
  } = options;
  const began = performance.now();
  const D = flow.features;
  const log = joinLoggers(loggers);
  const optimizer = chooseOptimizer(method);
  const { learningRate = optimizer.learningRate } = options;
  const parameters = resumeFrom?.parameters.slice() ?? flatten(flow.layers);
  const now = { ...flow, layers: layersOf(parameters, D) };
  const gradient = new Float64Array(parameters.length);
  const slots = copySlots(
    resumeFrom?.slots ?? optimizer.init(parameters.length),
  );
  const rates = new Float64Array(parameters.length).fill(learningRate);
  const fillGradient = gradientFunction(now, options, layersOf(gradient, D));
  const batches = batchesOf(
    training,
    D,
    batchSize,
    shuffle,
    resumeFrom ?? seed,
  );
  let { epoch, update, log: entries }: Pick<
    DensityFitState,
    "epoch" | "update" | "log"
  > = resumeFrom ?? { epoch: 0, update: 0, log: { epochs: [], values: {} } };
  let best = resumeFrom?.best;

  const seconds = () =>
    (resumeFrom?.seconds ?? 0) + (performance.now() - began) / 1000;

  /** The end of an epoch: looks at the flow, and keeps it if it is the best. */
  function judge(): void {
    const value = validation && logLikelihood(now, validation);
    if (value !== undefined && value > (best?.logLikelihood ?? -Infinity)) {
      best = { epoch, logLikelihood: value, parameters: parameters.slice() };
    }
    if (epoch % logEvery !== 0 && epoch < epochs) return;
    let terms: ReturnType<typeof logLikelihoodTerms> | undefined;
    entries = withEntry(
      entries,
      epoch,
      log({
        epoch,
        flow: now,
        seconds: seconds(),
        training: () => terms ??= logLikelihoodTerms(now, training),
        validation: value,
      }),
    );
  }

  function result(status: Status): DensityFit {
    const chosen = {
      ...flow,
      layers: layersOf((best?.parameters ?? parameters).slice(), D),
    };
    const of = best?.epoch ?? epoch;
    const ended = status !== "running";
    return {
      status,
      sentence: sentenceOf(status, of, epoch, best?.logLikelihood, lookAhead),
      flow: chosen,
      epoch: of,
      log: entries,
      ...ended && validation &&
        { validation: evaluateDensity(chosen, validation) },
      ...ended && test && { test: evaluateDensity(chosen, test) },
      seconds: seconds(),
      updates: update,
      state: {
        epoch,
        update,
        taken: batches.taken,
        random: batches.random,
        parameters: parameters.slice(),
        slots: copySlots(slots),
        ...best && { best },
        log: entries,
        seconds: seconds(),
      },
    };
  }

  if (resumeFrom === undefined) {
    judge();
    batches.begin();
  }
  for (;;) {
    if (epoch - (best?.epoch ?? epoch) >= lookAhead) {
      return result("out-of-patience");
    }
    if (epoch >= epochs) return result("completed");
    while (batches.taken < batches.count) {
      if (signal?.aborted) return result("aborted");
      if (performance.now() - began > 1000 * maxSeconds) {
        return result("max-time");
      }
      fillGradient(batches.next());
      if (!isFiniteVector(gradient)) {
        batches.taken--;
        return result("non-finite");
      }
      update++;
      const step = asPublished ? epoch + 2 : update;
      optimizer.update({ parameters, gradient, rates, step }, slots);
      yield {
        epoch,
        epochs,
        part: batches.taken / batches.count,
        snapshot: () => result("running"),
      };
    }
    epoch++;
    judge();
    batches.begin();
  }
}

/** What fills `out` with the gradient of a batch. */
function gradientFunction(
  flow: InvertibleNetwork,
  {
    loss = "likelihood",
    gradient: kind = "relative",
    asPublished = false,
    transforms = [],
    precision = "float64",
  }: FitDensityOptions,
  out: ReturnType<typeof layersOf>,
): (X: Float64Array) => void {
  const functions = functionsOf(flow);
  const changes = transforms.map(transformOf);
  const rooms = new Map<number, readonly [Pass, GradientWork]>();
  if (loss === "scoreMatching") checkSmooth(flow);

  function roomFor(samples: number): readonly [Pass, GradientWork] {
    const known = rooms.get(samples);
    if (known) return known;
    const pass = newPass(flow, samples, precision);
    const room = [pass, newGradientWork(flow, pass)] as const;
    rooms.set(samples, room);
    return room;
  }

  return (X) => {
    if (loss === "scoreMatching") {
      scoreMatchingInto(flow, X, out);
      if (kind === "relative") precondition(flow, out);
    } else {
      const [pass, work] = roomFor(X.length / flow.features);
      gradientOfPass(
        flow,
        functions,
        X,
        pass,
        work,
        { kind, asPublished },
        out,
      );
    }
    for (const change of changes) change(out, flow);
  };
}

function sentenceOf(
  status: Status,
  of: number,
  epoch: number,
  best: number | undefined,
  lookAhead: number,
): string {
  const kept = best === undefined
    ? `The flow is that after ${epoch} epochs.`
    : `The flow is that after epoch ${of} of ${epoch}, which has the best validation likelihood.`;
  const ended = status === "out-of-patience"
    ? `The validation likelihood has not grown for ${lookAhead} epochs.`
    : status === "completed"
    ? "All epochs are done."
    : statusSentence(status);
  return `${ended} ${kept}`;
}
