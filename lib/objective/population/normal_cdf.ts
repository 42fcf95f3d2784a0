import {
  bivariateNormalCdfAt,
  conditionalDistance,
  normalCdf,
  normalDensity,
} from "../../special/mod.ts";
import { type Order, type Plane, type Table, tableIndex } from "./moments.ts";

/** scale Φ(z) + shift. */
export interface NormalCdfScale {
  readonly scale: number;
  readonly shift: number;
}

/**
 * The table of two neurons with activations sᵢΦ(z) + cᵢ: E Φ(z₁)Φ(z₂) is
 * P(ε₁ ≤ z₁, ε₂ ≤ z₂) with ε standard normal, Φ₂ of a covariance 1 larger than
 * that of z; its derivatives are in the means.
 */
export function normalCdfTable(
  { r1, r2, b1, b2, u, v }: Plane,
  one: NormalCdfScale,
  two: NormalCdfScale,
  order: Order,
  out: Table,
): void {
  const V1 = 1 + r1 * r1;
  const V2 = 1 + r2 * r2;
  const n1 = Math.sqrt(V1);
  const n2 = Math.sqrt(V2);
  const covariance = u * r1 * r2;
  const determinant = 1 + r1 * r1 + r2 * r2 + (r1 * r2 * v) ** 2;
  const sin = Math.sqrt(determinant) / (n1 * n2);
  const cos = covariance / (n1 * n2);
  const h1 = b1 / n1;
  const h2 = b2 / n2;
  const scale = one.scale * two.scale;
  const mean1 = one.scale * normalCdf(h1);
  const mean2 = two.scale * normalCdf(h2);
  out[0] = scale * bivariateNormalCdfAt(h1, h2, cos, sin) +
    one.shift * mean2 + two.shift * mean1 + one.shift * two.shift;
  if (order === 0) return;

  const t1 = conditionalDistance(h1, h2, cos, sin);
  const t2 = conditionalDistance(h2, h1, cos, sin);
  const density1 = normalDensity(h1) / n1;
  const density2 = normalDensity(h2) / n2;
  const density = density1 * normalDensity(t1) / (n2 * sin);
  const F = (p: number, q: number, value: number) =>
    out[tableIndex(p, q)] = value;
  F(1, 1, scale * density);

  // derivatives in one mean alone: those of φ(h)Φ(t)/n, where the shift of the
  // other neuron counts as if Φ(t) were larger by it
  const alone1 = one.scale * density1 *
    (two.scale * normalCdf(t1) + two.shift);
  const alone2 = two.scale * density2 *
    (one.scale * normalCdf(t2) + one.shift);
  const slope1 = scale * covariance / V1;
  const slope2 = scale * covariance / V2;
  const twice1 = -b1 * alone1 / V1 - slope1 * density;
  const twice2 = -b2 * alone2 / V2 - slope2 * density;
  F(1, 0, alone1);
  F(0, 1, alone2);
  F(2, 0, twice1);
  F(0, 2, twice2);
  if (order === 1) return;

  const P11 = V2 / determinant;
  const P22 = V1 / determinant;
  const P12 = -covariance / determinant;
  const y1 = P11 * b1 + P12 * b2;
  const y2 = P12 * b1 + P22 * b2;
  F(2, 1, -scale * y1 * density);
  F(1, 2, -scale * y2 * density);
  F(2, 2, scale * (y1 * y2 - P12) * density);
  const third1 = -(alone1 + b1 * twice1) / V1 + slope1 * y1 * density;
  const third2 = -(alone2 + b2 * twice2) / V2 + slope2 * y2 * density;
  F(3, 0, r1 * third1);
  F(0, 3, r2 * third2);
  F(3, 1, r1 * scale * (y1 * y1 - P11) * density);
  F(1, 3, r2 * scale * (y2 * y2 - P22) * density);
  F(
    4,
    0,
    r1 * r1 * (-(2 * twice1 + b1 * third1) / V1 -
      slope1 * (y1 * y1 - P11) * density),
  );
  F(
    0,
    4,
    r2 * r2 * (-(2 * twice2 + b2 * third2) / V2 -
      slope2 * (y2 * y2 - P22) * density),
  );
}
