import type { Block, Onto } from "./block.ts";

/** The product in plain TypeScript, and the definition of right. */
export function plainProduct(A: Block, B: Block, out: Block, onto: Onto): void {
  const sign = onto === "subtract" ? -1 : 1;
  for (let i = 0; i < A.rows; i++) {
    for (let j = 0; j < B.columns; j++) {
      let a = A.at + i * A.down;
      let b = B.at + j * B.right;
      let sum = 0;
      for (let k = 0; k < A.columns; k++) {
        sum += A.entries[a] * B.entries[b];
        a += A.right;
        b += B.down;
      }
      const c = out.at + i * out.down + j * out.right;
      out.entries[c] = onto === "set"
        ? sum
        : typeof onto === "object"
        ? sum - onto.entries[onto.at + i * onto.down + j * onto.right]
        : out.entries[c] + sign * sum;
    }
  }
}
