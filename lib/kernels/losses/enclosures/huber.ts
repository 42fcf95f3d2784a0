import { exactly, subtract } from "../../../interval/mod.ts";
import type { OutputLossEnclosure } from "./enclosure.ts";

/** r²/2 where |r| < δ, else δ(|r| − δ/2); ℓ″ jumps at |r| = δ. */
export function huber(δ: number): OutputLossEnclosure {
  return (output, target) => {
    const r = subtract(output, exactly(target));
    if (r.lo > δ) return { first: exactly(δ), second: exactly(0) };
    if (r.hi < -δ) return { first: exactly(-δ), second: exactly(0) };
    if (r.lo > -δ && r.hi < δ) return { first: r, second: exactly(1) };
    return undefined;
  };
}
