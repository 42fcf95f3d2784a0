import { descend } from "../verdict/proof/relu_students.ts";
import type { Outcome, Soak } from "./soak.ts";

/** Starts with 6 neurons, of which one in 150 ends at a spurious minimum. */
const withSix = 600;
/** Starts with each of 8 … 12. */
const withMore = 60;

/** A loss below this is 0 to the accuracy of a descent. */
const none = 1e-10;

/**
 * Relu students of as many orthonormal teachers from random starts: each ends at
 * loss 0, or at a minimum with a proof.
 *
 * @see Safran and Shamir, Spurious local minima are common in two-layer ReLU
 * neural networks, 2018.
 */
export function studyStarts(
  count: number,
  seed: number,
  from: number,
): Outcome {
  const failures: string[] = [];
  const spurious = new Map<number, number>();
  for (let n = from; n < from + count; n++) {
    const k = n < withSix ? 6 : 8 + Math.floor((n - withSix) / withMore);
    const { loss, proof } = descend(k, seed * 1_000_003 + n);
    if (loss < none) continue;
    if (proof?.status === "proved" && proof.index === 0) {
      spurious.set(k, (spurious.get(k) ?? 0) + 1);
    } else {
      failures.push(
        `seed ${seed}, ${n}: ${k} neurons end at loss ${loss}: ${proof?.sentence}`,
      );
    }
  }
  const measured = Array.from(
    spurious,
    ([k, times]) => `${times} spurious with ${k} neurons`,
  ).join(", ");
  return { count, failures, measured };
}

/** {@linkcode studyStarts}, 900 of them. */
export const spuriousSoak: Soak = {
  name: "spurious minima",
  unit: "starts",
  whole: withSix + 5 * withMore,
  part: withMore,
  run: (amount, seed, from) => Promise.resolve(studyStarts(amount, seed, from)),
};
