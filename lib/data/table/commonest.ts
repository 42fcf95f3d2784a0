/** The number that occurs most often, the first of several, and its share. */
export function commonest(
  numbers: readonly number[],
): { readonly value: number; readonly share: number } {
  const found = new Map<number, number>();
  for (const n of numbers) found.set(n, (found.get(n) ?? 0) + 1);
  const [value, times] = [...found].reduce((a, b) => b[1] > a[1] ? b : a, [
    0,
    0,
  ]);
  return { value, share: times / numbers.length };
}
