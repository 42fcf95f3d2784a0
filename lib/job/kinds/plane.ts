import {
  extentOfPath,
  pathTurns,
  type Plane,
  type PlaneOptions,
  planeOptions,
  type PlanePath,
  type PlaneStep,
  planeTurns,
  principalDirections,
} from "../../landscape/mod.ts";
import {
  aTrajectory,
  checkOptions,
  defined,
  list,
  nested,
  number,
  type OptionTable,
  required,
  text,
} from "../../options/mod.ts";
import type { TrainingResult } from "../../train/mod.ts";
import type { Trajectory } from "../../verdict/mod.ts";
import {
  anObjectiveSource,
  type JobKind,
  type JobStep,
  type ObjectiveSource,
} from "../kind.ts";
import { withBackend } from "../objectives/known.ts";
import {
  type AtTime,
  atTime,
  pointOf,
  trajectoryFrom,
} from "../training_point.ts";

/**
 * A loss plane through `center`, with the trajectory's path on it. Without
 * directions the plane is spanned by the trajectory's principal directions,
 * without an extent it covers the path.
 */
export interface PlaneJob {
  /** Names the kind. */
  readonly kind: "plane";
  /** Whose loss. */
  readonly objective: ObjectiveSource;
  /** The point at x = y = 0 (p). */
  readonly center: Float64Array;
  /** The path to draw on the plane. */
  readonly trajectory: Trajectory;
  /** What spans the plane (p each). */
  readonly directions?: readonly [Float64Array, Float64Array];
  /** As for {@linkcode plane}. */
  readonly options?: PlaneOptions;
  /**
   * What computes the grid, where the objective has several backends; by default
   * what computes the objective. "wasm-float32" is enough for a picture, in less than half the
   * time; losses along the path stay as the objective has them.
   */
  readonly backend?: string;
}

/** A plane together with the path that was asked for. */
export interface PlaneWithPath extends Plane {
  /** The trajectory on the plane. */
  readonly path: PlanePath;
}

/** What the kind adds to `run`. */
export interface PlaneMethod {
  /**
   * A loss plane through the end of a training, or through where it was at a
   * time, with its path.
   */
  plane(
    fit: TrainingResult,
    options?: PlaneMethodOptions,
  ): Promise<PlaneWithPath>;
}

/** Options of `run.plane`. */
export interface PlaneMethodOptions
  extends PlaneOptions, Pick<PlaneJob, "directions" | "backend">, AtTime {
  /**
   * A time of its trajectory: the plane is that of the path from the stored
   * point at or before it on. Default: of the whole path.
   */
  readonly from?: number;
}

/** What `run.plane` takes beside the training. */
const planeMethodOptions: OptionTable<PlaneMethodOptions> = {
  ...planeOptions,
  directions: list,
  backend: text,
  from: number,
  ...atTime,
};

/** See {@linkcode PlaneJob}. */
export const plane: JobKind<PlaneJob, PlaneWithPath, PlaneMethod> = {
  name: "plane",

  takes: {
    kind: text,
    objective: required(anObjectiveSource),
    center: required(list),
    trajectory: required(aTrajectory),
    directions: list,
    options: nested(planeOptions),
    backend: text,
  },

  *steps({ objective, center, trajectory, backend, ...job }) {
    const { directions = principalDirections(trajectory, center) } = job;
    const path = yield* pathSteps(
      pathTurns(objective, { center, directions }, trajectory),
    );
    const withPath = (plane: Plane): PlaneWithPath => ({ ...plane, path });
    const turns = planeTurns(
      backend === undefined
        ? objective
        : withBackend(objective, backend, "the plane"),
      center,
      directions,
      { extent: extentOfPath(path), ...job.options },
    );
    let step: PlaneStep | undefined;
    for (;;) {
      const next = turns.next();
      if (next.done) return withPath(next.value);
      step = next.value ?? step;
      if (step === undefined) {
        yield { note: "plane", done: 0 };
        continue;
      }
      const latest = step;
      yield {
        note: "plane",
        done: latest.done,
        partial: () => withPath(latest.plane),
      };
    }
  },

  methodsTake: { plane: planeMethodOptions },

  methods: (submit) => ({
    plane: async (fit, given = {}) => {
      checkOptions("compute a plane", given, planeMethodOptions);
      const { directions, backend, at, from, ...options } = given;
      const { objective, parameters } = pointOf(fit, "the plane", at);
      return await submit({
        objective,
        center: parameters,
        trajectory: trajectoryFrom(fit.trajectory, from),
        options,
        ...defined({ directions, backend }),
      });
    },
  }),
};

function* pathSteps(
  turns: Generator<undefined, PlanePath>,
): Generator<JobStep<never>, PlanePath> {
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
    yield { note: "path on the plane" };
  }
}
