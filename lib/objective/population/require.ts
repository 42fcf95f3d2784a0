import type { PopulationActivation } from "./family.ts";
import { isClosed } from "./pair.ts";

/** Refuses what does not hold. */
export function require(holds: boolean, got: string, want: string): void {
  if (holds) return;
  throw new RangeError(
    `Cannot build the population loss: ${got}, expected ${want}`,
  );
}

/** Refuses activations of which two have no closed form together. */
export function requireClosed(
  activations: readonly PopulationActivation[],
): void {
  for (const one of activations) {
    for (const two of activations) {
      require(
        isClosed(one.family, two.family),
        `integration "closedForm" of ${one.name} with ${two.name}`,
        '"auto", which takes quadrature where there is no closed form',
      );
    }
  }
}
