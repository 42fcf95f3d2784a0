import type { Dataset } from "../data/dataset.ts";

/**
 * The samples of these numbers, in that order, copied; a number may come twice.
 *
 * @throws {RangeError} If there are none, or a number is not that of a sample.
 */
export function selectSamples(
  data: Dataset,
  samples: ArrayLike<number>,
): Dataset {
  const { inputCount, outputCount, inputs, targets, labels, weights } = data;
  if (samples.length === 0) refuse("no sample", "at least one");
  for (let i = 0; i < samples.length; i++) {
    const n = samples[i];
    if (Number.isInteger(n) && n >= 0 && n < data.samples) continue;
    refuse(`sample ${n}`, `some of 0 … ${data.samples - 1}`);
  }

  function rows(from: Float64Array, columns: number): Float64Array {
    const out = new Float64Array(samples.length * columns);
    for (let i = 0; i < samples.length; i++) {
      const at = samples[i] * columns;
      for (let k = 0; k < columns; k++) out[i * columns + k] = from[at + k];
    }
    return out;
  }

  return {
    samples: samples.length,
    inputCount,
    outputCount,
    inputs: rows(inputs, inputCount),
    ...(targets && { targets: rows(targets, outputCount) }),
    ...(labels && {
      labels: Int32Array.from(
        { length: samples.length },
        (_, i) => labels[samples[i]],
      ),
    }),
    ...(weights && { weights: rows(weights, 1) }),
  };
}

function refuse(got: string, want: string): never {
  throw new RangeError(`Cannot select samples: ${got}, expected ${want}`);
}
