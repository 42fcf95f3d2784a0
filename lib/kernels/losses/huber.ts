import type { CustomLoss } from "../kernels.ts";

/** ℓ = r²/2 where |r| ≤ δ, else δ(|r| − δ/2), with r = a − t. */
export function huber(δ: number): CustomLoss {
  return {
    value: (a, t) => {
      const r = Math.abs(a - t);
      return r <= δ ? r * r / 2 : δ * (r - δ / 2);
    },
    derivative: (a, t) => Math.min(Math.max(a - t, -δ), δ),
    secondDerivative: (a, t) => Math.abs(a - t) <= δ ? 1 : 0,
  };
}

/** δ of "huber" (1) or "huber(δ)"; NaN if the text is neither. */
export function huberDelta(text: string): number {
  if (text === "huber") return 1;
  const match = /^huber\(\s*([^)]+?)\s*\)$/.exec(text);
  const δ = match ? Number(match[1]) : NaN;
  return δ > 0 && δ < Infinity ? δ : NaN;
}
