import { FIRST1, FIRST2, SECOND11, SECOND12, SECOND22 } from "./moments.ts";
import type { Neuron } from "./neuron.ts";
import { piecewiseRule } from "./normal_rules.ts";

/**
 * Moments of a neuron with itself whose activation has a kink at σ = 0: its
 * Hermite series falls too slowly where u = 1, but one Gaussian variable is all
 * there is to integrate over. What σ″ has at the kink counts for nothing there.
 */
export function kinkedSquare(
  { activation: { functions }, r, b }: Neuron,
  out: Float64Array,
): void {
  out.fill(0);
  const { nodes, projections } = piecewiseRule(0, r === 0 ? 0 : -b / r);
  const columns = projections.length / nodes.length;
  for (let i = 0; i < nodes.length; i++) {
    const ξ = nodes[i];
    const z = r * ξ + b;
    const y = functions.f(z);
    const d = functions.derivative(z, y);
    const s = functions.secondDerivative(z, y, d);
    const weight = projections[i * columns];
    out[0] += weight * y * y;
    let power = weight;
    for (const k of [0, 1, 3]) { // 1, ξ, ξ²
      if (k < 3) out[FIRST1 + k] += power * d * y;
      out[SECOND11 + k] += power * s * y;
      out[SECOND12 + k] += power * d * d;
      power *= ξ;
    }
  }
  for (const at of [SECOND11, SECOND12]) out[at + 5] = out[at]; // E η² = 1
  out.copyWithin(FIRST2, FIRST1, FIRST1 + 3);
  out.copyWithin(SECOND22, SECOND11, SECOND11 + 6);
}
