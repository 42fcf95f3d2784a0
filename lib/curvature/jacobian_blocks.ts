import { checkpoint } from "../checkpoint.ts";
import type { Objective } from "../objective/objective.ts";

/** The Jacobian ∂r/∂θ of a sum of squares, some rows at a time. */
export interface JacobianBlocks {
  /** Rows: one per residual. */
  readonly rows: number;
  /** Samples N in L = ‖r‖²/N; 1 where there are none. */
  readonly samples: number;
  /** Hands over blocks of rows, in order, each row p numbers; they are reused. */
  each(visit: (J: Float64Array, first: number, rows: number) => void): void;
}

/** Numbers that are kept between two visits: 256 MB. */
const affordable = 2 ** 25;
/** Numbers of a block that is computed anew at each visit: 16 MB. */
const blockNumbers = 2 ** 21;

/**
 * The Jacobian at θ: computed once and kept where it takes at most 256 MB, else
 * anew at each visit, in blocks of samples.
 *
 * @throws {TypeError} If the loss is not a sum of squares.
 */
export function jacobianBlocks(
  act: string,
  objective: Objective,
  θ: Float64Array,
): JacobianBlocks {
  const { residuals, jacobian, data, parameterCount: p } = objective;
  if (!residuals || !jacobian) {
    throw new TypeError(
      `Cannot ${act}: a loss that is no sum of squares, expected ` +
        `meanSquaredError, crossEntropy, or an objective with residuals and jacobian`,
    );
  }
  const rows = residuals(θ).length;
  const samples = data?.samples ?? 1;
  if (rows * p <= affordable || !objective.batch || samples === 1) {
    let J: Float64Array | undefined;
    return {
      rows,
      samples,
      each: (visit) => visit(J ??= jacobian(θ), 0, rows),
    };
  }
  const outputs = rows / samples;
  const count = Math.max(1, Math.floor(blockNumbers / (outputs * p)));
  const batches = Array.from(
    { length: Math.ceil(samples / count) },
    (_, k) => objective.batch!(k * count, Math.min(count, samples - k * count)),
  );
  const space = new Float64Array(count * outputs * p);
  return {
    rows,
    samples,
    each(visit) {
      batches.forEach((batch, k) => {
        checkpoint();
        const some = batch.data!.samples * outputs;
        const J = space.subarray(0, some * p);
        visit(batch.jacobian!(θ, J), k * count * outputs, some);
      });
    },
  };
}
