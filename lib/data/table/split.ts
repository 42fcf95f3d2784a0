import { randomGenerator } from "../../random/mod.ts";

/** The two parts of some rows. */
export interface Split {
  readonly training: Int32Array;
  readonly test: Int32Array;
}

/**
 * Divides rows at random, each class in the same proportion: its share of the
 * test part is rounded by largest remainder, and one row of it is kept to train
 * with.
 *
 * @param rows What is divided.
 * @param labels The class of each of them; all equal means no classes.
 */
export function splitRows(
  rows: Int32Array,
  labels: Int32Array,
  { testShare, seed }: { readonly testShare: number; readonly seed: number },
): Split {
  const order = randomGenerator(seed).shuffle(labels.map((_, i) => i));
  const quotas = testQuotas(labels, testShare);
  const isTest = order.map((i) => quotas[labels[i]]-- > 0 ? 1 : 0);
  const part = (which: number) =>
    order.filter((_, i) => isTest[i] === which).map((i) => rows[i]);
  return { training: part(0), test: part(1) };
}

/** How many test rows each class gives: largest remainder, one row kept. */
function testQuotas(labels: Int32Array, testShare: number): Int32Array {
  const sizes: number[] = [];
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const quotas = Int32Array.from(
    sizes,
    (size) => Math.min(Math.floor(testShare * size), size - 1),
  );
  const spare = sizes.reduce((sum, size) => sum + size - 1, 0);
  if (spare === 0) {
    const found = labels.length === 1 ? "1 row" : "one row of each class";
    throw new RangeError(
      `Cannot split the table: there is ${found}, expected at least one to train and one to test with`,
    );
  }
  const wanted = Math.max(
    1,
    Math.min(spare, Math.round(testShare * labels.length)),
  );
  const byRemainder = sizes.map((size, label) => ({
    label,
    remainder: testShare * size - quotas[label],
  })).sort((a, b) => b.remainder - a.remainder);
  let open = wanted - quotas.reduce((sum, quota) => sum + quota, 0);
  while (open > 0) {
    for (const { label } of byRemainder) {
      if (open > 0 && quotas[label] < sizes[label] - 1) {
        quotas[label]++;
        open--;
      }
    }
  }
  return quotas;
}
