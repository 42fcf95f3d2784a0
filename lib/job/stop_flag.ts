import { checkpoint } from "../checkpoint.ts";
import type { Intervals } from "../interval/mod.ts";
import type { Enclosure, Objective } from "../objective/mod.ts";

/**
 * A flag in memory that two threads share, where the platform has such memory:
 * it stops a worker in the middle of a step, when messages do not reach it.
 */
export type StopFlag = SharedArrayBuffer;

/** A flag that is down, or nothing where memory cannot be shared. */
export function makeStopFlag(): StopFlag | undefined {
  return typeof SharedArrayBuffer === "undefined"
    ? undefined // a page without cross-origin isolation
    : new SharedArrayBuffer(4);
}

/** Raises the flag. */
export function raise(flag: StopFlag): void {
  Atomics.store(new Int32Array(flag), 0, 1);
}

/** Whether somebody raised the flag. */
export function isRaised(flag: StopFlag): boolean {
  return Atomics.load(new Int32Array(flag), 0) !== 0;
}

/** A check that throws once the flag is raised. */
export function checkOf(flag: StopFlag): () => void {
  const shared = new Int32Array(flag);
  return () => {
    if (Atomics.load(shared, 0) === 0) return;
    throw new DOMException("Stopped", "AbortError");
  };
}

/** The same objective, with a checkpoint before whatever it computes. */
export function stoppable(objective: Objective): Objective {
  const { lossBatch, batch, select, residuals, jacobian, enclosure } =
    objective;
  return {
    ...objective,
    loss(θ) {
      checkpoint();
      return objective.loss(θ);
    },
    gradient(θ, out) {
      checkpoint();
      return objective.gradient(θ, out);
    },
    lossAndGradient(θ, out) {
      checkpoint();
      return objective.lossAndGradient(θ, out);
    },
    hessian(θ, out) {
      checkpoint();
      return objective.hessian(θ, out);
    },
    hessianVectorProduct(θ, v, out) {
      checkpoint();
      return objective.hessianVectorProduct(θ, v, out);
    },
    ...(lossBatch && {
      lossBatch(Θ: Float64Array, count: number, out: Float64Array) {
        checkpoint();
        return objective.lossBatch!(Θ, count, out);
      },
    }),
    ...(batch && {
      batch: (start: number, count: number) =>
        stoppable(objective.batch!(start, count)),
    }),
    ...(select && {
      select: (samples: ArrayLike<number>) =>
        stoppable(objective.select!(samples)),
    }),
    ...(residuals && {
      residuals(θ: Float64Array, out?: Float64Array) {
        checkpoint();
        return objective.residuals!(θ, out);
      },
    }),
    ...(jacobian && {
      jacobian(θ: Float64Array, out?: Float64Array) {
        checkpoint();
        return objective.jacobian!(θ, out);
      },
    }),
    ...(enclosure && {
      enclosure: (box: Intervals) =>
        stoppableEnclosure(objective.enclosure!(box)),
    }),
  };
}

function stoppableEnclosure(enclosure: Enclosure): Enclosure {
  const { residuals, jacobian } = enclosure;
  return {
    gradient() {
      checkpoint();
      return enclosure.gradient();
    },
    hessian() {
      checkpoint();
      return enclosure.hessian();
    },
    ...(residuals && {
      residuals() {
        checkpoint();
        return enclosure.residuals!();
      },
    }),
    ...(jacobian && {
      jacobian() {
        checkpoint();
        return enclosure.jacobian!();
      },
    }),
  };
}
